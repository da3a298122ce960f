import type { IsoDate } from '../kernel/brand.ts'
import type { Registry } from '../kernel/registry.ts'
import type { Trace } from '../kernel/trace.ts'
import type {
  OverallResponse,
  ResponseCriterion,
  ResponseQueryCode,
  TargetLesion,
} from '../response/define.ts'
import type { BaselineQuery } from '../response/from-rows.ts'
import type { AdverseEventRecord } from './adverse-events.ts'
import type { Contribution, Proof, TimeCause, TimeSpan } from './contribution.ts'
import type { Population } from './define.ts'
import type { EndpointKind } from './kind.ts'
import type { ImputationQuery, ResponseSource, SubjectRow, TimepointRow } from './results.ts'
import type { SubjectEnds } from './subject-ends.ts'

/** The families an analysis reads. */
export interface AnalysisFamilies {
  readonly criteria: Registry<ResponseCriterion>
  readonly endpoints: Registry<EndpointKind>
}

export interface DeriveOptions {
  readonly cutoff: IsoDate
  readonly source: ResponseSource
}

/** An assessment as a row, with its proof. */
export interface TimepointDerivation {
  readonly row: TimepointRow
  /** The response that counts under the source asked for. */
  readonly inForce: OverallResponse
  /** It is one of the assessments that count: from the origin on, to the first PD. */
  readonly counts: boolean
  /** First scan date; progression takes it. */
  readonly earliest: IsoDate
  /** Smallest sum before this assessment, the baseline included; null without targets. Millimetres. */
  readonly nadir: number | null
  /** Millimetres; null where the sum is not complete or there is no target. */
  readonly changeFromNadir: number | null
  /** What each target adds to the sum, in the order of `targets`; null: not evaluable. Millimetres. */
  readonly diameters: readonly (number | null)[]
  readonly queries: readonly ResponseQueryCode[]
  readonly trace: () => readonly Trace[]
  /** What signatures and reviews bind of the assessment. */
  readonly basis: () => readonly Trace[]
}

/** Best response and dates under one criterion, with their proof. */
export interface ResponseDerivation {
  readonly row: SubjectRow
  /** When the best response was first seen, unconfirmed and confirmed; null where nothing counts. */
  readonly borDate: IsoDate | null
  readonly confirmedBorDate: IsoDate | null
  /** First CR or PR, whether or not confirmed, and the first that is. */
  readonly anyResponse: IsoDate | null
  readonly confirmedResponse: IsoDate | null
  /** A target lesion measured above 0 mm at baseline. */
  readonly measurable: boolean
  /** The targets with their diameter at baseline in millimetres, and their sum. */
  readonly targets: readonly {
    readonly id: string
    readonly baseline: number
    /** Of the measurements, where its diameter stands. */
    readonly column: NonNullable<TargetLesion['column']>
  }[]
  readonly baselineSum: number | null
  /** Last day of the measurements at baseline. */
  readonly baselineDate: IsoDate | null
  /** Lesions that a person must look at, as they were at baseline. */
  readonly baselineQueries: readonly BaselineQuery[]
  readonly queries: readonly ResponseQueryCode[]
  readonly trace: () => readonly Trace[]
}

/** What the subject adds to one endpoint, and whether it is in that endpoint's population. */
export interface EndpointDerivation {
  readonly id: string
  readonly inPopulation: boolean
  readonly value: Contribution
  /** The step that gave the value, then the steps that only this endpoint has. */
  readonly proof: () => Proof
  /** Of a time: what it lies between. */
  readonly span: SpanDerivation | null
}

/** A date the analysis works with, and the entry it was read from. */
export interface DatedEntry {
  readonly date: IsoDate
  /** What of it was imputed: the day, month and day, or all of it. */
  readonly imputed: 'D' | 'M' | 'Y' | null
  /** As entered; empty where no date was. */
  readonly text: string
  /** Row of the study file, counted from 0 within the subject; null where it stands in none. */
  readonly source: { readonly file: string; readonly row: number; readonly column: string } | null
}

/** What a time lies between, and what ended it. */
export interface SpanDerivation {
  readonly start: DatedEntry
  readonly end: DatedEntry
  readonly cause: TimeCause
  readonly censoredAt: TimeSpan['censoredAt']
}

