import { covariateLikelihood, type CovariateTimes } from './cox-likelihood.ts'
import { waldEstimate, type WaldEstimate } from './cox.ts'
import { snapNearTies } from './near-ties.ts'
import { newtonMaximum } from './newton-maximum.ts'
import { normalQuantile } from './normal.ts'
import type { CensoredTimes } from './time-counts.ts'

/**
 * What the data say of one covariate, the others held. `infinitely-…`: the likelihood rises without
 * end in that direction, so there is no number. `not-determined`: it does not vary, follows from the
 * others, or there is no event.
 */
export type CovariateEstimate =
  | ({ readonly kind: 'finite' } & WaldEstimate)
  | { readonly kind: 'infinitely-lower' | 'infinitely-higher' | 'not-determined' }

interface CoxModel {
  readonly n: number
  readonly events: number
  /** In the order of the covariates. */
  readonly estimates: readonly CovariateEstimate[]
  /** Log partial likelihood without effects, and at the estimates. */
  readonly loglik: { readonly null: number; readonly fitted: number }
  /** Covariates that the data determine. */
  readonly df: number
}

/** From this log hazard ratio across the range of a covariate on, the likelihood has no maximum. */
const WITHOUT_END = 15
/** Newton stops there: what is finite beside it no longer moves. */
const FAR = 20
/** A standard error of a log hazard ratio so large, across the range, says the same. */
const NO_INFORMATION = 100

/**
 * Cox regression on covariates, one column of numbers each, with Efron's handling of ties. `level` is
 * the two-sided confidence of the hazard ratios, 0.95 unless said. Throws where the columns differ
 * in length or a time is not finite.
 * @source Cox 1972, Efron 1977; R `coxph`.
 */
export function coxRegression(
  input: CensoredTimes & {
    readonly covariates: readonly (readonly number[])[]
    readonly level?: number
  },
): CoxModel {
  const { covariates, level = 0.95 } = input
  const n = input.time.length
  if (input.event.length !== n || covariates.some((column) => column.length !== n)) {
    throw new RangeError(`${n} times with events or covariates of another number`)
  }
  const scales = covariates.map(scaleOf)
  const data = ordered(input, scales, covariates)
  const likelihood = (beta: Float64Array) => covariateLikelihood(data, beta)
  const start = new Float64Array(covariates.length + 1)
  const { beta, loglik, variance } = newtonMaximum(likelihood, start.length, (effects) =>
    effects.some((effect) => Math.abs(effect) > FAR),
  )
  const z = -normalQuantile((1 - level) / 2)
  const estimates = scales.map(({ range }, k) =>
    estimateOf(beta[k + 1] ?? 0, Math.sqrt(variance[k]?.[k] ?? 0), { range, z }),
  )
  return {
    n,
    events: data.event.filter(Boolean).length,
    estimates,
    loglik: { null: likelihood(start).loglik, fitted: loglik },
    df: estimates.filter(({ kind }) => kind !== 'not-determined').length,
  }
}

interface Scale {
  readonly middle: number
  readonly range: number
}

/** Covariates are brought to one size: thresholds and rounding are then the same for all. */
function scaleOf(column: readonly number[]): Scale {
  const [low, high] = column.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  )
  return { middle: (low + high) / 2, range: high > low ? high - low : 0 }
}

function ordered(
  input: CensoredTimes,
  scales: readonly Scale[],
  covariates: readonly (readonly number[])[],
): CovariateTimes {
  const time = snapNearTies(input.time)
  const order = Array.from(input.event, (_, at) => at).sort(
    (a, b) => (time[b] ?? 0) - (time[a] ?? 0),
  )
  return {
    time: Float64Array.from(order, (at) => time[at] ?? NaN),
    event: order.map((at) => Boolean(input.event[at])),
    covariates: order.map((at) =>
      Float64Array.from(scales, ({ middle, range }, k) =>
        range === 0 ? 0 : ((covariates[k]?.[at] ?? NaN) - middle) / range,
      ),
    ),
  }
}

function estimateOf(
  effect: number,
  error: number,
  { range, z }: { readonly range: number; readonly z: number },
): CovariateEstimate {
  if (Math.abs(effect) > WITHOUT_END || error > NO_INFORMATION) {
    return { kind: effect < 0 ? 'infinitely-lower' : 'infinitely-higher' }
  }
  if (range === 0 || !(error > 0)) return { kind: 'not-determined' }
  return { kind: 'finite', ...waldEstimate(effect / range, error / range, z) }
}
