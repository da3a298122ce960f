import type { EditCheck } from '../checks/define.ts'
import type { EndpointDefinition } from '../endpoints/define.ts'
import type { FormDefinition } from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Member } from '../kernel/registry.ts'
import type { ResponseSettings } from '../response/define.ts'
import type { ConsentSettings } from './consent-settings.ts'
import type { SafetySettings } from './safety-settings.ts'
import type { VerificationSettings } from './verification-settings.ts'
import type { TrialDesignSettings } from './trial-design.ts'

export interface Cohort {
  readonly key: string
  readonly label: Bilingual
  /** Dose-limiting toxicities are counted in this cohort. */
  readonly doseFinding: boolean
  /** The dose level that this cohort expands. */
  readonly expands?: string
}

/** A planned visit: its name in files, its day from the origin and the window around it, in days. */
export interface PlannedVisit {
  readonly visit: string
  readonly title: Bilingual
  /** Days after the anchor; the anchor itself is 0. */
  readonly day: number
  readonly before: number
  readonly after: number
  /** Keys of the forms filled at this visit, in order. */
  readonly forms: readonly string[]
}

/**
 * The visits of a protocol: single ones, and one that repeats every `everyDays` (as `W8`, `W16`, …
 * for as long as treatment lasts). Visits of one name from several lines are one visit with the
 * forms of all and the narrower window. An unscheduled visit is named `UNS-YYYY-MM-DD`.
 */
export interface Schedule {
  readonly anchor: 'firstDose' | 'enrolment'
  readonly single: readonly PlannedVisit[]
  readonly repeating: readonly {
    /** `W` gives `W8`, `W16`, … (weeks); `C` gives `C1` on the anchor, `C2`, … (cycles). */
    readonly prefix: string
    readonly numbering: 'weeks' | 'cycles'
    /** `{n}` stands for the number. */
    readonly title: Bilingual
    readonly everyDays: number
    readonly before: number
    readonly after: number
    readonly forms: readonly string[]
    /** How many are shown in the schedule before they are reached; more are added as they come. */
    readonly planned: number
  }[]
  readonly unscheduledForms: readonly string[]
  /** Survival contacts after the end of treatment. */
  readonly survivalContactEveryDays: number
}

/** A statement of the protocol that must hold (inclusion) or must not (exclusion). */
export interface EligibilityCriterion {
  readonly key: string
  readonly kind: 'inclusion' | 'exclusion'
  readonly text: Bilingual
}

export interface CriterionSetting {
  /** Key of a response criterion. The first of a protocol is the leading one. */
  readonly key: string
  readonly settings: ResponseSettings
}

/** Conventions of the analysis: data, never constants in code. @source protocols, shared conventions */
export interface AnalysisConventions {
  readonly monthDays: number
  readonly confidenceLevel: number
  readonly proportionLimits: 'clopper-pearson' | 'wilson'
  readonly survivalLimits: 'log-log' | 'log' | 'plain'
  readonly origin: 'firstDose' | 'enrolment'
  /** Generic names (EXTRT) that count as study drug; null: any. */
  readonly studyDrugs: readonly string[] | null
  readonly newTherapy: 'censor' | 'ignore'
  readonly deathAfterExit: 'event' | 'censor'
  readonly maxGapDays: number | null
  /** Treatment-emergence ends this many days after the last dose. */
  readonly emergenceDaysAfterLastDose: number
  /** What an incomplete or missing AE start is raised to. */
  readonly adverseEventStartFloor: 'firstDose' | 'enrolment'
  readonly relatedValues: readonly string[]
  readonly haematologic: { readonly soc: readonly string[]; readonly terms: readonly string[] }
  /** Laboratory tests (LBTESTCD) used as tumour markers by the response settings. */
  readonly tumourMarkers: readonly string[]
  /** Cohorts are compared by log-rank on the pooled row; the comparison is unadjusted. */
  readonly compareCohorts: boolean
  /** The pooled row is the headline; false where results are read by cohort. */
  readonly pooledHeadline: boolean
}

/**
 * A trial as data: what is collected when, how it is judged, and what is reported. A study pins one
 * version of it, with its forms embedded. A version never changes; an amendment is a new version.
 */
export interface ProtocolDefinition extends Member {
  readonly version: string
  readonly title: Bilingual
  readonly shortTitle: Bilingual
  readonly design: Bilingual
  readonly plannedSubjects: number
  readonly followUpMonths: number
  readonly cohorts: readonly Cohort[]
  readonly schedule: Schedule
  readonly forms: readonly FormDefinition[]
  readonly eligibility: readonly EligibilityCriterion[]
  readonly criteria: readonly CriterionSetting[]
  readonly conventions: AnalysisConventions
  readonly endpoints: readonly EndpointDefinition[]
  /** Edit checks. A definition made before there were any has none. */
  readonly checks?: readonly EditCheck[]
  /** Reporting of serious adverse events; read by `safetyOf`, which knows the usual settings. */
  readonly safety?: SafetySettings
  /** What a withdrawal of consent does; read by `consentOf`, which knows the usual settings. */
  readonly consent?: ConsentSettings
  /** What monitors compare with the source; read by `verificationNeeded`. All of it without a plan. */
  readonly verification?: VerificationSettings
  /** What registers and reviewers ask of its design; read by `trialDesignOf`. */
  readonly trialDesign?: TrialDesignSettings
  /** Images are read a second time, blind to the investigator's and the derived responses. */
  readonly secondReading?: boolean
  /** What this version asks of data collected before it; read by `reopenedForms`. */
  readonly amendment?: AmendmentSettings
}

/** How a version treats what was filled under the versions before it. */
export interface AmendmentSettings {
  /** Keys of the forms that are asked again where they were filled before; all others stay as they are. */
  readonly reopens: readonly string[]
}

/** The forms that a version asks again at past visits; none unless it says so. @source E41 */
export function reopenedForms(definition: {
  readonly amendment?: AmendmentSettings
}): readonly string[] {
  return definition.amendment?.reopens ?? []
}
