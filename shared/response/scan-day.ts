import type { Day } from '../kernel/brand.ts'
import type { PartialDate } from '../kernel/dates.ts'
import { parsePartialDate } from '../kernel/dates.ts'

/** A date of a row: none, one that does not exist at the cut-off, or a day (imputed where partial). */
export type ScanDay = Day | 'after-cutoff' | null

const MID_MONTH = 14
/** 1 July, in days after 1 January; the leap day is added. */
const FIRST_OF_JULY = 181

/**
 * Reads dates as the analysis does: a missing day is the 15th, a missing month and day 1 July, but
 * never after the date of death or the cut-off, even where the death lies before the month or year
 * entered. A partial date exists if its first possible day is on or before the cut-off. Text that
 * is no date counts as none. @source trial CSV, last section
 */
export function createDayReader(cutoff: Day, death: Day | null): (text: string) => ScanDay {
  const latest = death === null || death > cutoff ? cutoff : death
  let lastText = ''
  let lastDay: ScanDay = null
  return (text) => {
    if (text === lastText) return lastDay
    lastText = text
    lastDay = readDay(parsePartialDate(text), cutoff, latest)
    return lastDay
  }
}

function readDay(date: PartialDate | null, cutoff: Day, latest: Day): ScanDay {
  if (date === null) return null
  if (date.earliest > cutoff) return 'after-cutoff'
  if (date.precision === 'day') return date.earliest
  const imputed = imputedDay(date)
  return imputed > latest ? latest : imputed
}

function imputedDay({ precision, earliest, latest }: PartialDate): Day {
  if (precision === 'month') return (earliest + MID_MONTH) as Day
  const leapDay = latest - earliest === 365 ? 1 : 0
  return (earliest + FIRST_OF_JULY + leapDay) as Day
}
