import type { Day, PartialDateText } from '../kernel/brand.ts'
import { addDays, isPartialDateText, toIsoDate } from '../kernel/dates.ts'
import { normaliseEntry } from './normalise-entry.ts'

/** Days that shortcuts refer to; `null` where there is none. */
export interface DateEntryContext {
  /** `t` is this day, `y` the day before. */
  readonly today: Day | null
  /** `v` is the date of the visit. */
  readonly visit: Day | null
  /** `+7` is seven days after the date in the field before. */
  readonly previous: Day | null
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const MONTH_NAMES = [
  ...['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'],
  ...['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'],
]
const UNKNOWN = 'UN?K?'

const OFFSET = /^([+-])(\d{1,4})$/
const DIGITS = /^(\d{4})(?:(\d{2})(\d{2})?|年)?$/
const YEAR_FIRST = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/
const YEAR_THEN_UNKNOWN = new RegExp(
  `^(\\d{4})[-/.](?:(\\d{1,2})[-/.]${UNKNOWN}|${UNKNOWN}(?:[-/.]${UNKNOWN})?)$`,
)
const NAMED = new RegExp(`^(?:(\\d{1,2}|${UNKNOWN})[ -]*)?([A-Z]{3,9}|${UNKNOWN})[ ,-]*(\\d{4})$`)
const MONTH_YEAR = /^(\d{1,2})[-/.](\d{4})$/
const THREE_NUMBERS = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/

/**
 * ISO 8601 text of a date as a person types it: `20240310`, `2024-3-10`, `2024年3月`, `10mar2024`,
 * `10 March 2024`, `3/2024`, `2024`, `UN MAR 2024`, `2024-03-UN`, and the shortcuts `t`, `y`, `v`, `+7`. `null` when it cannot be
 * read, when the calendar has no such day, and for `3/4/2024`, which two countries read differently.
 */
export function parseDateEntry(typed: string, context: DateEntryContext): PartialDateText | null {
  const text = normaliseEntry('date', typed).toUpperCase()
  const day = shortcut(text, context)
  const iso = day === null ? writtenOut(text) : toIsoDate(day)
  return iso !== null && isPartialDateText(iso) ? iso : null
}

function shortcut(text: string, { today, visit, previous }: DateEntryContext): Day | null {
  if (text === 'T') return today
  if (text === 'Y') return today === null ? null : addDays(today, -1)
  if (text === 'V') return visit
  const offset = OFFSET.exec(text)
  if (offset === null || previous === null) return null
  const days = Number(offset[2])
  return addDays(previous, offset[1] === '-' ? -days : days)
}

function writtenOut(text: string): string | null {
  const parts = DIGITS.exec(text) ?? YEAR_FIRST.exec(text)
  if (parts !== null) return join(parts[1], parts[2], parts[3])
  const partial = YEAR_THEN_UNKNOWN.exec(text)
  if (partial !== null) return join(partial[1], partial[2], undefined)
  const named = NAMED.exec(text)
  if (named !== null) return fromNamed(named[1], named[2] ?? '', named[3])
  const monthYear = MONTH_YEAR.exec(text)
  if (monthYear !== null) return join(monthYear[2], monthYear[1], undefined)
  const three = THREE_NUMBERS.exec(text)
  return three === null ? null : fromThreeNumbers(Number(three[1]), Number(three[2]), three[3])
}

function fromNamed(day: string | undefined, name: string, year: string | undefined): string | null {
  const knownDay = day?.startsWith('U') === true ? undefined : day
  if (/^UN?K?$/.test(name)) return knownDay === undefined ? (year ?? null) : null
  const month = MONTH_NAMES.findIndex((month) => month.startsWith(name)) + 1
  return month === 0 ? null : join(year, String(month), knownDay)
}

function fromThreeNumbers(first: number, second: number, year: string | undefined): string | null {
  if (first > 12 || first === second) return join(year, String(second), String(first))
  return second > 12 ? join(year, String(first), String(second)) : null
}

function join(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): string | null {
  const parts = [year, month?.padStart(2, '0'), day?.padStart(2, '0')]
  return parts.filter((part) => part !== undefined).join('-')
}

/** A stored date as a form shows it again: `10 MAR 2024`, `UN MAR 2024`, `2024`. */
export function toDateEcho(text: PartialDateText): string {
  const [year = '', month, day] = text.split('-')
  if (month === undefined) return year
  return `${day ?? 'UN'} ${MONTHS[Number(month) - 1] ?? ''} ${year}`
}
