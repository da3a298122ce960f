import { guardFormula } from '../kernel/formula-guard.ts'
import { csvField } from '../trial/write-csv.ts'

/** One line of a file that people open in a spreadsheet, with its line end: no text of it is computed. */
export function guardedLine(fields: readonly string[]): string {
  return `${fields.map((text) => csvField(guardFormula(text))).join(',')}\n`
}

/** Spreadsheets read UTF-8 as such only where the file begins with this mark. */
export const BYTE_ORDER_MARK = '\uFEFF'
