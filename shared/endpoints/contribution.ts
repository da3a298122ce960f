import type { IsoDate } from '../kernel/brand.ts'
import type { Trace } from '../kernel/trace.ts'
import type { KnownDate } from './known-date.ts'
import type { BestResponse, Grade } from './results.ts'

/** One adverse event as an incidence counts it; the grade is null where none was recorded. */
export interface CountedEvent {
  readonly term: string
  readonly grade: Grade | null
}

/** A time with its end; days from the origin, the origin itself being day 1. */
export interface MeasuredTime {
  readonly kind: 'time'
  readonly days: number
  readonly event: boolean
  readonly date: IsoDate
  /** For people. */
  readonly reason: string
}

/**
 * What one subject adds to an endpoint, as plain data. `not-at-risk` stays out of the denominator.
 * `other` is the shape of kinds that are not built in.
 */
export type Contribution =
  | { readonly kind: 'counted'; readonly hit: boolean }
  | MeasuredTime
  | { readonly kind: 'events'; readonly events: readonly CountedEvent[] }
  | { readonly kind: 'category'; readonly category: BestResponse }
  | { readonly kind: 'other'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'not-at-risk'; readonly reason: string }

/** A date on which the outcome rests; a query is raised when it was imputed. */
export interface DecidingDate {
  readonly decides: 'event' | 'censoring'
  readonly date: KnownDate
}

/** A contribution with its proof. */
export interface Contributed {
  readonly value: Contribution
  readonly trace: Trace
  readonly dates: readonly DecidingDate[]
}

/** A contribution that rests on no single date. */
export function contributed(value: Contribution, trace: Trace): Contributed {
  return { value, trace, dates: [] }
}

/** The subject is not counted, and why. */
export function notAtRisk(endpoint: string, reason: string): Contributed {
  return contributed(
    { kind: 'not-at-risk', reason },
    { rule: `${endpoint}-at-risk`, inputs: [], result: reason },
  )
}
