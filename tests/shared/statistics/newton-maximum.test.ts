import { describe, expect, it } from 'vitest'
import { covariateLikelihood } from '../../../shared/statistics/cox-likelihood.ts'
import { newtonMaximum } from '../../../shared/statistics/newton-maximum.ts'

/** Numbers between 0 and 1 that are the same in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}

function madeUp(random: () => number) {
  const [n, size] = [60, 5]
  const side = () => (random() < 0.5 ? 0.5 : -0.5)
  const time = Float64Array.from({ length: n }, () => Math.floor(random() * 200))
  return {
    time: time.sort().reverse(),
    event: Array.from({ length: n }, () => random() < 0.6),
    covariates: Array.from({ length: n }, () => Float64Array.from({ length: size }, side)),
    effects: size + 1,
  }
}

describe('the maximum of a likelihood', () => {
  it('is found in a few steps, and rounding does not keep the search alive', () => {
    const random = generator(12345)
    for (let run = 0; run < 60; run++) {
      const data = madeUp(random)
      let evaluations = 0
      const { beta, variance } = newtonMaximum((at) => {
        evaluations += 1
        return covariateLikelihood(data, at)
      }, data.effects)
      expect(evaluations, `run ${run}`).toBeLessThan(12)
      // What is left to go, in standard errors.
      covariateLikelihood(data, beta)
        .gradient.subarray(1)
        .forEach((slope, k) => {
          expect(Math.abs(slope) * Math.sqrt(variance[k]?.[k] ?? NaN)).toBeLessThan(1e-11)
        })
    }
  })
})
