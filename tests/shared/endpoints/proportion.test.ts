import { describe, expect, it } from 'vitest'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import {
  added,
  analysed,
  assessed,
  derive,
  dose,
  madeSubject,
  PROTOCOL_5,
  protocol,
  rowOf,
} from './made-subject.ts'

type Pairs = Parameters<typeof assessed>[0]

function counted(
  points: Pairs,
  id: string,
  {
    definition = PROTOCOL_5,
    ...files
  }: { definition?: ProtocolDefinition } & Record<string, unknown> = {},
): boolean | null {
  const criteria = definition.criteria.map(({ key }) => key)
  const subject = madeSubject({
    ...assessed(points, criteria),
    ...(files as Record<string, readonly Row[]>),
  })
  const value = added(derive(subject, { definition }), id)
  return value?.kind === 'counted' ? value.hit : null
}

describe('CBR of protocol 5: a confirmed response of more than 6 * 30.4375 = 182.625 days', () => {
  const until = (last: string): Pairs => [
    ['2024-03-10', 'PR'],
    ['2024-05-05', 'PR'],
    [last, 'PR'],
  ]
  it.each([
    ['2024-09-08', true, 'day 183 of the response'],
    ['2024-09-07', false, 'day 182'],
  ])('last seen on %s: %s, %s', (last, expected) => {
    expect(counted(until(last), 'CBR')).toBe(expected)
  })

  it('ends with progression as well', () => {
    const points: Pairs = [
      ['2024-03-10', 'PR'],
      ['2024-05-05', 'PR'],
      ['2024-09-08', 'PD'],
    ]
    expect(counted(points, 'CBR')).toBe(true)
  })

  it('never counts stable disease, nor an unconfirmed response', () => {
    const stable: Pairs = [
      ['2024-03-10', 'SD'],
      ['2024-12-01', 'SD'],
    ]
    expect(counted(stable, 'CBR')).toBe(false)
    const once: Pairs = [
      ['2024-03-10', 'PR'],
      ['2024-12-01', 'SD'],
    ]
    expect(counted(once, 'CBR')).toBe(false)
  })
})

describe('SD4 of protocol 3: confirmed BOR SD from 28 days on', () => {
  const definition = protocol('regorafenib-pd1')
  it.each([
    ['2024-02-12', 'SD', true, 'exactly 28 days after the origin'],
    ['2024-02-11', 'SD', false, 'a day too early'],
    ['2024-02-12', 'PR', true, 'an unconfirmed PR too'],
    ['2024-02-12', 'CR', true, 'an unconfirmed CR too'],
    ['2024-02-12', 'NON-CR/NON-PD', false, 'not SD'],
  ])('%s %s: %s, %s', (date, response, expected) => {
    expect(counted([[date, response]], 'SD4', { definition })).toBe(expected)
  })

  it('counts CR and PR apart, confirmed', () => {
    const complete: Pairs = [
      ['2024-03-10', 'CR'],
      ['2024-04-07', 'CR'],
    ]
    expect(counted(complete, 'CR', { definition })).toBe(true)
    expect(counted(complete, 'PR', { definition })).toBe(false)
    expect(counted(complete, 'SD4', { definition })).toBe(false)
  })

  it('counts a recorded CR with a raised marker as PR', () => {
    const complete: Pairs = [
      ['2024-03-10', 'CR'],
      ['2024-04-07', 'CR'],
    ]
    const afp = (VISIT: string, LBDAT: string, LBORRES: string): Row => ({
      VISIT,
      LBDAT,
      LBORRES,
      LBTESTCD: 'AFP',
      LBORNRHI: '7',
    })
    const labs = [afp('W8', '2024-03-10', '7.1'), afp('W16', '2024-04-07', '7.1')]
    expect(counted(complete, 'CR', { definition, labs })).toBe(false)
    expect(counted(complete, 'PR', { definition, labs })).toBe(true)
    const normal = [afp('W8', '2024-03-10', '7'), afp('W16', '2024-04-07', '7')]
    expect(counted(complete, 'CR', { definition, labs: normal })).toBe(true)
  })
})

describe('DCR', () => {
  it.each([
    ['2024-02-26', 'SD', true, '42 days'],
    ['2024-02-25', 'SD', false, '41 days'],
    ['2024-02-26', 'NON-CR/NON-PD', true, '42 days'],
    ['2024-02-25', 'NON-CR/NON-PD', false, '41 days'],
  ])('%s %s: %s, %s', (date, response, expected) => {
    expect(counted([[date, response]], 'DCR')).toBe(expected)
  })
})

