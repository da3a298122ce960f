import { describe, expect, it } from 'vitest'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'
import { addDays, toIsoDate } from '../../../shared/kernel/dates.ts'
import {
  analysed,
  assessed,
  day,
  madeSubject,
  PROTOCOL_5,
  protocol,
  rowOf,
} from './made-subject.ts'

/** Subjects whose OS from the first dose ends after so many days; negative: censored there. */
function followed(days: readonly number[]): TrialSubject[] {
  return days.map((length, index) => {
    const date = toIsoDate(addDays(day('2024-01-15'), Math.abs(length) - 1))
    const files =
      length > 0
        ? { deaths: [{ DTHDAT: date }] }
        : { survival: [{ SSDAT: date, SSORRES: 'ALIVE' }] }
    return madeSubject(files, String(1001 + index))
  })
}

function landmarkOf(
  days: readonly number[],
  id: string,
  definition: ProtocolDefinition = PROTOCOL_5,
) {
  const row = rowOf(analysed(followed(days), { definition }), id)
  if (row.kind !== 'landmark') throw new Error('no landmark')
  return row
}

describe('mortality at a landmark: 6 months lie at 182.625 days', () => {
  it('counts deaths up to the landmark, over all', () => {
    const { km, crude } = landmarkOf([100, 182, 183, -90, -300], 'MORT6')
    expect(crude).toEqual({ n: 2, N: 5, events: 2, censoredBefore: 1, estimate: 0.4 })
    expect(km.atRisk).toBe(2)
    // S = 3/4 * 2/3 after the censoring on day 90 and the deaths on days 100 and 182.
    expect(km.estimate).toBeCloseTo(0.5, 12)
  })

  it('gives the limits of survival the other way round', () => {
    const { km } = landmarkOf([100, 120, 200, -300, -400], 'MORT6')
    expect(km.lower).toBeLessThan(km.estimate ?? 0)
    expect(km.upper).toBeGreaterThan(km.estimate ?? 1)
  })

  it('is null beyond the last time observed, unless all have died', () => {
    expect(landmarkOf([100, -150], 'MORT6').km).toEqual({
      estimate: null,
      lower: null,
      upper: null,
      atRisk: 0,
    })
    expect(landmarkOf([100, 150], 'MORT6').km).toMatchObject({ estimate: 1, lower: null })
  })

  it('has no limits while nobody has died', () => {
    expect(landmarkOf([-300, -400], 'MORT6').km).toEqual({
      estimate: 0,
      lower: null,
      upper: null,
      atRisk: 2,
    })
  })
})

describe('progression-free at a landmark', () => {
  it('counts who is known event-free above it; at risk is at or above', () => {
    const lasting = (date: string, response: string, subjid: string): TrialSubject =>
      madeSubject(assessed([[date, response]]), subjid)
    // 3 months lie at 91.3125 days: 2024-04-14 is day 91, 2024-04-15 is day 92.
    const row = rowOf(
      analysed([
        lasting('2024-04-14', 'PD', '1001'),
        lasting('2024-04-15', 'PD', '1002'),
        lasting('2024-04-14', 'SD', '1003'),
        lasting('2024-04-15', 'SD', '1004'),
      ]),
      'PFS3',
    )
    expect(row).toMatchObject({
      km: { atRisk: 2 },
      crude: { n: 2, N: 4, events: 1, censoredBefore: 1, estimate: 0.5 },
    })
  })

  it('a landmark on a whole day: an event or censoring on it is not above it', () => {
    const definition: ProtocolDefinition = {
      ...PROTOCOL_5,
      conventions: { ...PROTOCOL_5.conventions, monthDays: 30 },
    }
    const { km, crude } = landmarkOf([180, -180, 181, -181], 'MORT6', definition)
    expect(crude).toEqual({ n: 1, N: 4, events: 1, censoredBefore: 1, estimate: 0.25 })
    expect(km.atRisk).toBe(4)
  })

  it('takes its own population: in protocol 3 EVAL of PFS, and ENR of OS', () => {
    const definition = protocol('regorafenib-pd1')
    const subjects = [
      madeSubject(assessed([['2024-06-01', 'SD']]), '1001'),
      madeSubject({}, '1002'),
      madeSubject({ exposure: [] }, '1003'),
    ]
    const analysis = analysed(subjects, { definition })
    expect(rowOf(analysis, 'PFS')).toMatchObject({ N: 2, population: 'SAF' })
    expect(rowOf(analysis, 'PFS3')).toMatchObject({ crude: { N: 1 }, population: 'EVAL' })
    expect(rowOf(analysis, 'MORT12')).toMatchObject({ crude: { N: 3 }, population: 'ENR' })
    expect(rowOf(analysis, 'ORR-ENR')).toMatchObject({ N: 3 })
    expect(analysis.endpoints.at(-1)?.id).toBe('ORR-ENR')
  })
})

