import { curveLimits } from '../statistics/curve-limits.ts'
import { quantile } from '../statistics/curve-quantile.ts'
import { kaplanMeier } from '../statistics/kaplan-meier.ts'
import { logRank } from '../statistics/log-rank.ts'
import type { AnalysisConventions } from '../protocol/define.ts'
import type { MeasuredTime } from './contribution.ts'
import type { RowContext, RowMember } from './kind.ts'
import type { LogRank, TimeToEventSubject, TimeToEventSummary } from './results.ts'

/** Times and flags of the members that have a time, as the statistics take them. */
export interface SurvivalTimes {
  readonly time: Float64Array
  readonly event: Uint8Array
}

/** The times of the members that have one, in their order. */
export function survivalTimes(members: readonly RowMember[]): SurvivalTimes {
  const time = new Float64Array(members.length)
  const event = new Uint8Array(members.length)
  let count = 0
  for (const { value } of members) {
    if (!isTime(value)) continue
    time[count] = value.days
    event[count] = value.event ? 1 : 0
    count += 1
  }
  return { time: time.subarray(0, count), event: event.subarray(0, count) }
}

/** Median with its limits; on the pooled row the subjects and the comparison of cohorts too. */
export function summariseTimes(
  members: readonly RowMember[],
  context: RowContext,
): TimeToEventSummary {
  const curve = kaplanMeier(survivalTimes(members))
  const { estimate, lower, upper } = quantile(curve, curveLimits(curve, limitsOf(context)), 0.5)
  return {
    kind: 'time-to-event',
    N: curve.n,
    events: curve.events,
    median: estimate,
    lower,
    upper,
    ...(context.pooled && context.conventions.compareCohorts
      ? { logrank: compareCohorts(members) }
      : {}),
    ...(context.pooled ? { subjects: toSubjects(members) } : {}),
  }
}

/** The limits of survival curves that the protocol asks for. */
export function limitsOf({ conventions }: { readonly conventions: AnalysisConventions }): {
  readonly type: AnalysisConventions['survivalLimits']
  readonly level: number
} {
  return { type: conventions.survivalLimits, level: conventions.confidenceLevel }
}

/** Log-rank over the subjects that have a cohort. */
function compareCohorts(members: readonly RowMember[]): LogRank {
  const inCohort = members.filter((member) => member.cohort !== null)
  const group = inCohort.map((member) => member.cohort ?? '')
  const { chisq, df, p } = logRank({ ...survivalTimes(inCohort), group })
  return { chisq, df, p }
}

function toSubjects(members: readonly RowMember[]): readonly TimeToEventSubject[] {
  const subjects: TimeToEventSubject[] = []
  for (const { subject, cohort, value } of members) {
    if (!isTime(value)) continue
    const { days, event, date, reason } = value
    subjects.push({ subject, cohort, days, event, date, reason })
  }
  return subjects
}

function isTime(value: RowMember['value']): value is MeasuredTime {
  return value.kind === 'time'
}
