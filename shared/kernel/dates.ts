import type { Day, IsoDate, PartialDateText } from './brand.ts'

/** A calendar date with its precision: the known part, and the first and last day it may mean. */
export interface PartialDate {
  readonly precision: 'day' | 'month' | 'year'
  readonly earliest: Day
  readonly latest: Day
}

/**
 * Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `null` for anything else, a day that the calendar
 * does not have (`2023-02-29`) and the year 0 included.
 */
export function parsePartialDate(text: string): PartialDate | null {
  const year = digitsOf(text, 0, 4)
  if (year < 1) return null
  if (text.length === 4) return span('year', dayOf(year, 1, 1), dayOf(year, 12, 31))
  const month = partOf(text, 5)
  if (month < 1 || month > 12) return null
  const length = daysInMonth(year, month)
  if (text.length === 7) {
    return span('month', dayOf(year, month, 1), dayOf(year, month, length))
  }
  const date = text.length === 10 ? partOf(text, 8) : NO_NUMBER
  if (date < 1 || date > length) return null
  const day = dayOf(year, month, date)
  return span('day', day, day)
}

const NO_NUMBER = -1
const ZERO = 48

/** The two digits of a month or a date behind their hyphen. */
function partOf(text: string, start: number): number {
  return text[start - 1] === '-' ? digitsOf(text, start, start + 2) : NO_NUMBER
}

function digitsOf(text: string, start: number, end: number): number {
  if (text.length < end) return NO_NUMBER
  let value = 0
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return NO_NUMBER
    value = value * 10 + digit
  }
  return value
}

function span(precision: PartialDate['precision'], earliest: Day, latest: Day): PartialDate {
  return { precision, earliest, latest }
}

/** The day of a complete date; `null` for a partial or impossible one. */
export function parseDay(text: string): Day | null {
  const parsed = parsePartialDate(text)
  return parsed?.precision === 'day' ? parsed.earliest : null
}

export function isPartialDateText(text: string): text is PartialDateText {
  return parsePartialDate(text) !== null
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar. The parts must form a real date. */
export function dayOf(year: number, month: number, date: number): Day {
  // Civil-from-days arithmetic: March is the first month, so that the leap day ends the year.
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * 146097 + dayOfEra - 719468) as Day
}

/** Year, month (1-12) and date of a day: the inverse of `dayOf`. */
export function partsOf(day: Day): { year: number; month: number; date: number } {
  const shifted = day + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date }
}

export function toIsoDate(day: Day): IsoDate {
  const { year, month, date } = partsOf(day)
  return `${fourDigits(year)}-${twoDigits(month)}-${twoDigits(date)}` as IsoDate
}

export function addDays(day: Day, days: number): Day {
  return (day + days) as Day
}

/**
 * Study day: `date - origin + 1` on or after the origin, `date - origin` before it; no day 0.
 * @source protocol conventions, "Study day"
 */
export function studyDay(day: Day, origin: Day): number {
  return day >= origin ? day - origin + 1 : day - origin
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

function fourDigits(year: number): string {
  return year > 999 ? String(year) : String(year).padStart(4, '0')
}
