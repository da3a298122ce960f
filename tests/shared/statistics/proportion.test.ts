import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clopperPearsonLower, proportion } from '../../../shared/statistics/proportion.ts'
import { expectNear } from './near.ts'

const counts = fc
  .integer({ min: 1, max: 100 })
  .chain((N) => fc.record({ n: fc.integer({ min: 0, max: N }), N: fc.constant(N) }))

/** P(X >= n) for a binomial count, by plain summation. */
function binomialUpperTail(n: number, N: number, p: number): number {
  let term = (1 - p) ** N
  let below = 0
  for (let k = 0; k < n; k++) {
    below += term
    term *= ((N - k) / (k + 1)) * (p / (1 - p))
  }
  return 1 - below
}

describe('a proportion with its limits', () => {
  it('is unknown where nobody was looked at', () => {
    const nothing = { n: 0, N: 0, estimate: null, lower: null, upper: null }
    expect(proportion({ n: 0, N: 0 })).toEqual(nothing)
    expect(proportion({ n: 0, N: 0, method: 'wilson' })).toEqual(nothing)
    expect(clopperPearsonLower({ n: 0, N: 0, level: 0.95 })).toBeNull()
  })
  it('is exact and 95 % unless said otherwise', () => {
    const asked = proportion({ n: 7, N: 20, level: 0.95, method: 'clopper-pearson' })
    expect(proportion({ n: 7, N: 20 })).toEqual(asked)
  })
  it('ends exactly at 0 and 1', () => {
    for (const method of ['clopper-pearson', 'wilson'] as const) {
      expect(proportion({ n: 0, N: 9, method })).toMatchObject({ estimate: 0, lower: 0 })
      expect(proportion({ n: 9, N: 9, method })).toMatchObject({ estimate: 1, upper: 1 })
    }
  })
  it('has the closed forms of the exact limits at the ends', () => {
    // No event in N: upper limit 1 - (alpha / 2)^(1 / N), the "rule of three" in its exact form.
    expectNear(proportion({ n: 0, N: 30 }).upper ?? NaN, 1 - 0.025 ** (1 / 30), 1e-13)
    expectNear(proportion({ n: 30, N: 30 }).lower ?? NaN, 0.025 ** (1 / 30), 1e-13)
    expectNear(clopperPearsonLower({ n: 30, N: 30, level: 0.95 }) ?? NaN, 0.05 ** (1 / 30), 1e-13)
  })
  // Newcombe, Stat Med 1998;17:857-872, table I: score method without continuity correction.
  it.each([
    { n: 81, N: 263, lower: '0.2553', upper: '0.3662' },
    { n: 15, N: 148, lower: '0.0624', upper: '0.1605' },
    { n: 0, N: 20, lower: '0.0000', upper: '0.1611' },
    { n: 1, N: 29, lower: '0.0061', upper: '0.1718' },
  ])('$n of $N by Wilson is $lower to $upper', ({ n, N, lower, upper }) => {
    const limits = proportion({ n, N, method: 'wilson' })
    expect([limits.lower?.toFixed(4), limits.upper?.toFixed(4)]).toEqual([lower, upper])
  })
  // The same table: Clopper-Pearson.
  it.each([
    { n: 81, N: 263, lower: '0.2527', upper: '0.3676' },
    { n: 15, N: 148, lower: '0.0578', upper: '0.1617' },
    { n: 0, N: 20, lower: '0.0000', upper: '0.1684' },
    { n: 1, N: 29, lower: '0.0009', upper: '0.1776' },
  ])('$n of $N exactly is $lower to $upper', ({ n, N, lower, upper }) => {
    const limits = proportion({ n, N })
    expect([limits.lower?.toFixed(4), limits.upper?.toFixed(4)]).toEqual([lower, upper])
  })
  it.each([
    { n: -1, N: 5 },
    { n: 6, N: 5 },
    { n: 1.5, N: 5 },
    { n: 0, N: NaN },
  ])('does not accept $n of $N', (count) => {
    expect(() => proportion(count)).toThrow(RangeError)
    expect(() => clopperPearsonLower({ ...count, level: 0.95 })).toThrow(RangeError)
  })
  it.each([0, 1, -1, NaN])('does not accept the level %d', (level) => {
    expect(() => proportion({ n: 1, N: 5, level })).toThrow(RangeError)
  })
})

describe('properties of the limits', () => {
  it('each exact limit leaves half of alpha in its binomial tail', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(0.8, 0.9, 0.95, 0.99), ({ n, N }, level) => {
        const { lower, upper } = proportion({ n, N, level })
        const tail = (1 - level) / 2
        if (n > 0) expect(binomialUpperTail(n, N, lower ?? NaN)).toBeCloseTo(tail, 9)
        if (n < N) expect(1 - binomialUpperTail(n + 1, N, upper ?? NaN)).toBeCloseTo(tail, 9)
      }),
    )
  })
  it('the one-sided lower limit is the lower end of the two-sided interval of twice the tail', () => {
    fc.assert(
      fc.property(counts, ({ n, N }) => {
        const oneSided = clopperPearsonLower({ n, N, level: 0.975 }) ?? NaN
        expectNear(oneSided, proportion({ n, N, level: 0.95 }).lower ?? NaN, 1e-12)
      }),
    )
  })
  it('counting the others mirrors the interval, and the estimate lies within', () => {
    fc.assert(
      fc.property(
        counts,
        fc.constantFrom('clopper-pearson' as const, 'wilson' as const),
        ({ n, N }, method) => {
          const { estimate, lower, upper } = proportion({ n, N, method })
          const mirrored = proportion({ n: N - n, N, method })
          expect(lower).toBeCloseTo(1 - (mirrored.upper ?? NaN), 12)
          expect(lower).toBeLessThanOrEqual(estimate ?? NaN)
          expect(upper).toBeGreaterThanOrEqual(estimate ?? NaN)
        },
      ),
    )
  })
  it('Wilson limits solve the score equation', () => {
    fc.assert(
      fc.property(counts, ({ n, N }) => {
        const { lower, upper } = proportion({ n, N, method: 'wilson' })
        for (const limit of [lower, upper]) {
          if (limit === null || limit === 0 || limit === 1) continue
          const z = (n / N - limit) / Math.sqrt((limit * (1 - limit)) / N)
          expect(Math.abs(z)).toBeCloseTo(1.959963984540054, 9)
        }
      }),
    )
  })
})