/** The dates that everything else rests on, with their proof. */
export interface SubjectDates {
  readonly enrolment: IsoDate | null
  /** The protocol's origin of tumour response. */
  readonly origin: IsoDate | null
  readonly firstDose: IsoDate | null
  /** Null while dosing is ongoing. */
  readonly lastDose: IsoDate | null
  readonly newTherapy: IsoDate | null
  readonly death: IsoDate | null
  readonly lastKnownAlive: IsoDate | null
  readonly trace: () => Trace
  /** The entries behind them. */
  readonly entries: Readonly<
    Record<'enrolment' | 'firstDose' | 'lastDose' | 'death' | 'lastKnownAlive', DatedEntry | null>
  >
}

/**
 * Everything derived from one subject's records at a cut-off, with its proofs, which are made when
 * they are asked for. As JSON it may be kept and given to `aggregate` again: it has no proofs then.
 */
export interface SubjectDerivation {
  readonly subject: string
  /** Null where none is recorded, or one that the protocol does not have. */
  readonly cohort: string | null
  readonly enrolled: boolean
  /** Membership at the cut-off; EVAL under the protocol's first criteria. */
  readonly populations: Readonly<Record<Population, boolean>>
  readonly dates: SubjectDates
  /** How dates, adverse events and populations were derived. */
  readonly trace: () => readonly Trace[]
  readonly ends: SubjectEnds
  readonly timepoints: readonly TimepointDerivation[]
  /** One per criteria of the protocol, in its order. */
  readonly responses: readonly ResponseDerivation[]
  readonly adverseEvents: readonly AdverseEventRecord[]
  /** Days in which a dose-limiting toxicity counts; null where the subject has no such window. */
  readonly doseLimitingWindow: { readonly first: IsoDate; readonly last: IsoDate } | null
  /** In the order of the protocol's endpoints. */
  readonly endpoints: readonly EndpointDerivation[]
  readonly queries: readonly ImputationQuery[]
}

/** A derivation as plain data, with what is told of its proofs. */
export interface ToldDerivation extends Omit<
  SubjectDerivation,
  'trace' | 'dates' | 'timepoints' | 'responses' | 'endpoints'
> {
  readonly dates: Told<SubjectDates, Trace>
  readonly timepoints: readonly Told<TimepointDerivation, readonly Trace[]>[]
  readonly responses: readonly Told<ResponseDerivation, readonly Trace[]>[]
  readonly endpoints: readonly Told<EndpointDerivation, Trace>[]
}

type Told<T, P> = Omit<T, 'trace' | 'basis' | 'proof'> & { readonly trace: P }

/** A derivation as plain data: each value with the steps that lead to it, those of others left out. */
export function toTold(derivation: SubjectDerivation): ToldDerivation {
  const { dates } = derivation
  return {
    ...derivation,
    dates: { ...dates, trace: dates.trace() },
    timepoints: derivation.timepoints.map((one) => ({ ...one, trace: one.trace() })),
    responses: derivation.responses.map((one) => ({ ...one, trace: one.trace() })),
    endpoints: derivation.endpoints.map((one) => ({ ...one, trace: one.proof()[0] })),
  }
}

/** Every step of a derivation. Each has a name (`fact`) by which the inputs of others refer to it. */
export function stepsOf(derivation: SubjectDerivation): readonly Trace[] {
  return [
    ...derivation.trace(),
    derivation.dates.trace(),
    ...derivation.timepoints.flatMap(({ trace }) => trace()),
    ...derivation.responses.flatMap(({ trace }) => trace()),
    ...derivation.endpoints.flatMap(({ proof }) => proof()),
  ]
}

/** The part of a derivation that results are made of: everything but the proofs. */
export interface SubjectAddition extends Pick<
  SubjectDerivation,
  'subject' | 'cohort' | 'enrolled' | 'populations' | 'queries'
> {
  readonly timepoints: readonly Pick<TimepointDerivation, 'row' | 'inForce' | 'counts'>[]
  readonly responses: readonly Pick<ResponseDerivation, 'row'>[]
  readonly endpoints: readonly Omit<EndpointDerivation, 'proof' | 'span'>[]
}

/** A derivation without its proofs, for results over many subjects. */
export function toAddition(derivation: SubjectDerivation): SubjectAddition {
  const { subject, cohort, enrolled, populations, queries } = derivation
  return {
    subject,
    cohort,
    enrolled,
    populations,
    queries,
    timepoints: derivation.timepoints.map(({ row, inForce, counts }) => ({ row, inForce, counts })),
    responses: derivation.responses.map(({ row }) => ({ row })),
    endpoints: derivation.endpoints.map(({ id, inPopulation, value }) => ({
      id,
      inPopulation,
      value,
    })),
  }
}
