import type { Language } from '../../shared/kernel/bilingual.ts'
import { shownDate } from '../../shared/kernel/shown-date.ts'
import { NOTHING } from '../../shared/kernel/shown-number.ts'

export {
  formatChange,
  formatMonths,
  formatNumber,
  formatShare,
  formatShareLimits,
  NOTHING,
} from '../../shared/kernel/shown-number.ts'

/**
 * A clinical date as a person reads it: `20 Jan 2024` in English, `2024-01-20` in Chinese; a partial
 * one shows its known part (`Jan 2024`). Text that is no date is shown as it is.
 */
export function formatDate(text: string | null | undefined, language: Language): string {
  if (text === null || text === undefined || text === '') return NOTHING
  return shownDate(text, language)
}

/** A server time with its zone, in the reader's zone: `2024-03-10 14:02 UTC+8`. */
export function formatTime(iso: string | null): string {
  if (iso === null) return NOTHING
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return iso
  const offset = -time.getTimezoneOffset()
  const local = new Date(time.getTime() + offset * 60_000).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 16)} ${zoneName(offset)}`
}

/** The time of day of a server time in the reader's zone: `14:02`; the zone stands in `formatTime`. */
export function formatClock(iso: string): string {
  return /\d\d:\d\d/.exec(formatTime(iso))?.[0] ?? iso
}

function zoneName(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'UTC'
  const hours = Math.trunc(Math.abs(offsetMinutes) / 60)
  const minutes = Math.abs(offsetMinutes) % 60
  const rest = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`
  return `UTC${offsetMinutes < 0 ? '-' : '+'}${hours}${rest}`
}
