import type { Comparison } from './case-result.ts'

/** Around an expected or actual 0 no relative distance exists; rounding stays below this. */
const AROUND_ZERO = 1e-12

/**
 * Compares with what is expected: numbers to a relative tolerance, null only with null, lists of
 * the same length, and of objects every member that is expected.
 */
export function compareValues(actual: unknown, expected: unknown, tolerance: number): Comparison {
  const differences: string[] = []
  const compared = compareAt({ actual, expected, path: '' }, { tolerance, differences })
  return { compared, differences }
}

/** One comparison out of several. */
export function joinComparisons(parts: readonly Comparison[]): Comparison {
  return {
    compared: parts.reduce((sum, part) => sum + part.compared, 0),
    differences: parts.flatMap((part) => part.differences),
  }
}

interface Pair {
  readonly actual: unknown
  readonly expected: unknown
  readonly path: string
}

interface Context {
  readonly tolerance: number
  readonly differences: string[]
}

function compareAt(pair: Pair, context: Context): number {
  if (Array.isArray(pair.expected)) return compareLists(pair, pair.expected, context)
  if (isObject(pair.expected)) return compareMembers(pair, pair.expected, context)
  if (!agrees(pair.actual, pair.expected, context.tolerance)) report(pair, context)
  return 1
}

function compareLists(pair: Pair, expected: readonly unknown[], context: Context): number {
  const actual: unknown[] = isList(pair.actual) ? [...pair.actual] : []
  if (!isList(pair.actual) || actual.length !== expected.length) {
    report({ ...pair, actual: actual.length, expected: expected.length }, context)
    return 1
  }
  return expected.reduce<number>(
    (sum, item, index) =>
      sum +
      compareAt({ actual: actual[index], expected: item, path: `${pair.path}[${index}]` }, context),
    1,
  )
}

function compareMembers(pair: Pair, expected: object, context: Context): number {
  if (!isObject(pair.actual)) {
    report(pair, context)
    return 1
  }
  const actual = new Map(Object.entries(pair.actual))
  return Object.entries(expected).reduce(
    (sum, [key, value]) =>
      sum +
      compareAt({ actual: actual.get(key), expected: value, path: `${pair.path}.${key}` }, context),
    0,
  )
}

function agrees(actual: unknown, expected: unknown, tolerance: number): boolean {
  if (typeof expected !== 'number' || typeof actual !== 'number') return actual === expected
  const distance = Math.abs(actual - expected)
  if (actual === 0 || expected === 0) return distance <= AROUND_ZERO
  return distance <= tolerance * Math.abs(expected)
}

function report({ actual, expected, path }: Pair, { differences }: Context): void {
  const got = actual === undefined ? 'nothing' : JSON.stringify(actual)
  differences.push(`${path} is ${got}, expected ${JSON.stringify(expected)}`)
}

function isList(value: unknown): value is Iterable<unknown> {
  return Array.isArray(value) || value instanceof Float64Array
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
