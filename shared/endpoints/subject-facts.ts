import type { Day } from '../kernel/brand.ts'
import type { AnalysisConventions, Cohort } from '../protocol/define.ts'
import type { TargetLesion, TimePoint } from '../response/define.ts'
import type { TrialSubject } from '../trial/trial.ts'
import type { AdverseEventRecord } from './adverse-events.ts'
import type { Contribution } from './contribution.ts'
import type { KnownDate } from './known-date.ts'
import type { BestResponse } from './results.ts'
import type { Timeline } from './timeline.ts'

/** What one subject's assessments come to under one criterion. */
export interface CriterionFacts {
  readonly criteria: string
  /** Whether the protocol counts confirmed responses alone: the name of their steps in a proof. */
  readonly mode: 'confirmed' | 'plain'
  /** Every post-baseline assessment up to the cut-off, in time order. */
  readonly points: readonly TimePoint[]
  /** Names of the visits whose assessments count, to the first PD. */
  readonly counted: ReadonlySet<string>
  readonly bor: BestResponse
  readonly confirmedBor: BestResponse
  /** Day of the first assessment that makes the best response, unconfirmed and confirmed. */
  readonly borDay: Day | null
  readonly confirmedBorDay: Day | null
  /** First CR or PR, whether or not confirmed, and the first that is. */
  readonly anyResponse: Day | null
  readonly confirmedResponse: Day | null
  /** First CR or PR that counts: a confirmed one where the protocol demands it. */
  readonly firstResponse: Day | null
  /** First PD that counts. */
  readonly progression: Day | null
  /** Last assessment that counts and is not NE. */
  readonly lastEvaluable: Day | null
  /** A target lesion measured above 0 mm at baseline. */
  readonly measuredTarget: boolean
  /** The targets, as measured at baseline. */
  readonly targets: readonly TargetLesion[]
  /** Days of the measurements at baseline. */
  readonly baselineDays: readonly Day[]
}

/** What the endpoint kinds know of one subject. */
export interface SubjectFacts {
  readonly trial: TrialSubject
  /** Null where none was recorded, or one that the protocol does not have. */
  readonly cohort: Cohort | null
  readonly conventions: AnalysisConventions
  readonly timeline: Timeline
  readonly adverseEvents: readonly AdverseEventRecord[]
  /** Enrolled and given study drug. */
  readonly inSafety: boolean
  /** Name of the step that derived the origin of tumour response. */
  readonly originFact: string
  /** Throws when the protocol does not use that criterion. */
  response(criteria: string): CriterionFacts
  /** The entry behind the date of an assessment. */
  assessmentEntry(criteria: string, day: Day): KnownDate
  /** What the subject adds to another endpoint of the protocol. Throws when there is none. */
  contribution(endpointId: string): Contribution
}
