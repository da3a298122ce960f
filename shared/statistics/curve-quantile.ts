import type { CurveLimits } from './curve-limits.ts'
import type { KaplanMeierCurve } from './kaplan-meier.ts'

/** A time at which a share of the subjects has had the event; null where it is not reached. */
export interface QuantileEstimate {
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/** A level of the curve within this distance of the level sought rests on it. */
const TOLERANCE = Math.sqrt(Number.EPSILON)

/**
 * The time by which the share p (0.5 for the median, 0 < p < 1) has had the event: the first time
 * with S below 1 - p. Where S rests exactly there, the middle between reaching it and the next
 * drop, or the last time if there is none. The limits invert the limit curves the same way.
 * Without limits only the estimate is given. Throws on p outside (0, 1).
 * @source R `quantile.survfit`.
 */
export function quantile(
  curve: KaplanMeierCurve,
  limits: CurveLimits | null,
  p: number,
): QuantileEstimate {
  if (!(p > 0 && p < 1)) throw new RangeError(`no quantile ${p} of a survival curve`)
  return {
    estimate: crossing(curve.time, curve.surv, p),
    lower: limits === null ? null : crossing(curve.time, limits.lower, p),
    upper: limits === null ? null : crossing(curve.time, limits.upper, p),
  }
}

function crossing(time: Float64Array, level: Float64Array, p: number): number | null {
  const reached = firstRowAtDrop(level, p - TOLERANCE)
  if (reached === null) return null
  const arrival = time[reached] ?? NaN
  const last = level.length - 1
  if (Math.abs(1 - (level[last] ?? NaN) - p) < TOLERANCE) return (arrival + (time[last] ?? NaN)) / 2
  const passed = firstRowAtDrop(level, p + TOLERANCE)
  return passed === null ? null : (arrival + (time[passed] ?? NaN)) / 2
}

/**
 * The first row among those that dropped least while dropping by `drop` or more: rows without a
 * value are passed over. On a falling curve simply the first row there; a limit curve may rise.
 */
function firstRowAtDrop(level: Float64Array, drop: number): number | null {
  let best: number | null = null
  let bestDrop = Infinity
  for (let row = 0; row < level.length; row++) {
    const dropped = 1 - (level[row] ?? NaN)
    if (dropped >= drop && dropped < bestDrop) {
      best = row
      bestDrop = dropped
    }
  }
  return best
}
