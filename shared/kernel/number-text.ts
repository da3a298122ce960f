import type { Tenths } from './brand.ts'

/** A number as entered: its value for computing, and the comparator before it, if any. */
export interface ParsedNumber {
  readonly value: number
  readonly comparator: '<' | '>' | '<=' | '>=' | null
}

const NUMBER = /^(<=|>=|<|>)?\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))$/

/**
 * Reads a number as a person types it: `1.0`, `.5`, `>12100`. `null` for anything else
 * (exponents, thousands separators and a decimal comma included: they are ambiguous).
 */
export function parseNumberText(text: string): ParsedNumber | null {
  const match = NUMBER.exec(text.trim())
  if (match === null) return null
  return { value: Number(match[2]), comparator: (match[1] ?? null) as ParsedNumber['comparator'] }
}

const MILLIMETRES = /^(\d{1,6})(?:\.(\d)0*)?$/

/**
 * Whole tenths of a millimetre from the text entered, without passing a binary fraction.
 * `null` when the text is no length in millimetres with at most one decimal.
 * @source response criteria, A-1 and A-3
 */
export function parseTenths(text: string): Tenths | null {
  const match = MILLIMETRES.exec(text.trim())
  if (match === null) return null
  return (Number(match[1]) * 10 + Number(match[2] ?? '0')) as Tenths
}

/** Millimetres of whole tenths; exact for printing and for JSON. */
export function toMillimetres(tenths: number): number {
  return tenths / 10
}
