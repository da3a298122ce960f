import type { IsoDate } from '../kernel/brand.ts'
import type { Registry } from '../kernel/registry.ts'
import type { Trace } from '../kernel/trace.ts'
import type { ResponseCriterion, ResponseQueryCode } from '../response/define.ts'
import type { BaselineQuery } from '../response/from-rows.ts'
import type { AdverseEventRecord } from './adverse-events.ts'
import type { Contribution } from './contribution.ts'
import type { Population } from './define.ts'
import type { EndpointKind } from './kind.ts'
import type { ImputationQuery, ResponseSource, SubjectRow, TimepointRow } from './results.ts'

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
  /** Millimetres; null where the sum is not complete or there is no target. */
  readonly changeFromNadir: number | null
  readonly queries: readonly ResponseQueryCode[]
  readonly trace: readonly Trace[]
}

/** Best response and dates under one criterion, with their proof. */
export interface ResponseDerivation {
  readonly row: SubjectRow
  /** Lesions that a person must look at, as they were at baseline. */
  readonly baselineQueries: readonly BaselineQuery[]
  readonly queries: readonly ResponseQueryCode[]
  readonly trace: readonly Trace[]
}

/** What the subject adds to one endpoint, and whether it is in that endpoint's population. */
export interface EndpointDerivation {
  readonly id: string
  readonly inPopulation: boolean
  readonly value: Contribution
  readonly trace: Trace
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
  readonly trace: Trace
}

/**
 * Everything derived from one subject's records at a cut-off, as plain data: it may be kept under
 * the subject's revision and given to `aggregate` again while other subjects change.
 */
export interface SubjectDerivation {
  readonly subject: string
  /** Null where none is recorded, or one that the protocol does not have. */
  readonly cohort: string | null
  readonly enrolled: boolean
  /** Membership at the cut-off; EVAL under the protocol's first criteria. */
  readonly populations: Readonly<Record<Population, boolean>>
  readonly dates: SubjectDates
  readonly timepoints: readonly TimepointDerivation[]
  /** One per criteria of the protocol, in its order. */
  readonly responses: readonly ResponseDerivation[]
  readonly adverseEvents: readonly AdverseEventRecord[]
  /** In the order of the protocol's endpoints. */
  readonly endpoints: readonly EndpointDerivation[]
  readonly queries: readonly ImputationQuery[]
}

/** The part of a derivation that results are made of: everything but the proofs. */
export interface SubjectAddition extends Pick<
  SubjectDerivation,
  'subject' | 'cohort' | 'enrolled' | 'populations' | 'queries'
> {
  readonly timepoints: readonly Pick<TimepointDerivation, 'row'>[]
  readonly responses: readonly Pick<ResponseDerivation, 'row'>[]
  readonly endpoints: readonly Omit<EndpointDerivation, 'trace'>[]
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
    timepoints: derivation.timepoints.map(({ row }) => ({ row })),
    responses: derivation.responses.map(({ row }) => ({ row })),
    endpoints: derivation.endpoints.map(({ id, inPopulation, value }) => ({
      id,
      inPopulation,
      value,
    })),
  }
}
