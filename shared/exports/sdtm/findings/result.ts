import { parseNumberText } from '../../../kernel/number-text.ts'
import type { Cell } from '../../datasets/define.ts'

/** A result as collected, with its unit in the words of the standard. */
export interface CollectedResult {
  readonly domain: string
  readonly text: string
  readonly unit: string | null
}

/**
 * --ORRES with the digits collected, and --STRES beside it where nothing is converted. A result with
 * `<` or `>`, and one that is no number, stays in --STRESC alone.
 */
export function numericResult({ domain, text, unit }: CollectedResult): Record<string, Cell> {
  const number = parseNumberText(text)
  const exact = number?.comparator === null ? number.value : null
  return {
    [`${domain}ORRES`]: text,
    [`${domain}ORRESU`]: unit,
    [`${domain}STRESC`]: exact === null ? text.trim() : String(exact),
    [`${domain}STRESN`]: exact,
    [`${domain}STRESU`]: number === null ? null : unit,
  }
}

/** A result in words: a code, or a state. */
export function codedResult(
  domain: string,
  text: string,
  standard: string = text,
): Record<string, Cell> {
  return { [`${domain}ORRES`]: text, [`${domain}STRESC`]: standard }
}

/** What was computed: nothing was collected, so --ORRES is empty. */
export function derivedNumber(
  domain: string,
  value: number,
  unit: string | null,
): Record<string, Cell> {
  return {
    [`${domain}STRESC`]: String(value),
    [`${domain}STRESN`]: value,
    [`${domain}STRESU`]: unit,
  }
}

/** A test that was not done; the reason is null where none was given. */
export function notDone(domain: string, reason: string | null): Record<string, Cell> {
  return { [`${domain}STAT`]: 'NOT DONE', [`${domain}REASND`]: reason }
}

/** An answer as a cell: null where there is none. */
export function cellText(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}
