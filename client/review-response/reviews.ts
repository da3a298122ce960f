import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { ToldDerivation } from '../../shared/endpoints/derivation.ts'
import { isByInvestigator } from '../../shared/forms/review-form.ts'
import { reviewState, type ReviewState } from '../../shared/response/review-state.ts'

type ToldTimepoint = ToldDerivation['timepoints'][number]

/** One assessment under one criterion, with the derived response and the investigator's own. */
export interface Review {
  readonly visit: string
  readonly criteria: string
  readonly timepoint: ToldTimepoint | null
  readonly record: RecordView | null
  /** `differs`: own response recorded with its reason, other than derived; `reopened`: derived changed since. */
  readonly state: ReviewState
}

/** Every assessment under every criterion, in time order; reviews without an assessment at the end. */
export function reviewsOf(
  criteria: readonly string[],
  timepoints: readonly ToldTimepoint[],
  records: readonly RecordView[],
): readonly Review[] {
  const own = records.filter(({ form }) => form === 'responses')
  return criteria.flatMap((key) => {
    const ofKey = own.filter(
      ({ values }) => values.items['RSCAT'] === key && isByInvestigator(values.items),
    )
    const visits = timepoints.filter(({ row }) => row.criteria === key)
    const assessed = new Set(visits.map(({ row }) => row.visit))
    return [
      ...visits.map((timepoint) => {
        const record = ofKey.find(({ visit }) => visit === timepoint.row.visit) ?? null
        return toReview(key, timepoint.row.visit, timepoint, record)
      }),
      ...ofKey
        .filter(({ visit }) => visit !== null && !assessed.has(visit))
        .map((record) => toReview(key, record.visit ?? '', null, record)),
    ]
  })
}

function toReview(
  criteria: string,
  visit: string,
  timepoint: ToldTimepoint | null,
  record: RecordView | null,
): Review {
  return { criteria, visit, timepoint, record, state: stateOf(timepoint, record) }
}

function stateOf(timepoint: ToldTimepoint | null, record: RecordView | null): Review['state'] {
  return reviewState({
    recorded: record === null ? null : (record.values.items['OVRLRESP'] ?? ''),
    derived: timepoint?.row.derived ?? null,
    reopened: record?.derivation?.reopened === true,
  })
}

/** A reason is asked where the own response is chosen and differs from the derived one. */
export function needsDifferenceReason(derived: string | null, own: string): boolean {
  return derived !== null && own !== '' && own !== derived
}
