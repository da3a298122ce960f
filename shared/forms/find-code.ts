import type { Code } from './define.ts'
import { normaliseEntry } from './normalise-entry.ts'

/** The code a person meant: by its value or either label, capitals aside; null where none fits. */
export function findCode(codes: readonly Code[], text: string): Code | null {
  const wanted = plain(text)
  return codes.find((code) => namesOf(code).some((name) => plain(name) === wanted)) ?? null
}

/** Whether a code answers a search: its value or one of its labels contains what was typed. */
export function codeMatches(code: Code, typed: string): boolean {
  const wanted = plain(typed)
  return namesOf(code).some((name) => plain(name).includes(wanted))
}

/** The code chosen by a digit or a first letter; a letter again goes on to the next. Null where none. */
export function codeOfKey(codes: readonly Code[], key: string, current: string): Code | null {
  if (/^\d$/.test(key)) return codeOfDigit(codes, key)
  if (!/^[a-z]$/i.test(key)) return null
  const fitting = startingWith(codes, key)
  const place = fitting.findIndex(({ value }) => value === current)
  return fitting[(place + 1) % Math.max(fitting.length, 1)] ?? null
}

/**
 * The code that a typed text names without doubt: its value, a label, its place (1 to 9), or the
 * beginning that it alone has. Null where none or several fit.
 */
export function codeOfText(codes: readonly Code[], text: string): Code | null {
  const typed = plain(text)
  if (typed === '') return null
  const known = codeOfPasted(codes, typed)
  if (known !== null) return known
  const fitting = startingWith(codes, typed)
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}

/** The code that a pasted text names: its value, a label, or its place (1 to 9); null where none. */
export function codeOfPasted(codes: readonly Code[], text: string): Code | null {
  const pasted = plain(text)
  return findCode(codes, pasted) ?? (/^\d$/.test(pasted) ? codeOfDigit(codes, pasted) : null)
}

function startingWith(codes: readonly Code[], text: string): readonly Code[] {
  const beginning = plain(text)
  return codes.filter((code) => namesOf(code).some((name) => plain(name).startsWith(beginning)))
}

/** Where answers are digits themselves (ECOG 0 to 5) the digit means the answer, else its place from 1. */
function codeOfDigit(codes: readonly Code[], digit: string): Code | null {
  const areDigits = codes.some(({ value }) => /^\d/.test(value))
  const meant = areDigits ? codes.find(({ value }) => value === digit) : codes[Number(digit) - 1]
  return meant ?? null
}

function namesOf({ value, label }: Code): readonly string[] {
  return [value, label.en, label.zh]
}

function plain(text: string): string {
  return normaliseEntry('code', text).toLowerCase()
}
