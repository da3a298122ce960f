import type { IsoDate } from '../../shared/kernel/brand.ts'
import { dayOf, toIsoDate } from '../../shared/kernel/dates.ts'

/** Today's calendar date where the reader sits. */
export function today(now: Date = new Date()): IsoDate {
  return toIsoDate(dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate()))
}
