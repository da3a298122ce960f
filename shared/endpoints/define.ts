import type { Bilingual } from '../kernel/bilingual.ts'

export type Population = 'ENR' | 'SAF' | 'EVAL' | 'DLT' | 'RESP'

/** What every endpoint of a protocol says about itself, whatever its kind. */
interface EndpointBase {
  /** Name in results, exports and screens (`ORR`, `PFS6`); unique within a protocol. */
  readonly id: string
  readonly label: Bilingual
  readonly primary?: boolean
  /** Shown beside the registered endpoints; no part of the protocol's own list. */
  readonly extra?: boolean
  readonly population: Population
  /** The criterion's key, or null where tumour response plays no part. */
  readonly criteria: string | null
  /** As registered; shown and exported, never cuts data off. */
  readonly timeFrameMonths: number | null
}

/** Subjects whose best overall response is one of `responses`; optionally lasting above a limit. */
export interface ProportionEndpoint extends EndpointBase {
  readonly kind: 'proportion'
  readonly responses: readonly string[]
  readonly confirmed: boolean
  /** Counts only responders whose duration of response is above this many months. */
  readonly durationAboveMonths?: number
}

export interface TimeToEventEndpoint extends EndpointBase {
  readonly kind: 'time-to-event'
  readonly origin: 'firstDose' | 'enrolment' | 'response'
  readonly events: readonly ('progression' | 'death')[]
  readonly censorAt: 'last-evaluable-assessment' | 'last-known-alive'
}

/** State of a time-to-event endpoint at a landmark: survival, or its complement for mortality. */
export interface LandmarkEndpoint extends EndpointBase {
  readonly kind: 'landmark'
  readonly of: string
  readonly months: number
  readonly report: 'survival' | 'mortality'
}

export interface IncidenceEndpoint extends EndpointBase {
  readonly kind: 'incidence'
  readonly onset: 'treatment-emergent' | 'from-enrolment'
  readonly seriousOnly?: boolean
  readonly relatedOnly?: boolean
  readonly minGrade?: 1 | 2 | 3 | 4 | 5
  readonly haematologic?: boolean
}

/** Number of subjects with each best overall response. */
export interface DistributionEndpoint extends EndpointBase {
  readonly kind: 'distribution'
  readonly confirmed: boolean
}

export interface DoseLimitingToxicityEndpoint extends EndpointBase {
  readonly kind: 'dose-limiting-toxicity'
  /** Day 1 is the first day on which all of these have been given. */
  readonly drugs: readonly string[]
  readonly windowDays: number
  /** Share of the planned dose demanded for evaluability; null: none. */
  readonly minDosePercent: number | null
}

export interface AntibodyEndpoint extends EndpointBase {
  readonly kind: 'antibody'
  readonly drug: string
  readonly treatmentInduced: boolean
}

/** An endpoint of a kind that is not built in: its settings are checked by that kind's own schema. */
export interface OtherEndpoint extends EndpointBase {
  readonly kind: `x-${string}`
  readonly settings: Readonly<Record<string, unknown>>
}

export type EndpointDefinition =
  | ProportionEndpoint
  | TimeToEventEndpoint
  | LandmarkEndpoint
  | IncidenceEndpoint
  | DistributionEndpoint
  | DoseLimitingToxicityEndpoint
  | AntibodyEndpoint
  | OtherEndpoint
