import type { EventRow } from './event-table.ts'

/** How the hazard of a group stands to another one's, as far as the data tell. */
export type HazardOrder = 'finite' | 'infinitely-lower' | 'infinitely-higher' | 'unknown'

/** For groups i, j: whether events in i while j was at risk lead, step by step, from i to j. */
type GroupOrder = readonly (readonly boolean[])[]

/**
 * The partial likelihood of group effects has its maximum at a finite difference of two groups
 * exactly if each leads to the other: the connection of paired comparisons.
 * @source Ford, Am Math Monthly 1957.
 */
export function groupOrder(rows: readonly EventRow[], groups: number): GroupOrder {
  const leads = Array.from({ length: groups }, (_, i) =>
    Array.from({ length: groups }, (__, j) => i === j || rows.some((row) => beats(row, i, j))),
  )
  for (let via = 0; via < groups; via++) {
    for (const from of leads) {
      if (from[via] !== true) continue
      leads[via]?.forEach((reached, to) => {
        if (reached) from[to] = true
      })
    }
  }
  return leads
}

function beats({ atRisk, events }: EventRow, i: number, j: number): boolean {
  return (events[i] ?? 0) > 0 && (atRisk[j] ?? 0) > 0
}

/** The estimated hazard of `group` against that of `reference`. */
export function hazardOrder(order: GroupOrder, group: number, reference: number): HazardOrder {
  const above = order[group]?.[reference] ?? false
  const below = order[reference]?.[group] ?? false
  if (above && below) return 'finite'
  if (above) return 'infinitely-higher'
  return below ? 'infinitely-lower' : 'unknown'
}

/** The groups in sets within which all differences are finite, each in rising order. */
export function comparableSets(order: GroupOrder): number[][] {
  const groups = [...order.keys()]
  const sets = groups.map((first) =>
    groups.filter((group) => hazardOrder(order, group, first) === 'finite'),
  )
  return sets.filter((set, group) => set[0] === group)
}
