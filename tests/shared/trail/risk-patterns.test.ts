import { describe, expect, it } from 'vitest'
import type { Day } from '../../../shared/kernel/brand.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { RISK_LIMITS, riskFindings, type TrailEntry } from '../../../shared/trail/risk-patterns.ts'

const day = (text: string): Day => {
  const parsed = parseDay(text)
  if (parsed === null) throw new Error(text)
  return parsed
}

let seq = 0
function entry(change: Partial<TrailEntry> & { readonly on?: string }): TrailEntry {
  seq += 1
  const { on = '2026-03-02', ...rest } = change
  return {
    seq,
    at: `${on}T08:00:00.000Z`,
    day: day(on),
    username: 'nurse',
    isPerson: true,
    act: 'record.create',
    entityId: `record-${seq}`,
    subjid: '1001',
    visit: 'W8',
    form: 'vitals',
    changed: [],
    ...rest,
  }
}

const patterns = (entries: readonly TrailEntry[], visit: string | null = null): readonly string[] =>
  riskFindings(entries, {
    limits: RISK_LIMITS,
    visitDay: () => (visit === null ? null : day(visit)),
  }).map(({ pattern, value }) => `${pattern} ${value ?? ''}`.trim())

const times = (count: number, make: (at: number) => TrailEntry): readonly TrailEntry[] =>
  Array.from({ length: count }, (_, at) => make(at))

describe('AT-17 patterns for the audit review', () => {
  it('late entry: more than 30 days after the visit', () => {
    expect(patterns([entry({})], '2026-01-31')).toEqual([])
    expect(patterns([entry({})], '2026-01-30')).toEqual(['late-entry 31'])
  })

  it('late change: more than 90 days after the first entry', () => {
    const first = entry({ entityId: 'r', on: '2026-01-01' })
    const change = (on: string) => entry({ entityId: 'r', act: 'record.amend', on })
    expect(patterns([first, change('2026-04-01')])).toEqual([])
    expect(patterns([first, change('2026-04-02')])).toEqual(['late-change 91'])
  })

  it('many changes: the fiftieth of one person within an hour, once', () => {
    const change = (at: number): TrailEntry =>
      entry({
        act: 'record.amend',
        at: `2026-03-02T08:${String(at % 60).padStart(2, '0')}:00.000Z`,
      })
    expect(patterns(times(49, change))).toEqual([])
    expect(patterns(times(55, change))).toEqual(['many-changes 50'])
    const slow = (at: number): TrailEntry =>
      entry({
        act: 'record.amend',
        at: new Date(Date.parse('2026-03-02T08:00:00Z') + at * 75_000).toISOString(),
      })
    expect(patterns(times(55, slow))).toEqual([])
  })

  it('data changed after a review', () => {
    expect(patterns([entry({ act: 'review.reopen', isPerson: false })])).toEqual([
      'changed-after-review',
    ])
  })

  it('a change by somebody who enters almost nothing for the subject', () => {
    const usual = times(20, () => entry({}))
    const change = entry({ username: 'guest', act: 'record.amend' })
    expect(patterns([...usual, change])).toEqual(['unusual-person 4.8'])
    expect(patterns([...usual.slice(0, 18), change])).toEqual([])
  })

  it('one field changed a third time', () => {
    const change = () => entry({ entityId: 'r', act: 'record.amend', changed: ['/items/LDIAM'] })
    const other = entry({ entityId: 'r', act: 'record.amend', changed: ['/items/TRDAT'] })
    expect(patterns([change(), change(), other])).toEqual([])
    expect(patterns([change(), change(), change(), change()])).toEqual(['changed-again 3'])
  })

  it('removals, and a clock set back', () => {
    const removed = entry({ act: 'record.remove' })
    const clock = entry({ act: 'clock.backward', isPerson: false, subjid: null })
    expect(patterns([removed, clock])).toEqual(['removed', 'clock-back'])
  })
})
