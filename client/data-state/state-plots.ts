import type {
  EnrolmentData,
  EntryLagData,
  LagBox,
  QueryAgesData,
} from '../../shared/plots/safety-data.ts'
import { AGE_CLASSES } from '../../shared/queries/ageing.ts'
import type { Ages, Enrolment, Lags } from './queries.ts'

/** Enrolment by day; null while nobody is enrolled. */
export function enrolmentPlot({ planned, cutoff, byDay }: Enrolment): EnrolmentData | null {
  const last = byDay.at(-1)
  if (last === undefined) return null
  let total = 0
  const days = byDay.map(({ date, enrolled }) => ({ date, enrolled, total: (total += enrolled) }))
  return { kind: 'enrolment', planned, cutoff: cutoff ?? last.date, days }
}

/** A box for each site with an entry; null where there is none. */
export function lagPlot({ sites, limits }: Lags): EntryLagData | null {
  const boxes = sites.flatMap(({ site, entry }): readonly LagBox[] => {
    const { count, shortest, lower, median, upper, ninetieth, longest } = entry
    const known = { shortest, lower, median, upper, ninetieth, longest }
    return isKnown(known) ? [{ key: site, count, ...known }] : []
  })
  return boxes.length === 0 ? null : { kind: 'entry-lag', lateDays: limits.entryDays, boxes }
}

function isKnown<K extends string>(
  values: Readonly<Record<K, number | null>>,
): values is Readonly<Record<K, number>> {
  return Object.values(values).every((value) => value !== null)
}

/** Unsettled queries of all sites and of each; null where none is unsettled. */
export function agesPlot({ rows }: Ages): QueryAgesData | null {
  const bars = rows
    .filter(({ group, unsettled }) => (group === 'all' || group === 'site') && unsettled > 0)
    .map(({ key, ages }) => ({ key, counts: AGE_CLASSES.map((age) => ages[age.key]) }))
  return bars.length === 0 ? null : { kind: 'query-ages', classes: AGE_CLASSES, bars }
}
