import type { Language } from './bilingual.ts'
import { parsePartialDate, partsOf } from './dates.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'] as const
const MORE_MONTHS = ['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const MONTH_NAMES: readonly string[] = [...MONTHS, ...MORE_MONTHS]

/**
 * A clinical date as a person reads it: `20 Jan 2024` in English, `2024-01-20` in Chinese; a partial
 * one shows its known part (`Jan 2024`). Text that is no date is shown as it is.
 */
export function shownDate(text: string, language: Language): string {
  const date = parsePartialDate(text)
  if (date === null || language === 'zh') return text
  const { year, month, date: dayOfMonth } = partsOf(date.earliest)
  if (date.precision === 'year') return String(year)
  const name = MONTH_NAMES[month - 1] ?? ''
  return date.precision === 'month' ? `${name} ${year}` : `${dayOfMonth} ${name} ${year}`
}
