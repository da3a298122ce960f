import { isByInvestigator } from '../forms/review-form.ts'
import type { Row } from '../trial/trial.ts'
import type { OverallResponse } from './define.ts'
import { OVERALL_RESPONSES } from './define.ts'
import type { ScanDay } from './scan-day.ts'
import { textOf } from './row-text.ts'

const RESPONSES: ReadonlySet<string> = new Set(OVERALL_RESPONSES)

/** A recorded overall response, and its row. */
export interface Review {
  readonly response: OverallResponse
  readonly row: Row
}

/**
 * The investigator's overall response of each VISIT under one criterion. A review dated after the
 * cut-off, another evaluator's, and one without a response of the criteria do not exist; of several
 * the latest counts.
 */
export function readReviews(
  rows: readonly Row[],
  criterion: string,
  readDay: (text: string) => ScanDay,
): ReadonlyMap<string, Review> {
  const latest = new Map<string, string>()
  const reviews = new Map<string, Review>()
  for (const row of rows) {
    const response = textOf(row, 'OVRLRESP')
    if (!isResponse(response) || !isOf(row, criterion)) continue
    const day = textOf(row, 'RSDAT')
    const visit = textOf(row, 'VISIT')
    if (readDay(day) === 'after-cutoff' || day < (latest.get(visit) ?? '')) continue
    latest.set(visit, day)
    reviews.set(visit, { response, row })
  }
  return reviews
}

function isOf(row: Row, criterion: string): boolean {
  return textOf(row, 'RSCAT') === criterion && isByInvestigator(row)
}

function isResponse(text: string): text is OverallResponse {
  return RESPONSES.has(text)
}
