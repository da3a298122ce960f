import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import chiSquareCdf from '@stdlib/stats-base-dists-chisquare-cdf'
import stdlibNormalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import fc from 'fast-check'
import { jStat } from 'jstat'
import { describe, expect, it } from 'vitest'
import { inverseRegularisedBeta, regularisedBeta } from '../../../shared/statistics/beta.ts'
import { chiSquareLowerTail } from '../../../shared/statistics/chi-square.ts'
import { logGamma, regularisedGamma } from '../../../shared/statistics/gamma.ts'
import { normalCdf, normalQuantile } from '../../../shared/statistics/normal.ts'
import { expectNear } from './near.ts'

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const share = within(0.001, 0.999)

describe('against @stdlib', () => {
  it('beta quantiles of the binomial limits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(0.025, 0.05, 0.5, 0.95, 0.975),
        (a, b, p) => {
          expectNear(inverseRegularisedBeta(a, b, p).x, betaQuantile(p, a, b), 1e-10)
        },
      ),
    )
  })
  it('chi-square distribution', () => {
    fc.assert(
      fc.property(within(0.01, 60), fc.integer({ min: 1, max: 20 }), (x, df) => {
        expectNear(chiSquareLowerTail(x, df), chiSquareCdf(x, df), 1e-12)
      }),
    )
  })
  it('normal quantiles', () => {
    fc.assert(
      fc.property(share, (p) => {
        expect(Math.abs(normalQuantile(p) - stdlibNormalQuantile(p, 0, 1))).toBeLessThan(1e-13)
      }),
    )
  })
})

describe('against closed forms', () => {
  it('incomplete beta function with a first parameter of 1', () => {
    fc.assert(
      fc.property(within(1, 80), share, (b, x) => {
        expectNear(regularisedBeta(1, b, x).lower, -Math.expm1(b * Math.log1p(-x)), 1e-13)
      }),
    )
  })
})

describe('against jStat', () => {
  // jStat is off by 1.0e-8 at a = 1, b = 1.4419, x = 0.3682: the closed form above shows who is right.
  it('incomplete beta function and its inverse', () => {
    fc.assert(
      fc.property(within(1, 80), within(1, 80), share, (a, b, x) => {
        expect(Math.abs(regularisedBeta(a, b, x).lower - jStat.beta.cdf(x, a, b))).toBeLessThan(
          2e-8,
        )
        expect(Math.abs(inverseRegularisedBeta(a, b, x).x - jStat.beta.inv(x, a, b))).toBeLessThan(
          1e-6,
        )
      }),
    )
  })
  it('normal, chi-square and gamma functions', () => {
    fc.assert(
      fc.property(within(-5, 5), within(0.1, 50), (z, x) => {
        expect(Math.abs(normalCdf(z) - jStat.normal.cdf(z, 0, 1))).toBeLessThan(1e-8)
        expect(Math.abs(chiSquareLowerTail(x, 3) - jStat.chisquare.cdf(x, 3))).toBeLessThan(1e-8)
        expect(Math.abs(logGamma(x) - jStat.gammaln(x))).toBeLessThan(1e-10)
      }),
    )
  })
})

describe('properties of the special functions', () => {
  it('an inverse takes a tail back to its point', () => {
    fc.assert(
      fc.property(within(1, 5000), within(1, 5000), within(1e-6, 0.999), (a, b, p) => {
        const { x, y } = inverseRegularisedBeta(a, b, p)
        expect(x + y).toBeCloseTo(1, 14)
        // Rounding x moves the tail by its density: tails are compared through that.
        expectNear(regularisedBeta(a, b, x).lower, p, 1e-12 + 1e-15 * (a + b))
      }),
    )
  })
  it('the beta function mirrors', () => {
    fc.assert(
      fc.property(
        within(0.2, 300),
        within(0.2, 300),
        fc.integer({ min: 1, max: 63 }),
        (a, b, k) => {
          expectNear(
            regularisedBeta(a, b, k / 64).lower,
            regularisedBeta(b, a, 1 - k / 64).upper,
            1e-12,
          )
        },
      ),
    )
  })
  it('both tails sum to 1 and the gamma function obeys its recurrence', () => {
    fc.assert(
      fc.property(within(0.1, 500), within(0.01, 500), (a, x) => {
        const { lower, upper } = regularisedGamma(a, x)
        expect(lower + upper).toBeCloseTo(1, 14)
        expect(upper).toBeLessThanOrEqual(regularisedGamma(a + 1, x).upper)
        expect(Math.abs(logGamma(a + 1) - logGamma(a) - Math.log(a))).toBeLessThan(1e-12)
      }),
    )
  })
  it('normal quantile and lower tail are inverse, in the far tail too', () => {
    fc.assert(
      fc.property(within(-37, 5), (z) => {
        expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-10)
      }),
    )
  })
})
