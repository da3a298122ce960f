import type { EndpointDefinition } from '../endpoints/define.ts'
import type { BestResponse } from '../endpoints/results.ts'
import type { LiveRow } from './rows.ts'

/**
 * Which of the rows behind an endpoint a number counts: all of its denominator, those that it counts as
 * response or event (`hit`), the others, or those outside; of a distribution, those with one response.
 */
export type RowPart = 'counted' | 'hit' | 'other' | 'outside' | BestResponse

const PARTS: readonly string[] = ['counted', 'hit', 'other', 'outside']
const RESPONSES: readonly string[] = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE', 'MISSING']

/** A part as an address names it; null where it names none. */
export function parseRowPart(text: string | null): RowPart | null {
  if (text === null || !(PARTS.includes(text) || RESPONSES.includes(text))) return null
  return text as RowPart
}

/** The rows that a number counts. `monthDays` are the days of a month of the study. */
export function rowsOfPart(
  rows: readonly LiveRow[],
  part: RowPart,
  endpoint: EndpointDefinition,
  monthDays: number,
): readonly LiveRow[] {
  if (part === 'counted') return rows.filter(({ counted }) => counted === true)
  return rows.filter((row) => partOf(row, endpoint, monthDays) === part)
}

/** What a subject is for an endpoint; a distribution has its response in place of hit and other. */
export function partOf(row: LiveRow, endpoint: EndpointDefinition, monthDays: number): RowPart {
  const { counted, value } = row
  if (counted !== true || value === null) return 'outside'
  switch (value.kind) {
    case 'counted':
      return value.hit ? 'hit' : 'other'
    case 'events':
      return value.events.length > 0 ? 'hit' : 'other'
    case 'category':
      return value.category
    case 'time':
      return isHit(value, endpoint, monthDays) ? 'hit' : 'other'
    case 'not-at-risk':
    case 'other':
    default:
      return 'other'
  }
}

/** An event; of a landmark, what its crude share counts: an event up to it, or a time beyond it. */
function isHit(
  { days, event }: { readonly days: number; readonly event: boolean },
  endpoint: EndpointDefinition,
  monthDays: number,
): boolean {
  if (endpoint.kind !== 'landmark') return event
  const at = endpoint.months * monthDays
  return endpoint.report === 'mortality' ? event && days <= at : days > at
}
