import { toIsoDate } from '../kernel/dates.ts'
import { rowsOf, type TrialSubject } from '../trial/trial.ts'
import type { TimeSpan } from './contribution.ts'
import type { DatedEntry, SpanDerivation } from './derivation.ts'
import type { KnownDate } from './known-date.ts'

/** A known date as plain data: with what was imputed, and the row it was read from. */
export function toEntry(subject: TrialSubject, date: KnownDate): DatedEntry
export function toEntry(subject: TrialSubject, date: KnownDate | null): DatedEntry | null
export function toEntry(subject: TrialSubject, date: KnownDate | null): DatedEntry | null {
  if (date === null) return null
  return {
    date: toIsoDate(date.day),
    imputed: imputedPart(date.text),
    text: date.text,
    source: sourceOf(subject, date),
  }
}

/** What a time lies between, as plain data. */
export function toSpan(subject: TrialSubject, span: TimeSpan): SpanDerivation {
  const { start, end, cause, censoredAt } = span
  return { start: toEntry(subject, start), end: toEntry(subject, end), cause, censoredAt }
}

/** The part of a date that was not entered: the day, month and day, or all of it. */
export function imputedPart(text: string): DatedEntry['imputed'] {
  switch (text.length) {
    case 0:
      return 'Y'
    case 4:
      return 'M'
    case 7:
      return 'D'
    default:
      return null
  }
}

function sourceOf(subject: TrialSubject, { row, from }: KnownDate): DatedEntry['source'] {
  const at = row === null ? -1 : rowsOf(subject, from.file).indexOf(row)
  return at < 0 ? null : { file: from.file, row: at, column: from.column }
}
