import { describe, expect, it } from 'vitest'
import type { ProtocolDefinition } from '../../../../shared/protocol/define.ts'
import { USUAL_SAFETY } from '../../../../shared/protocol/safety-settings.ts'
import type { Row } from '../../../../shared/trial/trial.ts'
import {
  adverseEvent,
  dose,
  madeSubject,
  PROTOCOL_5,
  protocol,
} from '../../endpoints/made-subject.ts'
import { analysisOf, recordsOf, rules, sasDay, type Values } from './made-datasets.ts'

const EXPOSURE = [dose('LENVATINIB', '2024-01-15', '2024-03-01')]

function events(
  rows: readonly Row[],
  definition: ProtocolDefinition = PROTOCOL_5,
  cutoff = '2025-12-31',
): readonly Values[] {
  const files = { exposure: EXPOSURE, 'adverse-events': rows.map(adverseEvent) }
  return recordsOf([analysisOf(madeSubject(files), { definition, cutoff })], 'ADAE')
}

function only(row: Row, definition?: ProtocolDefinition): Values {
  const [event, other] = events([row], definition)
  if (event === undefined || other !== undefined) throw new Error('not one event')
  return event
}

describe('emergence', () => {
  it.each([
    ['2024-01-14', undefined],
    ['2024-01-15', 'Y'],
    ['2024-03-31', 'Y'],
    ['2024-04-01', undefined],
  ])(
    'an event that began on %s: %s (first dose 15 January, last 1 March, 30 days)',
    (date, flag) => {
      expect(only({ AESTDAT: date })['TRTEMFL']).toBe(flag)
    },
  )

  it('from the enrolment on has a flag of its own', () => {
    expect(only({ AESTDAT: '2024-01-09' })['ANL01FL']).toBeUndefined()
    expect(only({ AESTDAT: '2024-01-10' })['ANL01FL']).toBe('Y')
  })
})

describe('dates', () => {
  it('stand as recorded, with days and duration', () => {
    const row = only({ AESTDAT: '2024-01-20', AEENDAT: '2024-01-29' })
    expect(row).toMatchObject({
      ...{ ASTDT: sasDay('2024-01-20'), AENDT: sasDay('2024-01-29'), ASTDY: 6, AENDY: 15 },
      ...{ ADURN: 10, ADURU: 'DAYS', AESTDTC: '2024-01-20', AEENDTC: '2024-01-29' },
    })
    for (const name of ['ASTDTF', 'AENDTF']) expect(row).not.toHaveProperty(name)
  })

  it.each([
    ['2024-02', '2024-02-01', 'D'],
    ['2024-01', '2024-01-15', 'D'],
    ['2024', '2024-01-15', 'M'],
    ['2023', '2023-01-01', 'M'],
    ['', '2024-01-15', 'Y'],
  ])('a start of "%s" is %s, flag %s', (AESTDAT, date, flag) => {
    const row = only({ AESTDAT })
    expect(row).toMatchObject({ ASTDT: sasDay(date), ASTDTF: flag })
    expect(row).not.toHaveProperty('ADURN')
  })

  it.each([
    ['2024-02-20', '2024-03', '2024-03-15', 'D'],
    ['2024-03-20', '2024-03', '2024-03-20', 'D'],
    ['2024-03-20', '2024', '2024-07-01', 'M'],
  ])('from %s, an end of "%s" is %s, flag %s', (AESTDAT, AEENDAT, date, flag) => {
    expect(only({ AESTDAT, AEENDAT })).toMatchObject({ AENDT: sasDay(date), AENDTF: flag })
  })

  it('an end after the cut-off does not exist; an event after it neither', () => {
    const rows = events(
      [{ AESTDAT: '2024-02-20', AEENDAT: '2024-04-01' }, { AESTDAT: '2024-03-20' }],
      PROTOCOL_5,
      '2024-03-01',
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).not.toHaveProperty('AENDT')
  })
})

describe('an event that ends fatally', () => {
  const FATAL = { AETOXGR: '5', AEOUT: 'FATAL', AESER: 'Y', AESDTH: 'Y' }
  const event = adverseEvent({ AESTDAT: '2024-02-20', AEENDAT: '2024-03-10', ...FATAL })
  const made = (cutoff: string, more: Readonly<Record<string, readonly Row[]>> = {}) => {
    const files = { exposure: EXPOSURE, 'adverse-events': [event], ...more }
    return analysisOf(madeSubject(files), { definition: PROTOCOL_5, cutoff })
  }
  const said = (...asked: Parameters<typeof made>): readonly unknown[] => {
    const [row = {}] = recordsOf([made(...asked)], 'ADAE')
    return ['AEOUT', 'AESDTH', 'AETOXGR', 'ATOXGR', 'AESER'].map((name) => row[name])
  }
  const KNOWN = ['FATAL', 'Y', '5', '5', 'Y']
  const UNKNOWN = ['NOT RECOVERED/NOT RESOLVED', 'N', undefined, undefined, 'N']

  it('after the cut-off is not known to be fatal at it', () => {
    expect(said('2024-03-10')).toEqual(KNOWN)
    expect(said('2024-03-09')).toEqual(UNKNOWN)
  })

  it('is not fatal before the death that is recorded', () => {
    const late = { deaths: [{ DTHDAT: '2024-03-10' }] }
    expect(said('2024-03-09', late)).toEqual(UNKNOWN)
    expect(said('2024-03-10', late)).toEqual(KNOWN)
    const contact = { survival: [{ SSDAT: '2024-03-10', SSORRES: 'DEAD' }] }
    expect(said('2024-03-09', contact)).toEqual(UNKNOWN)
  })
})

