/** The usual description of a list of numbers; null where so few numbers do not define it. */
export interface Description {
  readonly n: number
  readonly mean: number | null
  /** With n - 1; null below two numbers. */
  readonly sd: number | null
  readonly median: number | null
  readonly min: number | null
  readonly max: number | null
}

/** Describes numbers in any order. The median of an even count is the middle of the two in the middle. */
export function describeNumbers(values: readonly number[]): Description {
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  if (n === 0) return { n, mean: null, sd: null, median: null, min: null, max: null }
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const at = (place: number): number => sorted[place] ?? NaN
  return {
    n,
    mean,
    sd: n < 2 ? null : Math.sqrt(squares / (n - 1)),
    median: (at(Math.floor((n - 1) / 2)) + at(Math.ceil((n - 1) / 2))) / 2,
    min: at(0),
    max: at(n - 1),
  }
}
