import type { Day } from '../kernel/brand.ts'
import { parsePartialDate, partsOf } from '../kernel/dates.ts'
import type { RowValues } from './define.ts'
import type { Derived } from './derived.ts'

/**
 * Age in completed years at consent, from BRTHDAT and RFICDAT; of a partial date both ages it may
 * mean, as `64–65`. `null` until both are known.
 */
export function ageAtConsent(values: RowValues): Derived | null {
  const { BRTHDAT: born = '', RFICDAT: consented = '' } = values
  const birth = parsePartialDate(born)
  const consent = parsePartialDate(consented)
  if (birth === null || consent === null || birth.earliest > consent.latest) return null
  const youngest = Math.max(0, completedYears(birth.latest, consent.earliest))
  const oldest = completedYears(birth.earliest, consent.latest)
  const value = youngest === oldest ? String(oldest) : `${youngest}–${oldest}`
  const inputs = [
    { name: 'BRTHDAT', value: born },
    { name: 'RFICDAT', value: consented },
  ]
  return { value, trace: { rule: 'AGE', inputs, result: value } }
}

/** Birthdays passed; who was born on 29 February has the birthday on 1 March in other years. */
export function completedYears(from: Day, to: Day): number {
  const birth = partsOf(from)
  const now = partsOf(to)
  const isBefore = now.month < birth.month || (now.month === birth.month && now.date < birth.date)
  return now.year - birth.year - (isBefore ? 1 : 0)
}
