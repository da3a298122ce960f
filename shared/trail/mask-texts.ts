import { toDateEcho } from '../forms/date-entry.ts'
import { isPartialDateText } from '../kernel/dates.ts'

/** Stands for a redacted text inside another one, in every language. */
export const MASK = '▇▇▇'

/**
 * A text without what was redacted elsewhere, wherever it is quoted. A quote of letters or digits ends
 * where they end: `12` is not hidden inside `120`. Names in scripts without spaces are found anywhere. A date
 * is found as it is stored, and as messages, forms and pages write it.
 */
export function maskTexts(text: string, hidden: readonly string[]): string {
  return [...hidden]
    .filter((one) => one.trim() !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((rest, one) => rest.replace(quoteOf(one), MASK), text)
}

function quoteOf(hidden: string): RegExp {
  if (!isPartialDateText(hidden)) return new RegExp(quotedPattern(hidden), 'g')
  return new RegExp(`${BEFORE}(?:${hidden}|${writtenOut(toDateEcho(hidden))})${AFTER}`, 'gi')
}

const BEFORE = '(?<![A-Za-z0-9])'
const AFTER = '(?![A-Za-z0-9])'

function quotedPattern(hidden: string): string {
  const before = /^[A-Za-z0-9]/.test(hidden) ? BEFORE : ''
  const after = /[A-Za-z0-9]$/.test(hidden) ? AFTER : ''
  return `${before}${hidden.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${after}`
}

/** `03 JAN 2026` and `3 Jan 2026`; `UN JAN 2026` and `Jan 2026`. */
function writtenOut(echo: string): string {
  return echo.replace(/^0/, '0?').replace(/^UN /, '(?:UN )?')
}