describe('grades, relation and terms', () => {
  it('a grade that is none stays in AETOXGR alone', () => {
    expect(only({ AESTDAT: '2024-02-01' })).toMatchObject({ ATOXGR: '2', ATOXGRN: 2 })
    const none = only({ AESTDAT: '2024-02-01', AETOXGR: '6' })
    expect(none).toMatchObject({ AETOXGR: '6' })
    expect(none).not.toHaveProperty('ATOXGR')
  })

  it('a relation that is missing counts as related, as the protocol says', () => {
    const relation = (AEREL: string): unknown => only({ AESTDAT: '2024-02-01', AEREL })['AREL']
    expect(['', 'POSSIBLE', 'DEFINITE'].map(relation)).toEqual(['RELATED', 'RELATED', 'RELATED'])
    expect(['UNLIKELY', 'NOT RELATED'].map(relation)).toEqual(['NOT RELATED', 'NOT RELATED'])
  })

  it('an event that is not coded keeps its words and is told of', () => {
    const files = {
      'adverse-events': [adverseEvent({ AESTDAT: '2024-02-01', AETERM: 'Tired', AEDECOD: '' })],
    }
    const made = analysisOf(madeSubject(files), { definition: PROTOCOL_5, cutoff: '2025-12-31' })
    expect(recordsOf([made], 'ADAE')[0]).toMatchObject({ AEDECOD: 'Tired', AETERM: 'Tired' })
    expect(rules(made.problems)).toEqual(['ADAM-AE-01'])
    expect(made.problems[0]).toMatchObject({ source: { file: 'adverse-events', row: 0 } })
  })

  it('events of special interest are those of the protocol', () => {
    const definition = {
      ...PROTOCOL_5,
      safety: { ...USUAL_SAFETY, specialInterestTerms: ['Fatigue'] },
    }
    expect(only({ AESTDAT: '2024-02-01' }, definition)['AESIFL']).toBe('Y')
    expect(only({ AESTDAT: '2024-02-01' })['AESIFL']).toBeUndefined()
  })
})

it('flags first and worst occurrences of emergent events', () => {
  const at = (AESTDAT: string, AEDECOD: string, AEBODSYS: string, AETOXGR: string): Row => ({
    ...{ AESTDAT, AEDECOD, AEBODSYS, AETOXGR },
  })
  const rows = events([
    at('2024-01-14', 'Nausea', 'GI', '4'),
    at('2024-02-03', 'Nausea', 'GI', '3'),
    at('2024-02-01', 'Nausea', 'GI', '1'),
    at('2024-02-02', 'Diarrhea', 'GI', '3'),
    at('2024-02-04', 'Rash', 'Skin', ''),
  ])
  const NAMES = ['AOCCFL', 'AOCCSFL', 'AOCCPFL', 'AOCCIFL', 'AOCCSIFL', 'AOCCPIFL']
  const flags = rows.map((row) => [row['AEDECOD'], ...NAMES.filter((name) => row[name] === 'Y')])
  expect(flags).toEqual([
    ['Nausea'],
    ['Nausea', 'AOCCFL', 'AOCCSFL', 'AOCCPFL'],
    ['Diarrhea', 'AOCCPFL', 'AOCCIFL', 'AOCCSIFL', 'AOCCPIFL'],
    ['Nausea', 'AOCCPIFL'],
    ['Rash', 'AOCCSFL', 'AOCCPFL', 'AOCCSIFL', 'AOCCPIFL'],
  ])
})

describe('dose-limiting toxicity', () => {
  const definition = protocol('toripalimab-donafenib')
  const subject = (COHORT: string, AESTDAT: string) =>
    madeSubject({
      subjects: [{ SUBJID: '1001', ENRDAT: '2024-01-10', COHORT }],
      exposure: [dose('TORIPALIMAB', '2024-01-15', ''), dose('DONAFENIB', '2024-01-20', '')],
      survival: [{ SSDAT: '2024-06-01', SSORRES: 'ALIVE' }],
      'adverse-events': [adverseEvent({ AESTDAT, AEDLT: 'Y' })],
    })
  const flag = (COHORT: string, AESTDAT: string): unknown =>
    recordsOf(
      [analysisOf(subject(COHORT, AESTDAT), { definition, cutoff: '2025-12-31' })],
      'ADAE',
    )[0]?.['DLTFL']

  it('is flagged in the window, day 1 the first day on which both drugs were given', () => {
    expect(flag('DL1', '2024-01-19')).toBeUndefined()
    expect(flag('DL1', '2024-01-20')).toBe('Y')
    expect(flag('DL1', '2024-02-16')).toBe('Y')
    expect(flag('DL1', '2024-02-17')).toBeUndefined()
  })

  it('is not flagged in the expansion, which is not evaluable for it', () => {
    expect(flag('EXP', '2024-01-20')).toBeUndefined()
  })
})
