import { byDate, WORK_KINDS, type WorkItem } from './collect-work.ts'

/** How much of each kind waits; kinds without work are left out. */
export function countByKind(
  items: readonly WorkItem[],
): readonly { readonly kind: WorkItem['kind']; readonly count: number }[] {
  return WORK_KINDS.map((kind) => ({
    kind,
    count: items.filter((item) => item.kind === kind).length,
  })).filter(({ count }) => count > 0)
}

/**
 * At most `limit` items, the most urgent first; where that cuts, every kind keeps its share, so that
 * a hundred overdue visits do not hide a review.
 */
export function shareOfEachKind(items: readonly WorkItem[], limit: number): readonly WorkItem[] {
  if (items.length <= limit) return items
  const share = Math.floor(limit / WORK_KINDS.length)
  const kept = new Set(
    WORK_KINDS.flatMap((kind) => items.filter((item) => item.kind === kind).slice(0, share)),
  )
  for (const item of items) {
    if (kept.size >= limit) break
    kept.add(item)
  }
  return [...kept].sort(byDate)
}
