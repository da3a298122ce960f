import { parsePartialDate, type PartialDate } from '../../../kernel/dates.ts'
import type { Draft, SubjectContext } from '../define.ts'

/** What tells the results of one test from those of another: code, link id, specimen, category … */
type SeriesOf = (draft: Draft) => string

/**
 * --LOBXFL: Y on the last result of each series before the first dose, none where there was no dose.
 * On the day of the first dose, without times, a result counts as before it in a form that is filled
 * before it. Of several on one day the last one given has the flag. Dates that leave the order to the
 * first dose open are passed over.
 * @source SDTMIG 3.4, --LOBXFL: last non-missing value prior to RFXSTDTC
 */
export function flagBaseline(
  { dates }: Pick<SubjectContext, 'dates'>,
  domain: string,
  drafts: readonly Draft[],
  seriesOf: SeriesOf,
): readonly Draft[] {
  const first = dates.firstDose === null ? null : parsePartialDate(datePart(dates.firstDose))
  if (first === null) return drafts
  const last = new Map<string, { readonly draft: Draft; readonly day: number }>()
  for (const draft of drafts) {
    const date = dateOf(draft, domain)
    if (date === null || !hasResult(draft, domain) || !isBefore(date, first, draft)) continue
    const series = seriesOf(draft)
    const known = last.get(series)
    if (known === undefined || date.latest >= known.day) {
      last.set(series, { draft, day: date.latest })
    }
  }
  const flagged = new Set([...last.values()].map(({ draft }) => draft))
  return drafts.map((draft) =>
    flagged.has(draft)
      ? { ...draft, values: { ...draft.values, [`${domain}LOBXFL`]: 'Y' } }
      : draft,
  )
}

function isBefore(date: PartialDate, first: PartialDate, { row }: Draft): boolean {
  if (date.latest < first.earliest) return true
  const sameDay = date.latest === date.earliest && date.latest === first.latest
  return sameDay && first.earliest === first.latest && row?.preDose === true
}

function hasResult({ values }: Draft, domain: string): boolean {
  return (values[`${domain}STRESC`] ?? null) !== null && (values[`${domain}STAT`] ?? null) === null
}

function dateOf({ values, row }: Draft, domain: string): PartialDate | null {
  const text = values[`${domain}DTC`] ?? row?.date ?? null
  return typeof text === 'string' ? parsePartialDate(datePart(text)) : null
}

/** The date of an ISO 8601 date with a time. */
function datePart(text: string): string {
  return text.split('T')[0] ?? text
}
