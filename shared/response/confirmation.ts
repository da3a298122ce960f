import type { Day } from '../kernel/brand.ts'
import type { OverallResponse, ResponseSettings } from './define.ts'

interface Visit {
  readonly day: Day
  readonly response: OverallResponse
}

/** What may lie between a response and its confirmation, counted while walking. */
interface Span {
  notEvaluable: number
  stable: number
  complete: boolean
}

/**
 * Index of the visit that confirms the CR or PR at `first`; `null` when none does. The interval is
 * counted to the first later visit that supports it and is far enough; an earlier repeat neither
 * confirms nor spoils. @source RECIST 1.1, 4.6.1; rules B-4 to B-7
 */
export function confirmingVisit(
  visits: readonly Visit[],
  first: number,
  settings: ResponseSettings,
): number | null {
  const start = visits[first]
  if (start?.response !== 'CR' && start?.response !== 'PR') return null
  const span: Span = { notEvaluable: 0, stable: 0, complete: false }
  for (const [offset, { day, response }] of visits.slice(first + 1).entries()) {
    if (isSpoiled(start.response, response, span)) return null
    const farEnough = day - start.day >= settings.minIntervalDays
    if (farEnough && supports(start.response, response)) return first + 1 + offset
    if (!isAllowedBetween(start.response, response, span, settings)) return null
  }
  return null
}

function supports(wanted: 'CR' | 'PR', response: OverallResponse): boolean {
  return response === 'CR' || response === wanted
}

// A PR after a CR in the span contradicts the CR; it cannot confirm the PR before it either (B-6).
function isSpoiled(wanted: 'CR' | 'PR', response: OverallResponse, span: Span): boolean {
  return wanted === 'PR' && response === 'PR' && span.complete
}

function isAllowedBetween(
  wanted: 'CR' | 'PR',
  response: OverallResponse,
  span: Span,
  settings: ResponseSettings,
): boolean {
  switch (response) {
    case 'CR':
      span.complete = true
      return true
    case 'PR':
      return wanted === 'PR'
    case 'NE':
      span.notEvaluable++
      return span.notEvaluable <= settings.maxNeBetween
    case 'SD':
      span.stable++
      return wanted === 'PR' && settings.allowOneSdBetween && span.stable <= 1
    case 'NON-CR/NON-PD':
    case 'PD':
      return false
  }
}
