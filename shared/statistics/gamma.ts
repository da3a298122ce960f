const HALF_LOG_TWO_PI = 0.9189385332046728
const ONE_MINUS_EULER = 0.42278433509846713

/** `zeta(k) - 1` for k = 2, 3, ...: coefficients of the logarithm of gamma around 2. */
const ZETA_MINUS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993,
  0.01734306198444914, 0.008349277381922827, 0.004077356197944339, 0.0020083928260822143,
  0.0009945751278180853, 0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915,
  6.12481350587048e-5, 3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6,
  3.81729326499984e-6, 1.908212716553939e-6, 9.53962033872796e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8,
]

/** Bernoulli terms `B(2k) / (2k (2k - 1))` of Stirling's series. */
const STIRLING_SERIES = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
]

/**
 * Natural logarithm of the gamma function, for x > 0; throws elsewhere. Relative error about
 * 1e-15, also beside its zeros at 1 and 2.
 * @source Abramowitz and Stegun, 6.1.33 (series around 2), 6.1.41 (Stirling's series).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma needs a positive number, not ${x}`)
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x)
  if (x < 0.5) return aroundTwo(x) - Math.log1p(x) - Math.log(x)
  if (x < 1.5) return aroundTwo(x - 1) - Math.log1p(x - 1)
  let reduced = x
  let product = 1
  while (reduced > 2.5) {
    reduced -= 1
    product *= reduced
  }
  return aroundTwo(reduced - 2) + Math.log(product)
}

/** Logarithm of gamma at `2 + z`, |z| at most 1/2. */
function aroundTwo(z: number): number {
  let sum = 0
  for (let index = ZETA_MINUS_ONE.length - 1; index >= 0; index--) {
    const k = index + 2
    const term = (ZETA_MINUS_ONE[index] ?? 0) / k
    sum = sum * z + (k % 2 === 0 ? term : -term)
  }
  return z * (ONE_MINUS_EULER + z * sum)
}

function stirlingSeries(x: number): number {
  const inverseSquare = 1 / (x * x)
  const sum = STIRLING_SERIES.reduceRight((tail, term) => tail * inverseSquare + term, 0)
  return sum / x
}

/**
 * What Stirling's formula `(x - 1/2) ln x - x + ln(2 pi) / 2` lacks of `logGamma(x)`, x > 0,
 * with an absolute error about 1e-15: large logarithms never meet.
 * @source C. Loader, Fast and accurate computation of binomial probabilities, 2000.
 */
export function stirlingError(x: number): number {
  let shifted = x
  let sum = 0
  while (shifted < 10) {
    sum += (shifted + 0.5) * Math.log1p(1 / shifted) - 1
    shifted += 1
  }
  return sum + stirlingSeries(shifted)
}

/**
 * The deviance term `x ln(x / mean) + mean - x`, exact also where x and the mean nearly agree.
 * @source C. Loader, 2000.
 */
export function devianceTerm(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x
  const v = (x - mean) / (x + mean)
  let sum = (x - mean) * v
  let power = 2 * x * v
  for (let k = 3; ; k += 2) {
    power *= v * v
    const next = sum + power / k
    if (next === sum) return sum
    sum = next
  }
}

/** Both tails of a distribution; the smaller one is never found by subtraction from 1. */
export interface Tails {
  readonly lower: number
  readonly upper: number
}

/**
 * Regularised incomplete gamma functions P(a, x) (`lower`) and Q(a, x) (`upper`), a > 0, x >= 0.
 * Throws outside. @source Abramowitz and Stegun, 6.5.29 (series), 6.5.31 (continued fraction).
 */
export function regularisedGamma(a: number, x: number): Tails {
  if (!(a > 0) || !(x >= 0)) throw new RangeError(`no incomplete gamma function at ${a}, ${x}`)
  if (x === 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  const density = Math.exp(-stirlingError(a) - devianceTerm(a, x)) / Math.sqrt(2 * Math.PI * a)
  if (x < a + 1) {
    const lower = density * gammaSeries(a, x)
    return { lower, upper: 1 - lower }
  }
  const upper = density * a * gammaFraction(a, x)
  return { lower: 1 - upper, upper }
}

function gammaSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k)
    sum += term
  }
  return sum
}

/** The continued fraction by Lentz's method in the form of Thompson and Barnett. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = Infinity
  let d = 1 / b
  let value = d
  for (let k = 1, factor = 0; Math.abs(factor - 1) > 1e-16 && k < 1e6; k++) {
    const numerator = -k * (k - a)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    factor = c * d
    value *= factor
  }
  return value
}
