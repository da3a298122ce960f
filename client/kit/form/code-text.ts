import type { Code } from '../../../shared/forms/define.ts'

/** Lists up to this length are drawn as radio buttons, longer ones as a searchable list. */
export const LONGEST_RADIO_LIST = 12

/** The code a person meant: by its value or either label, capitals aside; null where none fits. */
export function findCode(codes: readonly Code[], text: string): Code | null {
  const wanted = text.trim().toLowerCase()
  const found = codes.find(({ value, label }) =>
    [value, label.en, label.zh].some((name) => name.toLowerCase() === wanted),
  )
  return found ?? null
}

/** Whether a code answers a search: its value or one of its labels contains what was typed. */
export function codeMatches({ value, label }: Code, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return [value, label.en, label.zh].some((name) => name.toLowerCase().includes(wanted))
}

/** The values of a multiple choice, as stored with `;` between. */
export function splitCodes(text: string): readonly string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** A multiple choice as it is stored, in the order of the list. */
export function joinCodes(codes: readonly Code[], chosen: readonly string[]): string {
  const known = codes.filter(({ value }) => chosen.includes(value)).map(({ value }) => value)
  const others = chosen.filter((value) => !known.includes(value))
  return [...known, ...others].join(';')
}

/** The code chosen by a digit or a first letter; null where none. */
export function codeOfKey(codes: readonly Code[], key: string, current: string): Code | null {
  if (/^\d$/.test(key)) return codeOfDigit(codes, key)
  if (!/^[a-z]$/i.test(key)) return null
  const letter = key.toLowerCase()
  const fitting = codes.filter(
    ({ value, label }) =>
      value.toLowerCase().startsWith(letter) || label.en.toLowerCase().startsWith(letter),
  )
  const place = fitting.findIndex(({ value }) => value === current)
  return fitting[(place + 1) % Math.max(fitting.length, 1)] ?? null
}

/** Where answers are digits themselves (ECOG 0 to 5) the digit means the answer, else its place from 1. */
function codeOfDigit(codes: readonly Code[], digit: string): Code | null {
  const areDigits = codes.some(({ value }) => /^\d$/.test(value))
  const meant = areDigits ? codes.find(({ value }) => value === digit) : codes[Number(digit) - 1]
  return meant ?? null
}
