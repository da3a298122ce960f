import { regularisedGamma } from './gamma.ts'

/** Upper tail of the chi-square distribution: the p-value of a statistic, x >= 0, df > 0. */
export function chiSquareUpperTail(x: number, df: number): number {
  return regularisedGamma(df / 2, x / 2).upper
}

/** Lower tail of the chi-square distribution, x >= 0, df > 0. */
export function chiSquareLowerTail(x: number, df: number): number {
  return regularisedGamma(df / 2, x / 2).lower
}
