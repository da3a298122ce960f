import { describe, expect, it } from 'vitest'
import type { WorkItem } from '../../../server/work/collect-work.ts'
import { countByKind, shareOfEachKind } from '../../../server/work/share-work.ts'

function items(kind: WorkItem['kind'], count: number): WorkItem[] {
  return Array.from({ length: count }, (_, index) => ({
    kind,
    subjid: String(1000 + index),
    visit: 'W8',
    form: null,
    criteria: null,
    date: null,
    windowFrom: null,
    windowTo: null,
    count: null,
  }))
}

describe('the work list', () => {
  const overdue = items('visit-overdue', 300)
  const reviews = items('review-missing', 3)

  it('keeps every kind in sight when it is cut, the most urgent first', () => {
    const shown = shareOfEachKind([...overdue, ...reviews], 100)
    expect(shown).toHaveLength(100)
    expect(shown.filter(({ kind }) => kind === 'review-missing')).toHaveLength(3)
    expect(shown[0]?.kind).toBe('visit-overdue')
    expect(shown.at(-1)?.kind).toBe('review-missing')
  })

  it('counts what is cut as well, and leaves out kinds without work', () => {
    expect(countByKind([...overdue, ...reviews])).toEqual([
      { kind: 'visit-overdue', count: 300 },
      { kind: 'review-missing', count: 3 },
    ])
  })

  it('stays whole below the limit', () => {
    expect(shareOfEachKind(reviews, 3)).toEqual(reviews)
  })
})
