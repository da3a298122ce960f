import type { ResponseSource } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { IsoDate } from '../kernel/brand.ts'
import type { Member } from '../kernel/registry.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { TrialSubject } from '../trial/trial.ts'

/** How a study is analysed: its definition with the outcomes alone, and whose responses are read. */
export interface AnalysisPlan {
  readonly definition: ProtocolDefinition
  readonly source: ResponseSource
  /** Subjects that are counted beside the populations of the definition; absent: all. */
  readonly keeps?: (subject: TrialSubject, cutoff: IsoDate) => boolean
}

/** A plan that differs from the protocol's own in one respect. */
export interface PlanVariant {
  /** Unique among the variants of a protocol; stands in addresses. */
  readonly key: string
  readonly label: Bilingual
  readonly plan: AnalysisPlan
  /** It judges responses anew, by this criterion: the best responses can be compared. */
  readonly judgedBy?: string
}

/** Why a protocol cannot be varied in a respect. */
interface NotVaried {
  readonly reason: Bilingual
}

/** One respect in which an analysis can be varied. */
export interface Variation extends Member {
  readonly title: Bilingual
  /** What differs from the plan given; or why nothing can. */
  vary(own: AnalysisPlan): readonly PlanVariant[] | NotVaried
}
