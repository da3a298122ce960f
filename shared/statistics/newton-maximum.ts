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
/** Effects are on a scale of about 1. Below this step a rise is near the rounding of the likelihood. */
const FINE = 1e-6
/** A step so small ends the search. */
const DONE = 1e-11

/**
 * The maximum of a concave log-likelihood by Newton's method with step halving; fine steps are taken
 * whole as long as they shrink. The first effect stays at 0. The caller sees to it that a finite
 * maximum exists, or says where it has gone too far.
 */
export function newtonMaximum(
  evaluate: (beta: Float64Array) => PartialLikelihood,
  effects: number,
  isTooFar: (beta: Float64Array) => boolean = () => false,
): Maximum {
  let beta = new Float64Array(effects)
  let here = evaluate(beta)
  let inverse = generalisedInverse(withoutFirst(here.information)).inverse
  let finest = Infinity
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const step = product(inverse, here.gradient.subarray(1))
    const size = step.reduce((largest, part) => Math.max(largest, Math.abs(part)), 0)
    const isFine = size < FINE
    if (isFine && size >= finest) break
    if (isFine) finest = size
    const next = climb(evaluate, beta, step, isFine ? -Infinity : here.loglik)
    if (next === null) break
    beta = next.beta
    here = next.likelihood
    inverse = generalisedInverse(withoutFirst(here.information)).inverse
    if (size < DONE || isTooFar(beta)) break
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