describe('medians', () => {
  const cases: readonly (readonly [number[], number | null, string])[] = [
    [[10, 20, 30], 20, 'first time below one half'],
    [[10, 20, 30, 40], 25, 'at exactly one half: the middle up to the next drop'],
    [[10, 20, -30, -40], 30, 'at exactly one half to the end: the middle up to the last time'],
    [[10, -20, -30], null, 'not reached'],
  ]
  it.each(cases)('of %o is %s: %s', (days, expected) => {
    expect(rowOf(analysed(followed(days)), 'OS')).toMatchObject({ median: expected })
  })
})

describe('cohorts of protocol 4', () => {
  const definition = protocol('tace-systemic')
  const inCohort = (COHORT: string, subjid: string, DTHDAT: string): TrialSubject =>
    madeSubject({ subjects: [{ ENRDAT: '2024-01-10', COHORT }], deaths: [{ DTHDAT }] }, subjid)
  const subjects = [
    inCohort('TACE+ICI', '1001', '2024-03-01'),
    inCohort('TACE+TKI', '1002', '2024-06-01'),
    inCohort('', '1003', '2024-02-01'),
    inCohort('TACE+TKI', '1004', '2024-07-01'),
    inCohort('TACE', '1005', '2024-02-05'),
  ]
  const analysis = analysed(subjects, { definition })

  it('have rows in the order of the protocol, those with an enrolled subject', () => {
    const rows = analysis.endpoints.filter(({ id }) => id === 'OS')
    expect(rows.map(({ cohort }) => cohort)).toEqual([null, 'TACE+TKI', 'TACE+ICI'])
    expect(rows.map((row) => (row.kind === 'time-to-event' ? row.N : null))).toEqual([5, 2, 1])
  })

  it('are compared on the pooled row, by the subjects that have one', () => {
    const pooled = rowOf(analysis, 'OS')
    const [first, , , ...others] = analysed(
      [...subjects].filter((_, index) => index % 5 !== 2),
      {
        definition,
      },
    ).endpoints.filter(({ id }) => id === 'OS')
    expect(others).toEqual([])
    const logrank = pooled.kind === 'time-to-event' ? pooled.logrank : undefined
    expect(logrank?.df).toBe(1)
    expect(first?.kind === 'time-to-event' && first.logrank).toEqual(logrank)
    expect(rowOf(analysis, 'OS', 'TACE+TKI')).not.toHaveProperty('logrank')
    expect(rowOf(analysis, 'OS', 'TACE+TKI')).not.toHaveProperty('subjects')
  })

  it('are not compared where nobody has one, nor in protocol 5', () => {
    const alone = rowOf(analysed([inCohort('', '1003', '2024-02-01')], { definition }), 'OS')
    expect(alone).toMatchObject({ logrank: { chisq: null, df: 0, p: null } })
    expect(rowOf(analysed(followed([10])), 'OS')).not.toHaveProperty('logrank')
  })

  it('stand beside the subjects of the pooled row, for curves', () => {
    const pooled = rowOf(analysis, 'OS')
    const cohorts = pooled.kind === 'time-to-event' && pooled.subjects?.map(({ cohort }) => cohort)
    expect(cohorts).toEqual(['TACE+ICI', 'TACE+TKI', null, 'TACE+TKI', null])
  })

  it('a subject without a cohort stays in the pooled rows', () => {
    expect(rowOf(analysis, 'BOR')).toMatchObject({ N: 5, counts: { NE: 5, CR: 0 } })
  })
})

describe('distribution of best responses', () => {
  it('counts each response by either criterion', () => {
    const definition = protocol('tace-systemic')
    const both = assessed([['2024-03-10', 'PR']], ['mRECIST'])
    const responses = [
      ...(both['responses'] ?? []),
      { VISIT: 'W8', RSCAT: 'RECIST 1.1', OVRLRESP: 'NON-CR/NON-PD' },
    ]
    const analysis = analysed([madeSubject({ ...both, responses })], { definition })
    expect(rowOf(analysis, 'BOR')).toMatchObject({ N: 1, counts: { PR: 1, NE: 0 } })
    expect(rowOf(analysis, 'BOR-RECIST')).toMatchObject({ counts: { 'NON-CR/NON-PD': 1 } })
    expect(rowOf(analysis, 'DCR-RECIST')).toMatchObject({ n: 1 })
    expect(rowOf(analysis, 'ORR-RECIST')).toMatchObject({ n: 0 })
  })
})
