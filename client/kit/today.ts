import type { IsoDate } from '../../shared/kernel/brand.ts'
import { dayOf, toIsoDate } from '../../shared/kernel/dates.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'

/** Today's calendar date where the reader sits. */
export function today(now: Date = new Date()): IsoDate {
  return toIsoDate(dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate()))
}

/** Today's calendar date in a zone, as a rule that of a subject's site; where the reader sits without one. */
export function todayAt(timeZone: string | undefined, now: Date = new Date()): IsoDate {
  const day = timeZone === undefined ? null : dayAt(now.toISOString(), timeZone)
  return day === null ? today(now) : toIsoDate(day)
}
