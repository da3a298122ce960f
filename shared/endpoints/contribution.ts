import type { IsoDate } from '../kernel/brand.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
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

/**
 * What ended a time: its event, or why it was censored. `death-not-counted` is a death that is no
 * event of this endpoint: progression alone ends it.
 */
export type TimeCause =
  | 'progression'
  | 'death'
  | 'no-event'
  | 'no-assessment'
  | 'new-therapy'
  | 'missed-assessments'
  | 'lost'
  | 'withdrawn'
  | 'death-not-counted'

/** The dates a time lies between, what ended it, and what a censoring date is. */
export interface TimeSpan {
  readonly start: KnownDate
  readonly end: KnownDate
  readonly cause: TimeCause
  /** Null for an event. */
  readonly censoredAt: 'start' | 'last-evaluable-assessment' | 'last-known-alive' | 'exit' | null
}

/** Steps of which the first gave the value. */
export type Proof = readonly [Trace, ...Trace[]]

/** A contribution with its proof. */
export interface Contributed {
  readonly value: Contribution
  /** The step that gave the value, then the steps that only this endpoint has. Made when asked for. */
  readonly proof: () => Proof
  readonly dates: readonly DecidingDate[]
  /** Of a time. */
  readonly span?: TimeSpan
}

/** A contribution that rests on no single date. */
export function contributed(value: Contribution, proof: Trace | (() => Proof)): Contributed {
  return { value, proof: typeof proof === 'function' ? proof : () => [proof], dates: [] }
}

/** The subject is not counted, why, and what was looked at. */
export function notAtRisk(
  endpoint: string,
  reason: string,
  inputs: () => readonly TraceInput[] = () => [],
): Contributed {
  return contributed({ kind: 'not-at-risk', reason }, () => [
    { fact: FACTS.endpoint(endpoint), rule: 'not-at-risk', inputs: inputs(), result: reason },
  ])
}
