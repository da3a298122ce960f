import type { Day } from '../kernel/brand.ts'
import type { PartialDate } from '../kernel/dates.ts'
import { holdBack, type Limits } from './known-date.ts'

interface OnsetEntry {
  /** The start as entered. */
  readonly date: PartialDate
  /** The end as entered; only a complete one holds the start back. */
  readonly end: PartialDate | null
  /** First dose, or enrolment where the protocol says so. */
  readonly floor: Day | null
  readonly limits: Limits
}

/**
 * Start of an adverse event. A missing day is the 1st, a missing month and day 1 January, or the
 * floor where that falls in the same month or year; not after the event's complete end, the death
 * or the cut-off. A complete start stands as entered.
 * @source trial-CSV layout, "Partial dates in the analysis"
 */
export function imputeOnset({ date, end, floor, limits }: OnsetEntry): Day {
  if (date.precision === 'day') return date.earliest
  const floorWithin = floor !== null && floor >= date.earliest && floor <= date.latest
  return holdBackOnset(floorWithin ? floor : date.earliest, end, limits)
}

/** Start of an adverse event that has none recorded: the floor, held back in the same way. */
export function imputeMissingOnset({ end, floor, limits }: Omit<OnsetEntry, 'date'>): Day | null {
  return floor === null ? null : holdBackOnset(floor, end, limits)
}

/** Holds an imputed start back to the event's own complete end, the death and the cut-off. */
export function holdBackOnset(day: Day, end: PartialDate | null, limits: Limits): Day {
  const ended = end?.precision === 'day' && day > end.earliest ? end.earliest : day
  return holdBack(ended, limits)
}
