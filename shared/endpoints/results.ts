import type { IsoDate } from '../kernel/brand.ts'
import type { TraceInput } from '../kernel/trace.ts'
import type { NonTargetResponse, OverallResponse, TargetResponse } from '../response/define.ts'
import type { Population } from './define.ts'

/** Whose responses the analysis reads: the recorded ones (derived where none is), or all derived. */
export type ResponseSource = 'investigator' | 'derived'

/** Best overall response; MISSING only where the protocol sets subjects without assessment apart. */
export type BestResponse = OverallResponse | 'MISSING'

/** One post-baseline assessment under one criterion. Millimetres; percentages unrounded. */
export interface TimepointRow {
  readonly subject: string
  readonly criteria: string
  readonly visit: string
  /** Date of the response in force: progression the earliest scan, any other the latest. */
  readonly date: IsoDate
  readonly sum: number | null
  readonly percentFromBaseline: number | null
  readonly percentFromNadir: number | null
  readonly target: TargetResponse | null
  readonly nonTarget: NonTargetResponse | null
  readonly newLesion: boolean
  readonly derived: OverallResponse
  readonly investigator: OverallResponse | null
}

/** What one enrolled subject's assessments come to under one criterion. */
export interface SubjectRow {
  readonly subject: string
  readonly criteria: string
  readonly bor: BestResponse
  readonly confirmedBor: BestResponse
  readonly firstResponse: IsoDate | null
  readonly progression: IsoDate | null
  readonly death: IsoDate | null
  readonly lastEvaluable: IsoDate | null
  readonly newTherapy: IsoDate | null
}

/** Estimate and limits, unrounded; null where not defined. */
interface Interval {
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
}

export type Grade = 1 | 2 | 3 | 4 | 5
export const GRADES: readonly Grade[] = [1, 2, 3, 4, 5]
/** Subjects by their worst grade. */
type WorstGrades = Readonly<Record<Grade, number>>

export interface ProportionSummary extends Interval {
  readonly kind: 'proportion'
  readonly n: number
  readonly N: number
}

export interface TimeToEventSubject {
  readonly subject: string
  /** For curves by cohort; null where the subject has none. */
  readonly cohort: string | null
  readonly days: number
  readonly event: boolean
  readonly date: IsoDate
  /** For people; never compared. */
  readonly reason: string
}

export interface LogRank {
  readonly chisq: number | null
  readonly df: number
  readonly p: number | null
}

/** Median and its limits in days. */
export interface TimeToEventSummary {
  readonly kind: 'time-to-event'
  readonly N: number
  readonly events: number
  readonly median: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** On the pooled row, where the protocol compares its cohorts. */
  readonly logrank?: LogRank
  /** On the pooled row, by subject. */
  readonly subjects?: readonly TimeToEventSubject[]
}

export interface LandmarkSummary {
  readonly kind: 'landmark'
  readonly months: number
  readonly km: Interval & { readonly atRisk: number }
  readonly crude: {
    readonly n: number
    readonly N: number
    readonly events: number
    readonly censoredBefore: number
    readonly estimate: number | null
  }
}

export interface TermRow {
  readonly term: string
  readonly n: number
  readonly events: number
  readonly worst: WorstGrades
}

export interface IncidenceSummary extends Interval {
  readonly kind: 'incidence'
  readonly n: number
  readonly events: number
  readonly N: number
  readonly worst: WorstGrades
  readonly terms: readonly TermRow[]
}

export interface DistributionSummary {
  readonly kind: 'distribution'
  readonly N: number
  /** MISSING stands only where the protocol counts it. */
  readonly counts: Readonly<Record<OverallResponse, number> & { MISSING?: number }>
}

/** Result of an endpoint kind that is not built in. */
interface OtherSummary {
  readonly kind: `x-${string}`
  readonly N: number
  readonly result: Readonly<Record<string, unknown>>
}

export type EndpointSummary =
  | ProportionSummary
  | TimeToEventSummary
  | LandmarkSummary
  | IncidenceSummary
  | DistributionSummary
  | OtherSummary

export type EndpointRow = {
  readonly id: string
  readonly criteria: string | null
  readonly population: Population
  /** Null on the pooled row. */
  readonly cohort: string | null
} & EndpointSummary

/** An imputed date on which an event, a censoring or an emergence rests: a data query asks for it. */
export interface ImputationQuery {
  readonly code: 'IMPUTED_DATE_DECIDES'
  readonly subject: string
  readonly decides: 'event' | 'censoring' | 'emergence'
  /** Endpoints that rest on the date. */
  readonly endpoints: readonly string[]
  /** As entered; empty where none was. */
  readonly value: string
  readonly imputed: IsoDate
  readonly from: NonNullable<TraceInput['from']>
}

export type PopulationCounts = Readonly<Partial<Record<Population, number>>>

/** Everything an analysis returns: the members of the published result, and the queries it raises. */
export interface Analysis {
  readonly protocol: string
  readonly cutoff: IsoDate
  readonly source: ResponseSource
  readonly populations: PopulationCounts
  readonly timepoints: readonly TimepointRow[]
  readonly subjects: readonly SubjectRow[]
  readonly endpoints: readonly EndpointRow[]
  readonly queries: readonly ImputationQuery[]
}
