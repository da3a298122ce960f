import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormValues } from '../../shared/forms/define.ts'
import { withoutBlanks } from '../kit/form/form-input.ts'
import { needsDifferenceReason, type Review } from './reviews.ts'

/** What stands in the boxes of a review. */
export interface ReviewTyping {
  readonly response: string
  readonly date: string
  readonly difference: string
  /** Why an earlier review is changed; no part of the review. */
  readonly reason: string
}

/** The boxes filled from a review's values. */
export function typingOf({ items }: FormValues): Omit<ReviewTyping, 'reason'> {
  return {
    response: items['OVRLRESP'] ?? '',
    date: items['RSDAT'] ?? '',
    difference: items['RSREASON'] ?? '',
  }
}

/** The boxes as a review's values, beside what else the record holds. */
export function valuesOfTyping(
  { response, date, difference }: ReviewTyping,
  begunWith: FormValues,
): FormValues {
  const typed = { OVRLRESP: response, RSDAT: date, RSREASON: difference }
  return { items: withoutBlanks({ ...begunWith.items, ...typed }), rows: [] }
}

/** What the boxes begin with: the recorded review, or the day on which one is given. */
export function begunWith(record: RecordView | null, today: string): FormValues {
  return record?.values ?? { items: { RSDAT: today }, rows: [] }
}

/** What a review still lacks before it can be recorded. */
export function lacking(
  typing: ReviewTyping,
  { record, timepoint }: Review,
): ReadonlySet<keyof ReviewTyping> {
  const lacks = new Set<keyof ReviewTyping>()
  const differs = needsDifferenceReason(timepoint?.row.derived ?? null, typing.response)
  if (typing.response === '') lacks.add('response')
  if (differs && typing.difference.trim() === '') lacks.add('difference')
  if (record !== null && typing.reason.trim() === '') lacks.add('reason')
  return lacks
}
