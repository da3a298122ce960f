import type { CurveLimits } from './curve-limits.ts'
import type { KaplanMeierCurve } from './kaplan-meier.ts'
import { lastAtOrBelow } from './rising.ts'

/** The curve read at one time; `surv` null where follow-up does not reach it. */
interface Landmark {
  readonly time: number
  /** Subjects whose time is at or above it. */
  readonly atRisk: number
  readonly surv: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/**
 * S and its limits at a time. Before the first row S is 1. Beyond the last time S is null, unless
 * the curve has reached 0. Limits are null where they are not defined or none are given.
 * @source R `summary.survfit` with `times`.
 */
export function landmark(
  curve: KaplanMeierCurve,
  limits: CurveLimits | null,
  time: number,
): Landmark {
  const row = lastAtOrBelow(curve.time, time)
  const exact = curve.time[row] === time
  const atRisk = curve.nRisk[exact ? row : row + 1] ?? 0
  if (row < 0) return { time, atRisk, ...beforeFirstRow(curve, limits) }
  const surv = curve.surv[row] ?? NaN
  const beyond = row === curve.time.length - 1 && !exact
  if (beyond && surv > 0) return { time, atRisk, surv: null, lower: null, upper: null }
  const lower = orNull(limits?.lower[row])
  const upper = orNull(limits?.upper[row])
  return { time, atRisk, surv, lower, upper }
}

function beforeFirstRow(
  curve: KaplanMeierCurve,
  limits: CurveLimits | null,
): Pick<Landmark, 'surv' | 'lower' | 'upper'> {
  if (curve.n === 0) return { surv: null, lower: null, upper: null }
  const limit = limits === null || limits.type === 'log-log' ? null : 1
  return { surv: 1, lower: limit, upper: limit }
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
