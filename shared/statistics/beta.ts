import { devianceTerm, logGamma, stirlingError, type Tails } from './gamma.ts'

/** Natural logarithm of the beta function, a and b > 0. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (small < 10) return logGamma(small) + logGamma(large) - logGamma(large + small)
  return (
    stirlingError(a) +
    stirlingError(b) -
    stirlingError(a + b) +
    0.5 * Math.log((2 * Math.PI * (a + b)) / (a * b)) +
    a * Math.log(a / (a + b)) +
    b * Math.log(b / (a + b))
  )
}

/** A point of the unit interval with its complement, so that neither end loses digits. */
interface UnitPoint {
  readonly x: number
  /** 1 - x */
  readonly y: number
}

/** Logarithms of both tails of the beta distribution. */
interface LogTails {
  readonly logLower: number
  readonly logUpper: number
  /** Logarithm of `x^a (1 - x)^b / B(a, b)`. */
  readonly logPower: number
}

/**
 * Regularised incomplete beta function: `lower` is I_x(a, b), `upper` is 1 - I_x(a, b).
 * a, b > 0, x in [0, 1]; throws outside. @source Abramowitz and Stegun, 26.5; the power term by
 * Loader 2000, so that large a and b cost no digits.
 */
export function regularisedBeta(a: number, b: number, x: number): Tails {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) {
    throw new RangeError(`no incomplete beta function at ${a}, ${b}, ${x}`)
  }
  if (x === 0) return { lower: 0, upper: 1 }
  if (x === 1) return { lower: 1, upper: 0 }
  const { logLower, logUpper } = logTails(a, b, { x, y: 1 - x })
  return { lower: Math.exp(logLower), upper: Math.exp(logUpper) }
}

function logTails(a: number, b: number, { x, y }: UnitPoint): LogTails {
  const n = a + b
  const logPower =
    0.5 * Math.log((a * b) / (2 * Math.PI * n)) +
    (stirlingError(n) - stirlingError(a) - stirlingError(b)) -
    devianceTerm(a, n * x) -
    devianceTerm(b, n * y)
  if (x < (a + 1) / (n + 2)) {
    const logLower = logPower + Math.log(betaFraction(a, b, x) / a)
    return { logLower, logUpper: Math.log1p(-Math.exp(logLower)), logPower }
  }
  const logUpper = logPower + Math.log(betaFraction(b, a, y) / b)
  return { logLower: Math.log1p(-Math.exp(logUpper)), logUpper, logPower }
}

/** The continued fraction of I_x(a, b), by Lentz's method. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1, factor = 0; Math.abs(factor - 1) > 1e-16 && m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    factor = d * c
    value *= factor
  }
  return value
}

/**
 * The point x with I_x(a, b) = p, p in [0, 1]; throws outside. Relative error about 1e-13 of both
 * x and 1 - x.
 */
export function inverseRegularisedBeta(a: number, b: number, p: number): UnitPoint {
  if (!(a > 0) || !(b > 0) || !(p >= 0 && p <= 1)) {
    throw new RangeError(`no quantile ${p} of the beta distribution ${a}, ${b}`)
  }
  if (p === 0) return { x: 0, y: 1 }
  if (p === 1) return { x: 1, y: 0 }
  const mean = { x: a / (a + b), y: b / (a + b) }
  const { logLower } = logTails(a, b, mean)
  if (Math.log(p) <= logLower) return pointBelowMean(a, b, Math.log(p))
  const mirrored = pointBelowMean(b, a, Math.log1p(-p))
  return { x: mirrored.y, y: mirrored.x }
}

/** Newton's method for log I over log x, where the curve is nearly straight; bracketed. */
function pointBelowMean(a: number, b: number, logP: number): UnitPoint {
  let low = -Infinity
  let high = Math.log(a / (a + b))
  let u = Math.min(high, (logP + Math.log(a) + logBeta(a, b)) / a)
  for (let round = 0; round < 200; round++) {
    const y = -Math.expm1(u)
    const { logLower, logPower } = logTails(a, b, { x: Math.exp(u), y })
    const excess = logLower - logP
    if (excess < 0) low = u
    else high = u
    const step = excess * Math.exp(logLower - logPower) * y
    const newton = u - step
    const next = newton >= low && newton <= high ? newton : (Math.max(low, high - 64) + high) / 2
    if (Math.abs(next - u) <= 2e-16 * Math.max(1, Math.abs(u))) break
    u = next
  }
  return { x: Math.exp(u), y: -Math.expm1(u) }
}
