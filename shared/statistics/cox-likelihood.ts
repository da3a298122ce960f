import type { PartialLikelihood } from './efron-likelihood.ts'
import { zeros } from './generalised-inverse.ts'

/** Subjects in falling order of time, each with its covariates. */
export interface CovariateTimes {
  readonly time: Float64Array
  readonly event: readonly boolean[]
  /** One row for each subject, all of one length. */
  readonly covariates: readonly Float64Array[]
}

/**
 * Log partial likelihood of a model with covariates, ties as Efron does. The first effect stands for
 * nothing and stays 0; the effect of covariate k is the one after it.
 * @source Cox 1972, Efron 1977.
 */
export function covariateLikelihood(of: CovariateTimes, beta: Float64Array): PartialLikelihood {
  const size = beta.length - 1
  const derivatives = { gradient: new Float64Array(size), information: new Float64Array(size ** 2) }
  const risk = moments(size)
  const tied = moments(size)
  const mean = new Float64Array(size)
  let loglik = 0
  for (let from = 0; from < of.time.length;) {
    clear(tied)
    let at = from
    for (; at < of.time.length && of.time[at] === of.time[from]; at++) {
      const x = of.covariates[at] ?? new Float64Array()
      const eta = linear(x, beta)
      const hazard = Math.exp(eta)
      addTo(risk, x, hazard)
      if (of.event[at] !== true) continue
      addTo(tied, x, hazard)
      tied.count += 1
      loglik += eta
      add(derivatives.gradient, x)
    }
    for (let left = 0; left < tied.count; left++) {
      // Of the tied events, the share `left / count` has already left the risk set.
      loglik -= subtractMean({ risk, tied, share: left / tied.count, mean }, derivatives)
    }
    from = at
  }
  return { loglik, ...withFirst(derivatives, size) }
}

/** Sums over a set of subjects. Matrices lie flat, row by row: this is what takes the time of a fit. */
interface Moments {
  count: number
  total: number
  readonly first: Float64Array
  readonly second: Float64Array
}

function moments(size: number): Moments {
  return { count: 0, total: 0, first: new Float64Array(size), second: new Float64Array(size ** 2) }
}

function clear(of: Moments): void {
  of.count = 0
  of.total = 0
  of.first.fill(0)
  of.second.fill(0)
}

function linear(x: Float64Array, beta: Float64Array): number {
  let sum = 0
  for (let k = 0; k < x.length; k++) sum += (x[k] ?? 0) * (beta[k + 1] ?? 0)
  return sum
}

function add(into: Float64Array, x: Float64Array): void {
  for (let k = 0; k < x.length; k++) into[k] = (into[k] ?? 0) + (x[k] ?? 0)
}

function addTo(into: Moments, x: Float64Array, hazard: number): void {
  const { first, second } = into
  into.total += hazard
  for (let k = 0, cell = 0; k < x.length; k++) {
    const weighted = hazard * (x[k] ?? 0)
    first[k] = (first[k] ?? 0) + weighted
    for (let l = 0; l < x.length; l++, cell++) {
      second[cell] = (second[cell] ?? 0) + weighted * (x[l] ?? 0)
    }
  }
}

interface RiskSet {
  readonly risk: Moments
  readonly tied: Moments
  readonly share: number
  /** Room for the mean. */
  readonly mean: Float64Array
}

interface Derivatives {
  readonly gradient: Float64Array
  readonly information: Float64Array
}

/** Takes the mean of a risk set off the gradient, adds its spread, and gives its log hazard. */
function subtractMean(set: RiskSet, { gradient, information }: Derivatives): number {
  const { risk, tied, share, mean } = set
  const total = risk.total - share * tied.total
  for (let k = 0; k < mean.length; k++) {
    mean[k] = ((risk.first[k] ?? 0) - share * (tied.first[k] ?? 0)) / total
    gradient[k] = (gradient[k] ?? 0) - (mean[k] ?? 0)
  }
  addSpread(set, total, information)
  return Math.log(total)
}

function addSpread({ risk, tied, share, mean }: RiskSet, total: number, into: Float64Array): void {
  for (let k = 0, cell = 0; k < mean.length; k++) {
    const here = mean[k] ?? 0
    for (let l = 0; l < mean.length; l++, cell++) {
      const second = (risk.second[cell] ?? 0) - share * (tied.second[cell] ?? 0)
      into[cell] = (into[cell] ?? 0) + second / total - here * (mean[l] ?? 0)
    }
  }
}

/** With the row and column of the first effect, which is fixed. */
function withFirst(
  { gradient, information }: Derivatives,
  size: number,
): Pick<PartialLikelihood, 'gradient' | 'information'> {
  const all = new Float64Array(size + 1)
  all.set(gradient, 1)
  const lines = zeros(size + 1)
  for (let k = 0; k < size; k++) {
    lines[k + 1]?.set(information.subarray(k * size, (k + 1) * size), 1)
  }
  return { gradient: all, information: lines }
}
