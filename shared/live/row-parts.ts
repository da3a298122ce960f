import { unreachable } from '../kernel/unreachable.ts'
import type { Contribution } from '../endpoints/contribution.ts'
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
export function partOf(
  { counted, value }: LiveRow,
  endpoint: EndpointDefinition,
  monthDays: number,
): RowPart {
  if (counted !== true || value === null) return 'outside'
  if (value.kind === 'category') return value.category
  return hits(value, endpoint, monthDays) ? 'hit' : 'other'
}

function hits(value: Contribution, endpoint: EndpointDefinition, monthDays: number): boolean {
  switch (value.kind) {
    case 'counted':
      return value.hit
    case 'events':
      return value.events.length > 0
    case 'time':
      return isHit(value, endpoint, monthDays)
    case 'category':
    case 'not-at-risk':
    case 'other':
      return false
    default:
      return unreachable(value)
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
