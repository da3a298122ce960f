import { chiSquareUpperTail } from './chi-square.ts'
import { efronLikelihood, type PartialLikelihood } from './efron-likelihood.ts'
import { eventTable, sum, type EventRow, type GroupedTimes } from './event-table.ts'
import { dot, generalisedInverse, product, withoutFirst } from './generalised-inverse.ts'
import { comparableSets, groupOrder, hazardOrder, type HazardOrder } from './group-order.ts'
import { newtonMaximum } from './newton-maximum.ts'
import { normalCdf, normalQuantile } from './normal.ts'

/** A log hazard ratio with its standard error, and what follows from them. */
export interface WaldEstimate {
  readonly coef: number
  readonly se: number
  /** Hazard ratio, with its Wald limits `lower` and `upper`. */
  readonly hr: number
  readonly lower: number
  readonly upper: number
  /** Wald test. */
  readonly p: number
}

/** One group against the reference. Only a finite estimate has numbers. */
export type CoxCoefficient =
  | ({ readonly kind: 'finite'; readonly level: string } & WaldEstimate)
  | { readonly kind: Exclude<HazardOrder, 'finite'>; readonly level: string }

interface ChiSquareTest {
  readonly chisq: number
  readonly df: number
  readonly p: number
}

interface CoxFit {
  /** The first group in text order; null where there is no group at all. */
  readonly reference: string | null
  /** Every other group, in text order. */
  readonly coefficients: readonly CoxCoefficient[]
  /** Log partial likelihood without effects, and at the estimates (its limit if one is infinite). */
  readonly loglik: { readonly null: number; readonly fitted: number }
  /** Null, like `score`, where the data compare no groups at all. */
  readonly likelihoodRatio: ChiSquareTest | null
  readonly score: ChiSquareTest | null
}

/**
 * Cox regression on the group as a factor, with Efron's handling of ties; stratified if strata are
 * given. `level` is the two-sided confidence of the hazard ratios, 0.95 unless said. Where the
 * likelihood rises without end (a group without events) the coefficient has no numbers.
 * @source Cox 1972, Efron 1977; R `coxph`.
 */
export function coxEfron(input: GroupedTimes & { readonly level?: number }): CoxFit {
  const { levels, rows } = eventTable(input)
  const z = -normalQuantile((1 - (input.level ?? 0.95)) / 2)
  const order = groupOrder(rows, levels.length)
  const fits = comparableSets(order).map((groups) => fitSet(rows, groups, z))
  const start = efronLikelihood(rows, new Float64Array(levels.length))
  const fitted = fits.reduce((total, fit) => total + fit.loglik, 0)
  const score = scoreTest(start)
  return {
    reference: levels[0] ?? null,
    coefficients: levels.slice(1).map((level, index): CoxCoefficient => {
      const kind = hazardOrder(order, index + 1, 0)
      const estimate = fits[0]?.estimates.get(index + 1)
      if (kind === 'finite' && estimate !== undefined) return { kind, level, ...estimate }
      return { kind: kind === 'finite' ? 'unknown' : kind, level }
    }),
    loglik: { null: start.loglik, fitted },
    likelihoodRatio:
      score === null ? null : chiSquareTest(Math.max(0, 2 * (fitted - start.loglik)), score.df),
    score,
  }
}

interface SetFit {
  readonly loglik: number
  /** Against the first group of the set, by group. */
  readonly estimates: ReadonlyMap<number, WaldEstimate>
}

/**
 * Groups outside the set that are at risk at its events are infinitely less hazardous: in the
 * limit they leave the risk set, and the likelihood falls into one factor for each set.
 */
function fitSet(rows: readonly EventRow[], groups: readonly number[], z: number): SetFit {
  const own = rows
    .map(({ atRisk, events }) => ({ atRisk: pick(atRisk, groups), events: pick(events, groups) }))
    .filter(({ events }) => sum(events) > 0)
  const { beta, loglik, variance } = newtonMaximum(
    (effects) => efronLikelihood(own, effects),
    groups.length,
  )
  const estimates = groups.slice(1).map((group, index): [number, WaldEstimate] => {
    const se = Math.sqrt(variance[index]?.[index] ?? NaN)
    return [group, waldEstimate(beta[index + 1] ?? NaN, se, z)]
  })
  return { loglik, estimates: new Map(estimates) }
}

function pick(values: Float64Array, groups: readonly number[]): Float64Array {
  return Float64Array.from(groups, (group) => values[group] ?? 0)
}

/** From a log hazard ratio and its standard error; `z` is the normal quantile of the confidence. */
export function waldEstimate(coef: number, se: number, z: number): WaldEstimate {
  return {
    coef,
    se,
    hr: Math.exp(coef),
    lower: Math.exp(coef - z * se),
    upper: Math.exp(coef + z * se),
    p: 2 * normalCdf(-Math.abs(coef / se)),
  }
}

function scoreTest(start: PartialLikelihood): ChiSquareTest | null {
  const { inverse, rank } = generalisedInverse(withoutFirst(start.information))
  const gradient = start.gradient.subarray(1)
  return rank === 0 ? null : chiSquareTest(dot(product(inverse, gradient), gradient), rank)
}

function chiSquareTest(chisq: number, df: number): ChiSquareTest {
  return { chisq, df, p: chiSquareUpperTail(chisq, df) }
}
