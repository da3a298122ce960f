import type { Comparison } from './case-result.ts'

const TOLERANCE = 1e-9

/** Text for people: never compared. */
const NOT_COMPARED = 'reason'

/**
 * Compares a part of an analysis with what is expected: numbers to 1e-9, relative above 1, all else
 * exactly; of objects every member that is expected, lists in length and order.
 */
export function compareAnalysis(actual: unknown, expected: unknown): Comparison {
  const found: Found = { compared: 0, differences: [] }
  compareAt('', { actual, expected }, found)
  return found
}

interface Found {
  compared: number
  readonly differences: string[]
}

interface Pair {
  readonly actual: unknown
  readonly expected: unknown
}

function compareAt(path: string, { actual, expected }: Pair, found: Found): void {
  if (typeof expected !== 'object' || expected === null) {
    found.compared += 1
    if (!agrees(actual, expected)) report(path, { actual, expected }, found)
    return
  }
  const own = toMembers(actual)
  const wanted = toMembers(expected)
  if (Array.isArray(expected) && own.size !== wanted.size) {
    report(`${path}.length`, { actual: own.size, expected: wanted.size }, found)
  }
  for (const [key, value] of wanted) {
    if (key === NOT_COMPARED) continue
    compareAt(`${path}.${labelOf(key, value)}`, { actual: own.get(key), expected: value }, found)
  }
}

function toMembers(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

/** A row of a list is named by its subject, visit or term rather than by its number. */
function labelOf(key: string, value: unknown): string {
  const members = toMembers(value)
  const names = ['subject', 'criteria', 'visit', 'term'].map((name) => members.get(name))
  const known = names.filter((name) => typeof name === 'string')
  return known.length === 0 ? key : `${key}(${known.join(' ')})`
}

function agrees(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'number' || typeof actual !== 'number') return actual === expected
  return Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected))
}

function report(path: string, { actual, expected }: Pair, { differences }: Found): void {
  const got = actual === undefined ? 'nothing' : JSON.stringify(actual)
  differences.push(`${path.slice(1)} is ${got}, expected ${JSON.stringify(expected)}`)
}
