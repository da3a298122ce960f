import type { Day, Tenths } from '../kernel/brand.ts'
import type { Member } from '../kernel/registry.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { Row } from '../trial/trial.ts'

export type OverallResponse = 'CR' | 'PR' | 'SD' | 'NON-CR/NON-PD' | 'PD' | 'NE'
export type TargetResponse = 'CR' | 'PR' | 'SD' | 'PD' | 'NE'
export type NonTargetResponse = 'CR' | 'NON-CR/NON-PD' | 'PD' | 'NE'

export const OVERALL_RESPONSES: readonly OverallResponse[] = [
  'CR',
  'PR',
  'SD',
  'NON-CR/NON-PD',
  'PD',
  'NE',
]

/**
 * How a criterion is applied in one protocol. Millimetres are whole tenths in the engine.
 * @source response criteria, section 12
 */
export interface ResponseSettings {
  readonly prDecreasePct: 30
  readonly pdRelativeIncreasePct: 20
  readonly pdAbsoluteIncreaseMm: number
  readonly tooSmallToMeasureMm: number
  readonly nodeNormalBelowMm: number
  readonly partialSumPd: boolean
  readonly afterCr: 'PD_ON_REAPPEARANCE' | 'RECOMPUTE'
  readonly carryConfirmedResponse: boolean
  readonly tumourMarkerForCr:
    'NOT_USED' | 'IF_ELEVATED_AT_BASELINE' | 'NORMAL_OR_NEVER_RAISED' | 'MUST_BE_NORMAL'
  readonly stableDate: 'LATEST' | 'EARLIEST'
  readonly confirmation: boolean
  readonly minIntervalDays: number
  readonly minSdDays: number
  readonly maxNeBetween: number
  readonly allowOneSdBetween: boolean
  readonly crFollowedByDisease: 'AS_RECORDED' | 'DISEASE_IS_PD' | 'CR_WAS_PR'
  readonly newTherapySameDayCounts: boolean
  readonly missingAs: 'NE' | 'MISSING'
}

/** State of one target at one assessment. Under mRECIST `tenths` is the viable diameter. */
export type TargetState =
  | { readonly kind: 'measured'; readonly tenths: Tenths }
  | { readonly kind: 'absent' }
  | { readonly kind: 'too-small' }
  | { readonly kind: 'not-evaluable' }
  | { readonly kind: 'split'; readonly fragments: readonly Tenths[] }
  | { readonly kind: 'merged'; readonly into: string }

export interface TargetLesion {
  readonly id: string
  readonly nodal: boolean
  readonly baseline: Tenths
  /** Column of measurements.csv its diameter comes from, for the trace. */
  readonly column?: 'LDIAM' | 'VDIAM' | 'SAXIS'
}

export type Cytology = 'POSITIVE' | 'NEGATIVE' | 'NOT_DONE'

