import type { Language } from '../../shared/kernel/bilingual.ts'
import { shownDate } from '../../shared/kernel/shown-date.ts'

/** What stands where a value is not known. */
export const NOTHING = '–'

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

/** A number with so many decimals, halves away from zero; the only place where numbers are rounded. */
export function formatNumber(value: number | null | undefined, decimals = 1): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING
  const factor = 10 ** decimals
  // A tiny addition in the number's own size: 2.25 * 10 must not round as 22.499999999999996.
  const scaled = Math.abs(value) * factor
  const rounded = Math.round(scaled + scaled * Number.EPSILON * 4) / factor
  const sign = value < 0 && rounded !== 0 ? '−' : ''
  return `${sign}${rounded.toFixed(decimals)}`
}

/** A share (0 to 1) as a percentage with one decimal: `32.0 %`. */
export function formatShare(share: number | null | undefined): string {
  if (share === null || share === undefined) return NOTHING
  return `${formatNumber(share * 100)} %`
}

/** A percentage change with its sign: `+12.5 %`, `−30.0 %`. */
export function formatChange(percent: number | null | undefined): string {
  if (percent === null || percent === undefined) return NOTHING
  return `${percent > 0 ? '+' : ''}${formatNumber(percent)} %`
}

/** Confidence limits of a share: `21.7–43.8 %`; one that is not reached is a dash. */
export function formatShareLimits(lower: number | null, upper: number | null): string {
  if (lower === null && upper === null) return NOTHING
  const part = (value: number | null): string =>
    value === null ? NOTHING : formatNumber(value * 100)
  return `${part(lower)} – ${part(upper)} %`
}

/** Days as months of the protocol: `8.2`. */
export function formatMonths(days: number | null | undefined, monthDays: number): string {
  return days === null || days === undefined ? NOTHING : formatNumber(days / monthDays)
}
