import type { KaplanMeierCurve } from './kaplan-meier.ts'
import { normalQuantile } from './normal.ts'

/** The scale on which the limits are symmetric: ln(-ln S), ln S or S. */
export type LimitsType = 'log-log' | 'log' | 'plain'

export interface LimitsChoice {
  readonly type: LimitsType
  /** Two-sided confidence, between 0 and 1. */
  readonly level: number
}

/** Pointwise limits parallel to the rows of a curve; NaN where a limit is not defined. */
export interface CurveLimits extends LimitsChoice {
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** One end of the interval: `z` standard errors above (positive) or below `surv`. */
type Bound = (surv: number, logStdErr: number, z: number) => number

const BOUNDS: Readonly<Record<LimitsType, Bound>> = {
  'log-log': (surv, logStdErr, z) => {
    const logSurv = Math.log(surv)
    return surv === 1 ? NaN : Math.exp(logSurv * Math.exp((z * logStdErr) / logSurv))
  },
  log: (surv, logStdErr, z) => surv * Math.exp(z * logStdErr),
  plain: (surv, logStdErr, z) => surv + z * surv * logStdErr,
}

/**
 * Pointwise confidence limits of a curve, cut to [0, 1]. At S = 0 none is defined, at S = 1 the
 * log-log ones are not. Throws on a level outside (0, 1). @source R `survfit`, `conf.type`.
 */
export function curveLimits(curve: KaplanMeierCurve, { type, level }: LimitsChoice): CurveLimits {
  if (!(level > 0 && level < 1)) throw new RangeError(`no confidence level ${level}`)
  const z = -normalQuantile((1 - level) / 2)
  const bound = BOUNDS[type]
  const rows = curve.time.length
  const lower = new Float64Array(rows)
  const upper = new Float64Array(rows)
  let low = bound(1, 0, -z)
  let high = bound(1, 0, z)
  for (let row = 0; row < rows; row++) {
    if ((curve.nEvent[row] ?? 0) > 0) {
      const surv = curve.surv[row] ?? NaN
      const logStdErr = (curve.stdErr[row] ?? NaN) / surv
      low = Math.max(0, bound(surv, logStdErr, -z))
      high = Math.min(1, bound(surv, logStdErr, z))
    }
    lower[row] = low
    upper[row] = high
  }
  return { type, level, lower, upper }
}