export type NonTargetState =
  | { readonly kind: 'present' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unequivocal-progression' }
  | { readonly kind: 'not-evaluable' }

export interface NonTargetLesion {
  readonly id: string
  readonly kind: string
  readonly nodal?: boolean
}

export type NewLesionKind =
  | 'INTRAHEPATIC'
  | 'EXTRAHEPATIC'
  | 'LYMPH_NODE'
  | 'PORTA_HEPATIS_NODE'
  | 'EFFUSION_OR_ASCITES'
  | 'UNSPECIFIED'

export interface NewLesionFinding {
  readonly id: string
  readonly kind: NewLesionKind
  readonly tenths: Tenths | null
  /** The reader's; `ABSENT`: looked for and gone (rule L-2: it never counted). */
  readonly certainty: 'EQUIVOCAL' | 'UNEQUIVOCAL' | 'ABSENT'
  readonly enhancement?: 'TYPICAL_HCC' | 'ATYPICAL'
  readonly cytology?: Cytology
}

/** A tumour marker at one visit; `null` = not measured there. */
export interface MarkerFinding {
  /** Which test was measured, where several may be; a limit serves for its own test only. */
  readonly test?: string
  readonly value: number | null
  readonly upperLimit: number | null
  /** Rows of the result, and of its limit, which may be that of baseline. */
  readonly row?: Row
  readonly limitRow?: Row
}

/** A cell as an input of a step, still without its name; without a row, the file that has none. */
export type ReadCell = Omit<TraceInput, 'name'>

/** Where the values stand that an assessment was judged by. Asked only while a proof is made. */
export interface TumourPlaces {
  /** What says how large a target is: its diameter, or why it has none. */
  target(visit: string, target: TargetLesion): ReadCell
  nonTarget(visit: string, lesion: string): ReadCell
  newLesion(visit: string, lesion: string): ReadCell
  /** A column of the measurement of a lesion: its size, its pattern. */
  measured(visit: string, lesion: string, column: string): ReadCell
  /** A column of the lesion itself: what it is. */
  lesion(lesion: string, column: string): ReadCell
  review(visit: string): ReadCell
  /** The entry that gave a scan its day: a measurement's, or the visit's. */
  scan(visit: string, day: Day): ReadCell
  marker(marker: MarkerFinding | null): { readonly value: ReadCell; readonly limit: ReadCell }
  raised(row: Row): ReadCell
}

/** What is known before treatment under one criterion. */
export interface Baseline {
  readonly targets: readonly TargetLesion[]
  readonly nonTargets: readonly NonTargetLesion[]
  readonly marker: MarkerFinding | null
  /** Where what was read stands, for proofs; absent where nothing was read from rows. */
  readonly places?: TumourPlaces
}

/** One post-baseline assessment under one criterion, in time order. Lesions without a state are not evaluable. */
export interface Assessment {
  readonly visit: string
  /** Every scan date of the visit that is known, in any order. At least one, or the visit's date. */
  readonly dates: readonly Day[]
  readonly targets: ReadonlyMap<string, TargetState>
  readonly nonTargets: ReadonlyMap<
    string,
    { readonly state: NonTargetState; readonly cytology?: Cytology }
  >
  readonly newLesions: readonly NewLesionFinding[]
  /** Marker values of this visit; `earlierRaised` = raised at any earlier time (rule K-3). */
  readonly marker:
    (MarkerFinding & { readonly earlierRaised: boolean; readonly raisedRow?: Row }) | null
  /** The investigator's recorded overall response, `null` where none is recorded. Rule O-5 looks at the one in force. */
  readonly recorded: OverallResponse | null
  /** What the reading of the rows found (unreadable diameter, changed method); passed on to the time point. */
  readonly queries?: readonly ResponseQueryCode[]
}

export type ResponseQueryCode =
  | 'CR_REAPPEARANCE'
  | 'CR_THEN_PR'
  | 'PARTIAL_SUM_PD'
  | 'EQUIVOCAL_NEW_LESION_OPEN'
  | 'NEW_LESION_WITHOUT_PD'
  | 'NODE_ONLY_PROGRESSION'
  | 'EFFUSION_WITHOUT_CYTOLOGY'
  | 'MARKER_MISSING_AT_CR'
  | 'MARKER_RAISED_AFTER_CR'
  | 'SMALL_ABSOLUTE_INCREASE'
  | 'METHOD_CHANGED'
  | 'UNREADABLE_DIAMETER'

/** A response at one assessment, with everything that led to it. */
export interface TimePoint {
  readonly visit: string
  /** Sum of the targets when complete, in tenths; `null` without targets or when incomplete. */
  readonly sum: Tenths | null
  /** What was measured, also when incomplete; `null` without targets. */
  readonly partialSum: Tenths | null
  readonly sumComplete: boolean | null
  readonly nadirBefore: Tenths | null
  /** Unrounded percentages; `null` where undefined. */
  readonly percentFromBaseline: number | null
  readonly percentFromNadir: number | null
  readonly changeFromNadir: Tenths | null
  /** What each target adds to the sum, in the order of the baseline; `null`: not evaluable. */
  readonly diameters: readonly (Tenths | null)[]
  /** `null` = no such lesion at baseline. */
  readonly target: TargetResponse | null
  readonly nonTarget: NonTargetResponse | null
  readonly newLesionAsAssessed: boolean
  readonly newLesion: boolean
  readonly overallAsAssessed: OverallResponse
  /** Adjudicated, after back-dating (L-2) and the marker rule (K). */
  readonly overall: OverallResponse
  /** Earliest and latest scan date: PD takes the first, every other response the second (D-1). */
  readonly earliest: Day
  readonly latest: Day
  readonly recorded: OverallResponse | null
  /**
   * The response that counts under the source asked for: the recorded one, or the derived one where
   * none is recorded; a recorded CR whose markers are not normal counts as K-3 and K-4 say.
   */
  readonly inForce: OverallResponse
  /** Date of the response in force (D-1, D-2). */
  readonly date: Day
  readonly queries: readonly ResponseQueryCode[]
  /** The proof. Made when it is asked for. */
  readonly trace: () => readonly Trace[]
  /** What signatures and reviews bind of it. Made when it is asked for. */
  readonly basis: () => readonly Trace[]
}

/** What differs between criteria in choosing lesions at baseline. */
export interface BaselineRules {
  /** M-1: liver lesions are judged by their viable, enhancing, well delineated part. */
  readonly viableLiverLesions: boolean
  /** M-3: short axis from which a porta hepatis node is malignant; `null`: it is a node like any. */
  readonly portaHepatisNode: Tenths | null
}

/** The names of a criterion in SDTM, whose TU and TR have no category of their own. */
export interface CriterionInSdtm {
  /** RSCAT. @source CDISC controlled terminology, codelist ONCRSCAT (C124298) */
  readonly category: string
  /** What the link ids of its lesions begin with. */
  readonly prefix: string
  /** TRTESTCD of its sum of diameters. */
  readonly sum: 'SUMDIAM' | 'SUMVDIAM'
}

/**
 * A response criterion: reads one subject's baseline and assessments, gives a time point for each.
 * `source` decides which response is in force for rules that look back (O-5, section 9).
 */
export interface ResponseCriterion extends Member {
  readonly title: string
  /** The columns of measurements.csv the criterion reads its diameter and state from. */
  readonly columns: {
    readonly diameter: 'LDIAM' | 'VDIAM'
    readonly state: 'TUMSTATE' | 'VTUMSTATE'
  }
  readonly defaults: ResponseSettings
  readonly baselineRules: BaselineRules
  /** How study datasets name it; without it the key stands, and the link ids are numbered. */
  readonly sdtm?: CriterionInSdtm
  derive(
    baseline: Baseline,
    assessments: readonly Assessment[],
    settings: ResponseSettings,
    source: 'investigator' | 'derived',
  ): readonly TimePoint[]
}
