import type { Bilingual } from '../kernel/bilingual.ts'
import type { FormCheck } from './define.ts'

interface DateOrder {
  readonly key: string
  readonly earlier: string
  readonly later: string
  readonly rationale: Bilingual
  /** What the dates are: `start date`, in the order of the two. A comma at its end sets the date apart. */
  readonly names: readonly [earlier: Bilingual, later: Bilingual]
}

/** The check that one date of a form is not before another. */
export function dateOrder({ key, earlier, later, rationale, names }: DateOrder): FormCheck {
  const [first, second] = names
  const comma = second.en.endsWith(',') ? ',' : ''
  return {
    key,
    version: '1',
    kind: 'date-order',
    earlier,
    later,
    rationale,
    message: {
      en: `The ${second.en} {{${later}}}${comma} is before the ${first.en} {{${earlier}}}. Correct one of them, or confirm with a reason.`,
      zh: `${second.zh}{{${later}}}早于${first.zh}{{${earlier}}}。请更正其一，或说明理由予以确认。`,
    },
    pass: [
      { [earlier]: '2024-03-10', [later]: '2024-03-10' },
      { [earlier]: '2024-03-10', [later]: '2024-03' },
      { [earlier]: '2024-03-10', [`${later}_REASND`]: 'UNKNOWN' },
    ],
    fail: [
      { [earlier]: '2024-03-10', [later]: '2024-03-09' },
      { [earlier]: '2024-03-10', [later]: '2024-02' },
    ],
  }
}

/** The check that something does not end before it starts. */
export function endAfterStart(
  of: Pick<DateOrder, 'key' | 'earlier' | 'later'> & { readonly what: Bilingual },
): FormCheck {
  const { what, ...items } = of
  return dateOrder({
    ...items,
    rationale: {
      en: `${what.en} ends on or after the day it starts.`,
      zh: `${what.zh}的结束日期不早于开始日期。`,
    },
    names: [
      { en: 'start date', zh: '开始日期' },
      { en: 'end date', zh: '结束日期' },
    ],
  })
}
