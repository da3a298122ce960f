import type { PartialLikelihood } from './efron-likelihood.ts'
import { zeros } from './generalised-inverse.ts'

/** Subjects in falling order of time, each with its covariates. */
export interface CovariateTimes {
  readonly time: Float64Array
  readonly event: readonly boolean[]
  /** One row for each subject. */
  readonly covariates: readonly Float64Array[]
}

/**
 * Log partial likelihood of a model with covariates, ties as Efron does. The first effect stands for
 * nothing and stays 0; the effect of covariate k is the one after it.
 * @source Cox 1972, Efron 1977.
 */
export function covariateLikelihood(of: CovariateTimes, beta: Float64Array): PartialLikelihood {
  const effects = beta.length
  const gradient = new Float64Array(effects)
  const information = zeros(effects)
  const risk = moments(effects)
  let loglik = 0
  for (let from = 0; from < of.time.length;) {
    const tied = moments(effects)
    let at = from
    for (; at < of.time.length && of.time[at] === of.time[from]; at++) {
      const x = of.covariates[at] ?? new Float64Array()
      const eta = linear(x, beta)
      addTo(risk, x, Math.exp(eta))
      if (of.event[at] !== true) continue
      addTo(tied, x, Math.exp(eta))
      tied.count += 1
      loglik += eta
      x.forEach((value, k) => {
        gradient[k + 1] = (gradient[k + 1] ?? 0) + value
      })
    }
    for (let left = 0; left < tied.count; left++) {
      // Of the tied events, the share `left / count` has already left the risk set.
      loglik -= subtractMean({ risk, tied, share: left / tied.count }, gradient, information)
    }
    from = at
  }
  return { loglik, gradient, information }
}

interface Moments {
  count: number
  total: number
  readonly first: Float64Array
  readonly second: readonly Float64Array[]
}

function moments(effects: number): Moments {
  return { count: 0, total: 0, first: new Float64Array(effects), second: zeros(effects) }
}

function linear(x: Float64Array, beta: Float64Array): number {
  return x.reduce((sum, value, k) => sum + value * (beta[k + 1] ?? 0), 0)
}

function addTo(into: Moments, x: Float64Array, hazard: number): void {
  into.total += hazard
  x.forEach((value, k) => {
    into.first[k + 1] = (into.first[k + 1] ?? 0) + hazard * value
    const line = into.second[k + 1]
    if (line === undefined) return
    x.forEach((other, l) => {
      line[l + 1] = (line[l + 1] ?? 0) + hazard * value * other
    })
  })
}

interface RiskSet {
  readonly risk: Moments
  readonly tied: Moments
  readonly share: number
}

/** Takes the mean of a risk set off the gradient, adds its spread, and gives its log hazard. */
function subtractMean(
  { risk, tied, share }: RiskSet,
  gradient: Float64Array,
  information: readonly Float64Array[],
): number {
  const total = risk.total - share * tied.total
  const mean = risk.first.map((value, k) => (value - share * (tied.first[k] ?? 0)) / total)
  mean.forEach((value, k) => {
    gradient[k] = (gradient[k] ?? 0) - value
    const line = information[k]
    if (line === undefined) return
    mean.forEach((other, l) => {
      const second = (risk.second[k]?.[l] ?? 0) - share * (tied.second[k]?.[l] ?? 0)
      line[l] = (line[l] ?? 0) + second / total - value * other
    })
  })
  return Math.log(total)
}
