import type { Trace } from '../../kernel/trace.ts'
import type { Grade } from '../grade.ts'
import type { BandOutcome, Missing } from './evaluate.ts'

/** Both parts of a blood pressure, in mmHg; null: not measured. */
export interface BloodPressure {
  readonly sbp: number | null
  readonly dbp: number | null
}

export type MeasuredValue = number | string | BloodPressure | null

/** A result to be graded. Limits and baseline are in the unit of the value; null: not known. */
export interface LaboratoryResult {
  /** Number or text as entered, a dipstick reading, or both parts of a blood pressure. */
  readonly value: MeasuredValue
  readonly unit: string | null
  readonly lln: number | null
  readonly uln: number | null
  readonly baseline: number | null
  /** Against the range that was valid at baseline; null (unknown) is treated as normal. */
  readonly baselineState: 'normal' | 'high' | 'low' | null
  /** Troponin: the assay's cut-off for myocardial infarction. */
  readonly miThreshold?: number | null
  /** Clinical circumstances that are known (`symptomatic: false`); absent is unknown. */
  readonly context?: Readonly<Record<string, boolean | undefined>>
}

/** The result and the rule to apply: a term (name or LLT code), an analyte, or both. */
export interface LaboratoryQuestion extends LaboratoryResult {
  readonly term?: string
  readonly analyte?: string
}

export type NotGradableReason =
  | 'missing-value'
  | 'missing-unit'
  | 'unknown-unit'
  | 'missing-baseline'
  | 'missing-uln'
  | 'missing-lln'
  /** No rule for the term or analyte (tumour markers have none). */
  | 'no-rule'
  /** The term is graded by clinical findings. */
  | 'clinical-only'

/** What the grade rests on besides the number. */
export type Assumption =
  /** The state at baseline is unknown and was taken as normal. */
  | 'baseline-state-unknown'
  /** Criteria relative to baseline were left out: no baseline value. */
  | 'baseline-missing'
  /** The result is given as beyond a limit (`<0.5`); graded as just beyond it. */
  | 'beyond-limit'
  /** Graded although inside the laboratory's normal range, as the criteria are printed. */
  | 'inside-normal-range'

/** A band in which the value lies, or may lie. */
export interface GradedBand extends BandOutcome {
  readonly ladder: string
}

interface Answer {
  readonly assumptions: readonly Assumption[]
  readonly trace: Trace
}

/** What a rule says of a result. Grades 0 to 4; grade 5 never comes from a number. */
export type LaboratoryGrade =
  | (Answer & {
      readonly status: 'graded'
      readonly term: string
      readonly grade: LaboratoryGradeValue
      readonly bands: readonly GradedBand[]
    })
  /** Unknown circumstances or limits leave several grades open. */
  | (Answer & {
      readonly status: 'range'
      readonly term: string
      readonly min: LaboratoryGradeValue
      readonly max: LaboratoryGradeValue
      readonly bands: readonly GradedBand[]
      /** Circumstances that would decide, as they are named in `context`. */
      readonly ask: readonly string[]
      /** Limits that would decide. */
      readonly missing: readonly Missing[]
    })
  | (Answer & {
      readonly status: 'not-gradable'
      readonly term: string | null
      readonly reason: NotGradableReason
    })

export type LaboratoryGradeValue = 0 | Exclude<Grade, 5>