describe('populations', () => {
  const populations = (files: Parameters<typeof madeSubject>[0], cutoff = '2025-12-31') =>
    derive(madeSubject(files), { cutoff }).populations

  it('a subject without an enrolment date is in none', () => {
    const files = { ...assessed([['2024-03-10', 'SD']]), subjects: [{ ENRDAT: '' }] }
    expect(populations(files)).toEqual({
      ENR: false,
      SAF: false,
      EVAL: false,
      DLT: false,
      RESP: false,
    })
  })

  it('enrolment and dose exist on the cut-off, not after it', () => {
    expect(populations({}, '2024-01-09')).toMatchObject({ ENR: false, SAF: false })
    expect(populations({}, '2024-01-10')).toMatchObject({ ENR: true, SAF: false })
    expect(populations({}, '2024-01-15')).toMatchObject({ ENR: true, SAF: true })
  })

  it('SAF asks for a dose above 0 of a study drug', () => {
    expect(populations({ exposure: [dose('LENVATINIB', '2024-01-15', '', '0')] }).SAF).toBe(false)
    expect(populations({ exposure: [dose('SINTILIMAB', '2024-01-15', '')] }).SAF).toBe(false)
  })

  it('EVAL asks for a measured target and a response other than NE that counts', () => {
    expect(populations(assessed([['2024-03-10', 'SD']])).EVAL).toBe(true)
    expect(populations(assessed([['2024-03-10', 'PD']])).EVAL).toBe(true)
    expect(populations(assessed([['2024-03-10', 'NE']])).EVAL).toBe(false)
    expect(populations(assessed([['2024-01-14', 'SD']])).EVAL).toBe(false)
    const late = {
      ...assessed([['2024-03-10', 'SD']]),
      'new-therapies': [{ CMSTDAT: '2024-03-09' }],
    }
    expect(populations(late).EVAL).toBe(false)
    const { measurements = [], ...rest } = assessed([['2024-03-10', 'SD']])
    const unmeasured = measurements.map((row) =>
      row['VISIT'] === 'BASELINE' ? { ...row, LDIAM: '0' } : row,
    )
    expect(populations({ ...rest, measurements: unmeasured }).EVAL).toBe(false)
  })

  it('counts the leading criteria, and DLT only where the protocol has it', () => {
    const subjects = [madeSubject(assessed([['2024-03-10', 'SD']]))]
    expect(analysed(subjects).populations).toEqual({ ENR: 1, SAF: 1, EVAL: 1 })
    const definition = protocol('toripalimab-donafenib')
    expect(analysed(subjects, { definition }).populations).toEqual({
      ENR: 1,
      SAF: 1,
      EVAL: 1,
      DLT: 0,
    })
  })

  it('a subject never dosed stays in proportions over the enrolled, as NE', () => {
    const definition = protocol('donafenib-switch')
    const files = { ...assessed([['2024-03-10', 'PR']], ['mRECIST']), exposure: [] }
    const analysis = analysed([madeSubject(files)], { definition })
    expect(rowOf(analysis, 'ORR')).toMatchObject({ n: 0, N: 1 })
    expect(analysis.subjects[0]).toMatchObject({ bor: 'NE', lastEvaluable: null })
  })

  it('gives null where nobody is in the population', () => {
    const analysis = analysed([])
    expect(rowOf(analysis, 'ORR')).toMatchObject({
      n: 0,
      N: 0,
      estimate: null,
      lower: null,
      upper: null,
    })
    expect(rowOf(analysis, 'PFS')).toMatchObject({ N: 0, events: 0, median: null, subjects: [] })
    expect(rowOf(analysis, 'PFS3')).toMatchObject({
      km: { estimate: null, lower: null, upper: null, atRisk: 0 },
      crude: { n: 0, N: 0, events: 0, censoredBefore: 0, estimate: null },
    })
    expect(rowOf(analysis, 'AE')).toMatchObject({ N: 0, estimate: null, terms: [] })
  })
})

describe('responses', () => {
  it('takes the derived response where none is recorded, and where it is asked to', () => {
    const points = assessed([['2024-03-10', 'PR']])
    const recorded = madeSubject(points)
    const unrecorded = madeSubject({ ...points, responses: [] })
    expect(derive(recorded).responses[0]?.row.bor).toBe('PR')
    expect(derive(unrecorded).responses[0]?.row.bor).toBe('SD')
    expect(derive(recorded, { source: 'derived' }).responses[0]?.row.bor).toBe('SD')
    expect(derive(unrecorded).timepoints[0]?.row).toMatchObject({
      investigator: null,
      derived: 'SD',
    })
  })

  it('a review dated after the cut-off does not exist', () => {
    const points = assessed([['2024-03-10', 'PR']])
    const responses = (points['responses'] ?? []).map((row) => ({ ...row, RSDAT: '2024-03-12' }))
    const subject = madeSubject({ ...points, responses })
    expect(derive(subject, { cutoff: '2024-03-12' }).responses[0]?.row.bor).toBe('PR')
    expect(derive(subject, { cutoff: '2024-03-11' }).timepoints[0]?.row.investigator).toBeNull()
  })

  it('confirmed and not, with the first response by the rule of the protocol', () => {
    const points = assessed([
      ['2024-03-10', 'PR'],
      ['2024-05-05', 'SD'],
    ])
    expect(derive(madeSubject(points)).responses[0]?.row).toMatchObject({
      bor: 'PR',
      confirmedBor: 'SD',
      firstResponse: null,
    })
    const files = assessed(
      [
        ['2024-03-10', 'PR'],
        ['2024-05-05', 'SD'],
      ],
      ['mRECIST'],
    )
    const definition = protocol('donafenib-switch')
    const exposure = [dose('DONAFENIB', '2024-01-15', '')]
    const row = derive(madeSubject({ ...files, exposure }), { definition }).responses[0]?.row
    expect(row).toMatchObject({ bor: 'PR', confirmedBor: 'SD', firstResponse: '2024-03-10' })
  })
})
