import { describe, expect, it } from 'vitest'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import {
  adverseEvent,
  analysed,
  derive,
  dose,
  madeSubject,
  PROTOCOL_5,
  protocol,
  rowOf,
} from './made-subject.ts'

function record(
  row: Row,
  files: Parameters<typeof madeSubject>[0] = {},
  definition: ProtocolDefinition = PROTOCOL_5,
) {
  const subject = madeSubject({ ...files, 'adverse-events': [adverseEvent(row)] })
  return derive(subject, { definition }).adverseEvents[0]
}

describe('treatment-emergent', () => {
  const exposure = [dose('LENVATINIB', '2024-01-15', '2024-03-01')]
  it.each([
    ['2024-01-14', false, 'the day before the first dose'],
    ['2024-01-15', true, 'the day of the first dose'],
    ['2024-03-31', true, '30 days after the last dose'],
    ['2024-04-01', false, '31 days after the last dose'],
  ])('%s: %s, %s', (AESTDAT, expected) => {
    expect(record({ AESTDAT }, { exposure })?.treatmentEmergent).toBe(expected)
  })

  it.each(['Lenvatinib', ' lenvatinib ', '仑伐替尼'])(
    'counts from the first dose of %j, however the drug is written',
    (drug) => {
      const written = [dose(drug, '2024-01-15', '2024-03-01')]
      expect(record({ AESTDAT: '2024-02-01' }, { exposure: written })?.treatmentEmergent).toBe(true)
      const other = [dose('Lenvatinob', '2024-01-15', '2024-03-01')]
      expect(record({ AESTDAT: '2024-02-01' }, { exposure: other })?.treatmentEmergent).toBe(false)
    },
  )

  it('has no end while dosing is ongoing', () => {
    expect(record({ AESTDAT: '2025-12-31' })?.treatmentEmergent).toBe(true)
  })

  it('is not prolonged by an interruption recorded as a dose of 0', () => {
    const interrupted = [...exposure, dose('LENVATINIB', '2024-03-02', '2024-06-01', '0')]
    expect(record({ AESTDAT: '2024-04-01' }, { exposure: interrupted })?.treatmentEmergent).toBe(
      false,
    )
  })

  it('is nothing in a subject that was never dosed', () => {
    const none = record({ AESTDAT: '' }, { exposure: [] })
    expect(none).toMatchObject({ onset: null, treatmentEmergent: false })
  })

  it('a worsening is a row of its own: onset alone counts', () => {
    const row = { AESTDAT: '2024-01-14', AEENDAT: '2024-02-14' }
    expect(record(row)?.treatmentEmergent).toBe(false)
  })

  it('a missing start is the first dose, but not after its complete end', () => {
    expect(record({ AESTDAT: '' })).toMatchObject({
      onset: '2024-01-15',
      onsetImputed: true,
      treatmentEmergent: true,
    })
    expect(record({ AESTDAT: '', AEENDAT: '2024-01-12' })).toMatchObject({
      onset: '2024-01-12',
      treatmentEmergent: false,
    })
  })
})

describe('what an event counts as', () => {
  it.each([
    ['POSSIBLE', true],
    ['PROBABLE', true],
    ['DEFINITE', true],
    ['', true],
    ['UNLIKELY', false],
    ['NOT RELATED', false],
  ])('relation "%s" is related: %s', (AEREL, expected) => {
    expect(record({ AESTDAT: '2024-02-01', AEREL })?.related).toBe(expected)
  })

  it.each([
    ['Blood and lymphatic system disorders', 'Anemia', true],
    ['Investigations', 'Platelet count decreased', true],
    ['Investigations', 'Neutrophil count decreased', true],
    ['Investigations', 'White blood cell decreased', true],
    ['Investigations', 'Lymphocyte count decreased', true],
    ['Investigations', 'Lymphocyte count increased', true],
    ['Investigations', 'CD4 lymphocytes decreased', true],
    ['Investigations', 'Hemoglobin increased', true],
    ['Investigations', 'Alanine aminotransferase increased', false],
  ])('%s, %s is haematologic: %s', (AEBODSYS, AEDECOD, expected) => {
    const row = { AESTDAT: '2024-02-01', AEBODSYS, AEDECOD }
    expect(record(row)?.haematologic).toBe(expected)
  })

  it('takes the verbatim term where none is coded, and no grade where none is', () => {
    const row = { AESTDAT: '2024-02-01', AEDECOD: '', AETERM: 'tired', AETOXGR: '' }
    expect(record(row)).toMatchObject({ term: 'tired', grade: null })
  })
})

