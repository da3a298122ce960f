import type { Day } from '../kernel/brand.ts'
import { parsePartialDate, type PartialDate } from '../kernel/dates.ts'
import type { TraceInput } from '../kernel/trace.ts'
import type { Row } from '../trial/trial.ts'
import { rowLabel } from './row-label.ts'

/** Where a value stands: file, row as a person would look it up, column. */
type Origin = NonNullable<TraceInput['from']>

/** A date the analysis works with: the day it takes, and what was entered. */
export interface KnownDate {
  readonly day: Day
  readonly imputed: boolean
  /** As entered; empty where the date was not recorded. */
  readonly text: string
  /** First and last day the entry may mean. */
  readonly earliest: Day
  readonly latest: Day
  readonly from: Origin
  /** The row that `from` names; null where the date stands in none. */
  readonly row: Row | null
}

/** No imputed date lies after these. */
export interface Limits {
  readonly cutoff: Day
  readonly death: Day | null
}

/** One column of one row, for reading a date from it. */
export interface DateCell {
  readonly file: string
  readonly row: Row
  readonly column: string
}

const MEMO_LIMIT = 50_000
const memo = new Map<string, PartialDate | null>()

/** The date of a text, each text parsed once; `null` where it is absent or no date. */
export function readDate(text: string | undefined): PartialDate | null {
  if (text === undefined || text === '') return null
  const known = memo.get(text)
  if (known !== undefined) return known
  if (memo.size >= MEMO_LIMIT) memo.clear()
  const parsed = parsePartialDate(text)
  memo.set(text, parsed)
  return parsed
}

/** A date exists for the analysis when its first possible day is on or before the cut-off. */
export function readExisting(text: string | undefined, cutoff: Day): PartialDate | null {
  const date = readDate(text)
  return date !== null && date.earliest <= cutoff ? date : null
}

const DAYS_FROM_1_JULY_TO_31_DECEMBER = 183

/** A missing day is the 15th, a missing month and day 1 July. Not yet held back by any limit. */
export function middleOf(date: PartialDate): Day {
  if (date.precision === 'day') return date.earliest
  const days = date.precision === 'month' ? date.earliest + 14 : date.latest
  return (date.precision === 'month' ? days : days - DAYS_FROM_1_JULY_TO_31_DECEMBER) as Day
}

/** An imputed day is after neither the death nor the cut-off. */
export function holdBack(day: Day, limits: Limits): Day {
  const held = day > limits.cutoff ? limits.cutoff : day
  return limits.death !== null && held > limits.death ? limits.death : held
}

/** The day the analysis takes for an entry that exists: itself, or imputed within the limits. */
export function dayOfEntry(date: PartialDate, limits: Limits): Day {
  return date.precision === 'day' ? date.earliest : holdBack(middleOf(date), limits)
}

/** Reads a cell; `null` where nothing is recorded or it does not exist for the analysis. */
export function readCell(cell: DateCell, limits: Limits): KnownDate | null {
  const text = cell.row[cell.column]
  const date = readExisting(text, limits.cutoff)
  return date === null ? null : toKnownDate(cell, date, dayOfEntry(date, limits))
}

/** The known date of a parsed cell, at the day chosen for it. */
export function toKnownDate(cell: DateCell, date: PartialDate, day: Day): KnownDate {
  return {
    day,
    imputed: date.precision !== 'day',
    text: cell.row[cell.column] ?? '',
    earliest: date.earliest,
    latest: date.latest,
    from: { file: cell.file, row: rowLabel(cell.file, cell.row), column: cell.column },
    row: cell.row,
  }
}

/** Earlier of two; of two on one day the first given. */
export function earlier(one: KnownDate | null, other: KnownDate | null): KnownDate | null {
  if (one === null || other === null) return one ?? other
  return other.day < one.day ? other : one
}

/** Later of two; of two on one day the first given. */
export function later(one: KnownDate | null, other: KnownDate | null): KnownDate | null {
  if (one === null || other === null) return one ?? other
  return other.day > one.day ? other : one
}
