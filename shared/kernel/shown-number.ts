import type { Language } from './bilingual.ts'

/** What stands where a value is not known. */
export const NOTHING = '–'

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

/** The sign of percent behind a number, with a blank between where the language has one. */
function percentSign(language: Language): string {
  return language === 'zh' ? '%' : ' %'
}

/** A share (0 to 1) as a percentage with one decimal: `32.0 %`. */
export function formatShare(share: number | null | undefined, language: Language = 'en'): string {
  if (share === null || share === undefined) return NOTHING
  return `${formatNumber(share * 100)}${percentSign(language)}`
}

/** A percentage change with its sign: `+12.5 %`, `−30.0 %`. */
export function formatChange(
  percent: number | null | undefined,
  language: Language = 'en',
): string {
  if (percent === null || percent === undefined) return NOTHING
  return `${percent > 0 ? '+' : ''}${formatNumber(percent)}${percentSign(language)}`
}

/** Confidence limits of a share: `21.7–43.8 %`; one that is not reached is a dash. */
export function formatShareLimits(
  lower: number | null,
  upper: number | null,
  language: Language = 'en',
): string {
  if (lower === null && upper === null) return NOTHING
  const part = (value: number | null): string =>
    value === null ? NOTHING : formatNumber(value * 100)
  return `${part(lower)} – ${part(upper)}${percentSign(language)}`
}

/** Days as months of the protocol: `8.2`. */
export function formatMonths(days: number | null | undefined, monthDays: number): string {
  return days === null || days === undefined ? NOTHING : formatNumber(days / monthDays)
}