describe('incidence', () => {
  const subjects = [
    madeSubject({
      'adverse-events': [
        adverseEvent({ AESTDAT: '2024-02-01', AETOXGR: '1' }),
        adverseEvent({ AESTDAT: '2024-02-10', AETOXGR: '3', AESER: 'Y' }),
        adverseEvent({ AESTDAT: '2024-02-20', AETOXGR: '2', AEREL: 'UNLIKELY' }),
        adverseEvent({ AESTDAT: '2024-02-20', AEDECOD: 'Anemia', AETOXGR: '' }),
      ],
    }),
    madeSubject({}, '1002'),
    madeSubject(
      { 'adverse-events': [adverseEvent({ AESTDAT: '2024-01-14', AETOXGR: '5' })] },
      '1003',
    ),
    madeSubject(
      { 'adverse-events': [adverseEvent({ AESTDAT: '2024-02-01', AEDECOD: 'Zoster' })] },
      '1004',
    ),
  ]
  const analysis = analysed(subjects)
  const none = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }

  it('counts subjects once, under their worst grade, and rows each', () => {
    expect(rowOf(analysis, 'AE')).toMatchObject({
      n: 2,
      events: 5,
      N: 4,
      estimate: 0.5,
      worst: { ...none, 2: 1, 3: 1 },
      terms: [
        { term: 'Anemia', n: 1, events: 1, worst: none },
        { term: 'Fatigue', n: 1, events: 3, worst: { ...none, 3: 1 } },
        { term: 'Zoster', n: 1, events: 1, worst: { ...none, 2: 1 } },
      ],
    })
  })

  it('SAE and ADR are treatment-emergent too', () => {
    expect(rowOf(analysis, 'SAE')).toMatchObject({ n: 1, events: 1, worst: { ...none, 3: 1 } })
    expect(rowOf(analysis, 'ADR')).toMatchObject({ n: 2, events: 4 })
  })

  it('orders terms by code point', () => {
    const terms = ['b', 'Z', 'a', 'É', '\u{1F600}', '\uFF5E']
    const events = terms.map((AEDECOD) => adverseEvent({ AESTDAT: '2024-02-01', AEDECOD }))
    const row = rowOf(analysed([madeSubject({ 'adverse-events': events })]), 'AE')
    expect(row.kind === 'incidence' && row.terms.map(({ term }) => term)).toEqual([
      'Z',
      'a',
      'b',
      'É',
      '\uFF5E',
      '\u{1F600}',
    ])
  })
})

describe('TOX3 of protocol 4', () => {
  const definition = protocol('tace-systemic')
  const toxicity = (row: Row) => {
    const event = adverseEvent({ AESTDAT: '2024-02-01', AETOXGR: '3', ...row })
    const subject = madeSubject({ exposure: [], 'adverse-events': [event] })
    const analysis = analysed([subject], { definition })
    return ['TOX3', 'TOX3-HAEM', 'TOX3-NONHAEM'].map((id) => {
      const found = rowOf(analysis, id)
      return found.kind === 'incidence' ? found.n : null
    })
  }

  const cases: readonly (readonly [Row, number[], string])[] = [
    [{ AESTDAT: '2024-01-10' }, [1, 0, 1], 'on the day of enrolment'],
    [{ AESTDAT: '2024-01-09' }, [0, 0, 0], 'the day before enrolment'],
    [{ AESTDAT: '2024-01' }, [1, 0, 1], 'the month of enrolment: raised to it'],
    [{ AESTDAT: '' }, [1, 0, 1], 'no start: enrolment'],
    [{ AETOXGR: '2' }, [0, 0, 0], 'grade 2'],
    [{ AETOXGR: '5' }, [1, 0, 1], 'grade 5'],
    [{ AETOXGR: '' }, [0, 0, 0], 'no grade'],
    [{ AEDECOD: 'Platelet count decreased' }, [1, 1, 0], 'haematologic'],
  ]
  it.each(cases)('%o: %o, %s', (row, expected) => {
    expect(toxicity(row)).toEqual(expected)
  })

  it('raises AE starts to enrolment though dosing begins later in the month', () => {
    const row = record({ AESTDAT: '2024-01' }, {}, definition)
    expect(row).toMatchObject({ onset: '2024-01-10', treatmentEmergent: false })
  })
})

describe('at the cut-off', () => {
  const fatal = {
    ...{ AESTDAT: '2024-02-01', AETOXGR: '5', AESER: 'Y', AEOUT: 'FATAL' },
    ...{ AESDTH: 'Y', AELIFE: 'N', AESHOSP: 'N', AEENDAT: '2024-03-10' },
  }
  const death = { DTHDAT: '2024-03-10', DTHCAUS: 'ADVERSE EVENT' }
  const at = (row: Row, cutoff: string, files: Parameters<typeof madeSubject>[0] = {}) => {
    const subject = madeSubject({ ...files, 'adverse-events': [adverseEvent(row)] })
    return derive(subject, { definition: PROTOCOL_5, cutoff }).adverseEvents[0]
  }

  it.each<[string, number | null, boolean, string]>([
    ['2024-03-09', null, false, 'the day before the death'],
    ['2024-03-10', 5, true, 'the day of the death'],
  ])('%s: grade %s, serious %s: %s', (cutoff, grade, serious) => {
    expect(at(fatal, cutoff, { deaths: [death] })).toMatchObject({ grade, serious })
  })

  it('a death without a date of its own is that of the end of its event', () => {
    expect(at(fatal, '2024-03-09')?.grade).toBeNull()
    expect(at({ ...fatal, AEENDAT: '' }, '2024-03-09')?.grade).toBe(5)
  })

  it('stays serious by a criterion that was met before', () => {
    const event = { ...fatal, AESHOSP: 'Y', AEHOSDAT: '2024-02-20' }
    expect(at(event, '2024-03-09', { deaths: [death] })?.serious).toBe(true)
    expect(at(event, '2024-02-19', { deaths: [death] })?.serious).toBe(false)
  })

  it('a contact that found the subject dead counts as a death', () => {
    const survival = [{ SSDAT: '2024-03-10', SSORRES: 'DEAD' }]
    expect(at({ ...fatal, AEENDAT: '' }, '2024-03-09', { survival })?.grade).toBeNull()
    expect(at({ ...fatal, AEENDAT: '' }, '2024-03-10', { survival })?.grade).toBe(5)
  })
})
