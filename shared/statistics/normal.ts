import { regularisedGamma } from './gamma.ts'

/** Lower tail of the standard normal distribution; small tails keep their relative accuracy. */
export function normalCdf(z: number): number {
  const { lower, upper } = regularisedGamma(0.5, (z * z) / 2)
  if (z < 0) return upper / 2
  return lower > upper ? 1 - upper / 2 : 0.5 + lower / 2
}

/**
 * The z with `normalCdf(z) = p`, p in [0, 1] (0 and 1 give the infinities); throws outside.
 * A rough start (Abramowitz and Stegun 26.2.23) made exact by Halley's method.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`no normal quantile at ${p}`)
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p === 0) return -Infinity
  if (p === 0.5) return 0
  let z = roughQuantile(p)
  for (let round = 0; round < 3; round++) z -= halleyStep(z, p)
  return z
}

function roughQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p))
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328)
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  return numerator / denominator - t
}

function halleyStep(z: number, p: number): number {
  // Near the centre the distance from 1/2 carries the digits, in the tail the tail itself.
  const excess =
    p > 0.25
      ? 0.5 - p - (Math.sign(-z) * regularisedGamma(0.5, (z * z) / 2).lower) / 2
      : normalCdf(z) - p
  const newton = excess / (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI))
  return newton / (1 + (z * newton) / 2)
}
