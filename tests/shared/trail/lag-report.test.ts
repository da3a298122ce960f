import { describe, expect, it } from 'vitest'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { lagReport, type LagEntry } from '../../../shared/trail/lag-report.ts'

const LIMITS = { entryDays: 30, changeDays: 90 }

function day(text: string) {
  const parsed = parseDay(text)
  if (parsed === null) throw new Error(text)
  return parsed
}

const saved = (
  kind: LagEntry['kind'],
  of: { site?: string; record?: string; on: string; visit?: string },
): LagEntry => ({
  site: of.site ?? 'S1',
  record: of.record ?? 'r1',
  kind,
  day: day(of.on),
  visitDay: of.visit === undefined ? null : day(of.visit),
})

describe('OR-07: entry lag and change lag per site', () => {
  it('counts days from the visit to the entry, and from the entry to each change', () => {
    const report = lagReport(
      [
        saved('entry', { on: '2026-02-11', visit: '2026-02-01' }),
        saved('change', { on: '2026-02-13', visit: '2026-02-01' }),
        saved('change', { on: '2026-05-14', visit: '2026-02-01' }),
      ],
      LIMITS,
    )
    expect(report).toEqual([
      {
        site: 'S1',
        ...{ undated: 0, ahead: 0 },
        entry: {
          ...{ count: 1, shortest: 10, lower: 10, median: 10, upper: 10, ninetieth: 10 },
          ...{ longest: 10, late: 0 },
        },
        change: {
          ...{ count: 2, shortest: 2, lower: 2, median: 2, upper: 92, ninetieth: 92 },
          ...{ longest: 92, late: 1 },
        },
      },
    ])
  })

  it.each([
    { on: '2026-03-03', late: 0, why: 'exactly 30 days' },
    { on: '2026-03-04', late: 1, why: 'a day more' },
  ])('an entry on $on is late: $late ($why)', ({ on, late }) => {
    const [site] = lagReport([saved('entry', { on, visit: '2026-02-01' })], LIMITS)
    expect(site?.entry.late).toBe(late)
  })

  it('takes the smallest lag that nine of ten do not exceed', () => {
    const entries = Array.from({ length: 20 }, (_, at) =>
      saved('entry', {
        record: `r${at}`,
        on: `2026-03-${String(at + 1).padStart(2, '0')}`,
        visit: '2026-03-01',
      }),
    )
    const [site] = lagReport(entries, LIMITS)
    expect(site?.entry).toEqual({
      ...{ count: 20, shortest: 0, lower: 4, median: 9, upper: 14, ninetieth: 17, longest: 19 },
      late: 0,
    })
  })

  it('leaves out entries without a visit date, and changes of what was imported', () => {
    const [site] = lagReport(
      [saved('entry', { on: '2026-02-11' }), saved('change', { record: 'r2', on: '2026-02-13' })],
      LIMITS,
    )
    expect(site?.entry.count).toBe(0)
    expect(site?.undated).toBe(1)
    expect(site?.entry.median).toBeNull()
    expect(site?.change.count).toBe(0)
  })

  it('counts the entries of visits dated after the day of the entry, as of 0 days', () => {
    const [site] = lagReport(
      [
        saved('entry', { record: 'a', on: '2026-02-01', visit: '2026-02-02' }),
        saved('entry', { record: 'b', on: '2026-02-02', visit: '2026-02-02' }),
        saved('change', { record: 'b', on: '2026-02-03', visit: '2026-02-04' }),
      ],
      LIMITS,
    )
    expect(site).toMatchObject({ ahead: 1, entry: { count: 2, longest: 0 } })
  })

  it('keeps sites apart, by their codes', () => {
    const report = lagReport(
      [
        saved('entry', { site: 'S2', record: 'a', on: '2026-02-05', visit: '2026-02-01' }),
        saved('entry', { site: 'S1', record: 'b', on: '2026-02-02', visit: '2026-02-01' }),
      ],
      LIMITS,
    )
    expect(report.map(({ site, entry }) => [site, entry.median])).toEqual([
      ['S1', 1],
      ['S2', 4],
    ])
  })
})
