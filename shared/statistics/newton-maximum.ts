import type { PartialLikelihood } from './efron-likelihood.ts'
import {
  generalisedInverse,
  product,
  withoutFirst,
  type SymmetricMatrix,
} from './generalised-inverse.ts'

interface Maximum {
  readonly beta: Float64Array
  readonly loglik: number
  /** Inverse information of the effects; the first one is fixed and has no row. */
  readonly variance: SymmetricMatrix
}

const MAX_ROUNDS = 100

/**
 * The maximum of a concave log-likelihood by Newton's method with step halving. The first effect
 * stays at 0. The caller sees to it that a finite maximum exists, or says where it has gone too far.
 */
export function newtonMaximum(
  evaluate: (beta: Float64Array) => PartialLikelihood,
  effects: number,
  isTooFar: (beta: Float64Array) => boolean = () => false,
): Maximum {
  let beta = new Float64Array(effects)
  let here = evaluate(beta)
  let inverse = generalisedInverse(withoutFirst(here.information)).inverse
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const step = product(inverse, here.gradient.subarray(1))
    const next = climb(evaluate, beta, step, here.loglik)
    if (next === null) break
    beta = next.beta
    here = next.likelihood
    inverse = generalisedInverse(withoutFirst(here.information)).inverse
    if (step.every((part) => Math.abs(part) < 1e-11) || isTooFar(beta)) break
  }
  return { beta, loglik: here.loglik, variance: inverse }
}

/** The longest halved step that does not go down; null where rounding leaves none. */
function climb(
  evaluate: (beta: Float64Array) => PartialLikelihood,
  beta: Float64Array,
  step: Float64Array,
  floor: number,
): { readonly beta: Float64Array<ArrayBuffer>; readonly likelihood: PartialLikelihood } | null {
  for (let share = 1; share > 1e-6; share /= 2) {
    const tried = beta.map((value, index) => value + share * (step[index - 1] ?? 0))
    const likelihood = evaluate(tried)
    if (likelihood.loglik >= floor) return { beta: tried, likelihood }
  }
  return null
}
