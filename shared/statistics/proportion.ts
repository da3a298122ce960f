import { inverseRegularisedBeta } from './beta.ts'
import { normalQuantile } from './normal.ts'

/** `wilson` is the score interval without continuity correction. */
export type ProportionMethod = 'clopper-pearson' | 'wilson'

export interface ProportionCount {
  /** Those who have the property, a whole number from 0 to N. */
  readonly n: number
  /** All who were looked at. */
  readonly N: number
}

interface ProportionQuestion extends ProportionCount {
  /** Two-sided confidence, between 0 and 1; 0.95 unless said. */
  readonly level?: number
  /** `clopper-pearson` unless said. */
  readonly method?: ProportionMethod
}

/** All three are null where nobody was looked at (N = 0). */
interface Proportion extends ProportionCount {
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
}

interface Limits {
  readonly lower: number
  readonly upper: number
}

const METHODS: Readonly<Record<ProportionMethod, (n: number, N: number, alpha: number) => Limits>> =
  { 'clopper-pearson': clopperPearson, wilson }

/**
 * A proportion, 0 to 1, with two-sided confidence limits. N = 0 gives nulls; counts that are not
 * whole or not within 0 to N, and levels outside (0, 1), throw.
 */
export function proportion(question: ProportionQuestion): Proportion {
  const { n, N, level = 0.95, method = 'clopper-pearson' } = question
  expectCounts(n, N)
  expectLevel(level)
  if (N === 0) return { n, N, estimate: null, lower: null, upper: null }
  return { n, N, estimate: n / N, ...METHODS[method](n, N, 1 - level) }
}

/**
 * One-sided exact lower limit at `level` (0.975 is the lower end of the two-sided 95 % interval).
 * Null where N = 0. @source Clopper and Pearson, Biometrika 1934.
 */
export function clopperPearsonLower(
  question: ProportionCount & { readonly level: number },
): number | null {
  const { n, N, level } = question
  expectCounts(n, N)
  expectLevel(level)
  return N === 0 ? null : exactLower(n, N, 1 - level)
}

/** @source Clopper and Pearson, Biometrika 1934: each tail of the binomial holds alpha / 2. */
function clopperPearson(n: number, N: number, alpha: number): Limits {
  return { lower: exactLower(n, N, alpha / 2), upper: exactUpper(n, N, alpha / 2) }
}

function exactLower(n: number, N: number, tail: number): number {
  return n === 0 ? 0 : inverseRegularisedBeta(n, N - n + 1, tail).x
}

function exactUpper(n: number, N: number, tail: number): number {
  return n === N ? 1 : inverseRegularisedBeta(N - n, n + 1, tail).y
}

/**
 * The upper root is free of cancellation, the lower one follows from the product of both.
 * @source Wilson, J Am Stat Assoc 1927, without continuity correction.
 */
function wilson(n: number, N: number, alpha: number): Limits {
  const z = -normalQuantile(alpha / 2)
  const root = n + (z * z) / 2 + z * Math.sqrt((n * (N - n)) / N + (z * z) / 4)
  return { lower: (n * n) / (N * root), upper: n === N ? 1 : root / (N + z * z) }
}

function expectCounts(n: number, N: number): void {
  if (!Number.isInteger(n) || !Number.isInteger(N) || n < 0 || n > N) {
    throw new RangeError(`a proportion needs whole counts 0 <= n <= N, not ${n} of ${N}`)
  }
}

function expectLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`no confidence level ${level}`)
}
