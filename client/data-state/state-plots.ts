import type { EnrolmentData } from '../../shared/plots/safety-data.ts'
import type { Enrolment } from './queries.ts'

/** Enrolment by day; null while nobody is enrolled. */
export function enrolmentPlot({ planned, cutoff, byDay }: Enrolment): EnrolmentData | null {
  const last = byDay.at(-1)
  if (last === undefined) return null
  let total = 0
  const days = byDay.map(({ date, enrolled }) => ({ date, enrolled, total: (total += enrolled) }))
  return { kind: 'enrolment', planned, cutoff: cutoff ?? last.date, days }
}
