import { csvField } from '../trial/write-csv.ts'

const BEGINS_FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?%?$/i

/**
 * A field of a file that people open in a spreadsheet: a text that the spreadsheet would take for a
 * formula has an apostrophe before it. Numbers with a sign stay as they are.
 */
export function guardedField(text: string): string {
  return csvField(BEGINS_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text)
}

/** One line of such a file, with its line end. */
export function guardedLine(fields: readonly string[]): string {
  return `${fields.map(guardedField).join(',')}\n`
}

/** Spreadsheets read UTF-8 as such only where the file begins with this mark. */
export const BYTE_ORDER_MARK = '\uFEFF'
