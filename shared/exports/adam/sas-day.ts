import type { Day, IsoDate } from '../../kernel/brand.ts'
import { parseDay, studyDay } from '../../kernel/dates.ts'

/** Days from 1960-01-01 to 1970-01-01. */
const SAS_EPOCH = 3653

/** A date as numbers of ADaM have it: days from 1960-01-01. Null for none, and for one not complete. */
export function toSasDay(date: IsoDate | null): number | null {
  const day = date === null ? null : parseDay(date)
  return day === null ? null : sasDayOf(day)
}

export function sasDayOf(day: Day): number {
  return day + SAS_EPOCH
}

/** Study day of two such days; null where either is unknown. There is no day 0. */
export function relativeDay(day: number | null, origin: number | null): number | null {
  if (day === null || origin === null) return null
  return studyDay(day as Day, origin as Day)
}
