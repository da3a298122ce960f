import { describe, expect, it } from 'vitest'
import {
  inverseRegularisedBeta,
  logBeta,
  regularisedBeta,
} from '../../../shared/statistics/beta.ts'
import { chiSquareLowerTail, chiSquareUpperTail } from '../../../shared/statistics/chi-square.ts'
import { logGamma, regularisedGamma } from '../../../shared/statistics/gamma.ts'
import { normalCdf, normalQuantile } from '../../../shared/statistics/normal.ts'
import { expectNear } from './near.ts'

// Values with 17 digits: mpmath 1.3.0 with 40 digits or more, rounded.

describe('logarithm of gamma', () => {
  it.each([
    [0.001, 6.907178885383854],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [0.75, 0.2032809514312954],
    [1 + 2 ** -20, -5.504750066148867e-7],
    [1.25, -0.09827183642181316],
    [2 - 2 ** -20, -4.0319826848018475e-7],
    [2.5, 0.2846828704729192],
    [3.7, 1.428072326665388],
    [9.99, 12.77931521435019],
    [10.01, 12.824350262448249],
    [123.456, 469.60554712992945],
    [1e6, 12815504.569147613],
  ])('at %d', (x, expected) => {
    expectNear(logGamma(x), expected, 1e-14)
  })
  it('is 0 at 1 and 2', () => {
    expect(Math.abs(logGamma(1))).toBe(0)
    expect(Math.abs(logGamma(2))).toBe(0)
  })
  it.each([0, -1, NaN])('has no value at %d', (x) => {
    expect(() => logGamma(x)).toThrow(RangeError)
  })
})

describe('incomplete gamma function', () => {
  it.each([
    { a: 0.5, x: 0.01, lower: 0.11246291601828488, upper: 0.887537083981715 },
    { a: 0.5, x: 2, lower: 0.9544997361036416, upper: 0.04550026389635842 },
    { a: 0.5, x: 300, lower: 1, upper: 1.674167984691788e-132 },
    { a: 2.5, x: 1, lower: 0.15085496391539036, upper: 0.8491450360846097 },
    { a: 10, x: 25, lower: 0.9997785233617512, upper: 0.00022147663824878357 },
    { a: 100, x: 90, lower: 0.15822098918643018, upper: 0.8417790108135698 },
    { a: 1000, x: 1100, lower: 0.9989406767460701, upper: 0.0010593232539299773 },
    { a: 1e5, x: 99000, lower: 0.000757419921174768, upper: 0.9992425800788253 },
  ])('a $a, x $x', ({ a, x, lower, upper }) => {
    const tails = regularisedGamma(a, x)
    expectNear(tails.lower, lower, 1e-13)
    expectNear(tails.upper, upper, 1e-13)
  })
  it('runs from 0 to 1', () => {
    expect(regularisedGamma(3, 0)).toEqual({ lower: 0, upper: 1 })
    expect(regularisedGamma(3, Infinity)).toEqual({ lower: 1, upper: 0 })
  })
  it.each([
    [0, 1],
    [1, -1],
    [1, NaN],
  ])('has no value at a %d, x %d', (a, x) => {
    expect(() => regularisedGamma(a, x)).toThrow(RangeError)
  })
})

