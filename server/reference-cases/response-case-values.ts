import type { Day, Tenths } from '../../shared/kernel/brand.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import type { Comparison } from './case-result.ts'

/** Day of a complete date of a case file. Throws when the file holds no such date. */
export function dayOfText(text: string): Day {
  const day = parseDay(text)
  if (day === null) throw new Error(`"${text}" is no complete date.`)
  return day
}

export function dayOrNull(text: string | null | undefined): Day | null {
  return text === null || text === undefined ? null : dayOfText(text)
}

export function tenthsOf(millimetres: number): Tenths {
  return Math.round(millimetres * 10) as Tenths
}

/** One decimal, halves away from zero; computed on whole tenths so that no binary fraction decides. */
export function percentOfTenths(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole === 0) return null
  const thousandths = Math.floor((Math.abs(part) * 2000 + whole) / (2 * whole))
  return (Math.sign(part) * thousandths) / 10 + 0
}

/** Compares every value that a case expects with the one found. */
export function compare(
  expected: Readonly<Record<string, unknown>>,
  found: Readonly<Record<string, unknown>>,
): Comparison {
  const keys = Object.keys(expected)
  return {
    compared: keys.length,
    differences: keys
      .filter((key) => JSON.stringify(expected[key]) !== JSON.stringify(found[key]))
      .map((key) => `${key}: expected ${text(expected[key])}, found ${text(found[key])}`),
  }
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