describe('incomplete beta function', () => {
  it.each([
    { a: 0.5, b: 0.5, x: 0.1, lower: 0.20483276469913345, upper: 0.7951672353008665 },
    { a: 2, b: 3, x: 0.4, lower: 0.5248, upper: 0.4752 },
    { a: 24, b: 47, x: 0.25, lower: 0.05225676724499388, upper: 0.947743232755006 },
    { a: 24, b: 47, x: 0.6, lower: 0.99999593354645, upper: 4.066453549914996e-6 },
    { a: 500, b: 1500, x: 0.26, lower: 0.8490456364450464, upper: 0.15095436355495362 },
    { a: 1, b: 1e6, x: 1e-6, lower: 0.632120742768355, upper: 0.3678792572316451 },
    { a: 30000, b: 70000, x: 0.301, lower: 0.7550748512899746, upper: 0.24492514871002533 },
    { a: 30000, b: 70000, x: 0.295, lower: 0.00026956964154076, upper: 0.9997304303584592 },
  ])('a $a, b $b, x $x', ({ a, b, x, lower, upper }) => {
    // For a = 30000 a change of x by one unit in the last place moves the tail by 1e-13.
    const tolerance = a === 30000 ? 1e-11 : 1e-13
    const tails = regularisedBeta(a, b, x)
    expectNear(tails.lower, lower, tolerance)
    expectNear(tails.upper, upper, tolerance)
  })
  it('runs from 0 to 1', () => {
    expect(regularisedBeta(2, 5, 0)).toEqual({ lower: 0, upper: 1 })
    expect(regularisedBeta(2, 5, 1)).toEqual({ lower: 1, upper: 0 })
    expect(inverseRegularisedBeta(2, 5, 0)).toEqual({ x: 0, y: 1 })
    expect(inverseRegularisedBeta(2, 5, 1)).toEqual({ x: 1, y: 0 })
  })
  it.each([
    [0, 1, 0.5],
    [1, -1, 0.5],
    [1, 1, 1.1],
    [1, 1, NaN],
  ])('has no value at a %d, b %d, x %d', (a, b, x) => {
    expect(() => regularisedBeta(a, b, x)).toThrow(RangeError)
    expect(() => inverseRegularisedBeta(a, b, x)).toThrow(RangeError)
  })
  it('has closed forms where a or b is 1', () => {
    expectNear(inverseRegularisedBeta(1, 7, 0.3).x, 1 - 0.7 ** (1 / 7), 1e-14)
    expectNear(inverseRegularisedBeta(7, 1, 0.3).x, 0.3 ** (1 / 7), 1e-14)
    expectNear(
      inverseRegularisedBeta(1, 1e6, 0.025).x,
      -Math.expm1(Math.log1p(-0.025) / 1e6),
      1e-13,
    )
    expectNear(inverseRegularisedBeta(1e6, 1, 0.975).y, -Math.expm1(Math.log(0.975) / 1e6), 1e-13)
  })
  it('has the logarithm of beta with small and large arguments', () => {
    expectNear(logBeta(2, 3), Math.log(1 / 12), 1e-14)
    expectNear(logBeta(0.5, 0.5), Math.log(Math.PI), 1e-14)
    expectNear(logBeta(20, 30), logGamma(20) + logGamma(30) - logGamma(50), 1e-13)
  })
})

describe('normal distribution', () => {
  it.each([
    [-30, 4.906713927148187e-198],
    [-10, 7.619853024160525e-24],
    [-5, 2.866515718791939e-7],
    [-1.96, 0.024997895148220435],
    [-0.5, 0.3085375387259869],
    [-0.001, 0.49960105778608893],
    [0, 0.5],
    [0.001, 0.5003989422139111],
    [1, 0.8413447460685429],
    [2, 0.9772498680518208],
    [6, 0.9999999990134123],
  ])('lower tail at %d', (z, expected) => {
    expectNear(normalCdf(z), expected, 2e-13)
  })
  it.each([
    [1e-10, -6.361340902404056],
    [1e-5, -4.264890793922825],
    [0.005, -2.575829303548901],
    [0.025, -1.9599639845400543],
    [0.1, -1.2815515655446006],
    [0.3, -0.5244005127080408],
    [0.4, -0.2533471031357998],
    [0.4999, -0.0002506628300880351],
    [0.975, 1.9599639845400543],
  ])('quantile at %d', (p, expected) => {
    expectNear(normalQuantile(p), expected, p === 0.4999 ? 1e-12 : 1e-14)
  })
  it('has infinite ends and nothing beyond', () => {
    expect(normalQuantile(0)).toBe(-Infinity)
    expect(normalQuantile(1)).toBe(Infinity)
    expect(Math.abs(normalQuantile(0.5))).toBe(0)
    for (const p of [-0.1, 1.1, NaN]) expect(() => normalQuantile(p)).toThrow(RangeError)
  })
})

// NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.4: upper critical values.
const criticalValues = [
  { df: 1, q: 0.05, point: '3.841' },
  { df: 1, q: 0.01, point: '6.635' },
  { df: 2, q: 0.05, point: '5.991' },
  { df: 3, q: 0.025, point: '9.348' },
  { df: 5, q: 0.001, point: '20.515' },
  { df: 10, q: 0.1, point: '15.987' },
  { df: 30, q: 0.05, point: '43.773' },
]

describe('chi-square distribution', () => {
  it.each(criticalValues)(
    'df $df: upper tail $q at the printed point $point',
    ({ df, q, point }) => {
      const unit = 10 ** -(point.length - point.indexOf('.') - 1)
      expect(chiSquareUpperTail(Number(point) - unit / 2, df)).toBeGreaterThanOrEqual(q)
      expect(chiSquareUpperTail(Number(point) + unit / 2, df)).toBeLessThanOrEqual(q)
    },
  )
  it('has an exponential tail with 2 degrees of freedom', () => {
    for (const x of [0.1, 1, 7, 50, 500]) {
      expectNear(chiSquareUpperTail(x, 2), Math.exp(-x / 2), 1e-13)
      expectNear(chiSquareLowerTail(x, 2), -Math.expm1(-x / 2), 1e-13)
    }
  })
})
