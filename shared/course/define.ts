import type { Day } from '../kernel/brand.ts'
import type { RowValues } from '../forms/define.ts'

/** First and last day that an entry of a date may mean; the same day where it is known. */
export interface KnownSpan {
  readonly earliest: Day
  readonly latest: Day
}

/** The record behind a mark. */
export interface MarkSource {
  readonly record: string
  readonly form: string
  readonly visit: string | null
  readonly values: RowValues
}

/** Something with a length: a dosing period, an adverse event. */
export interface Stretch extends MarkSource {
  readonly start: KnownSpan
  /** Null: it goes on as far as is known. */
  readonly end: KnownSpan | null
}

/** Something at a time: a procedure, a visit. */
export interface Moment extends MarkSource {
  readonly when: KnownSpan
}

/** The dosing periods of one drug, in time order. */
export interface TreatmentLane {
  readonly drug: string
  /** Of the doses that read as a number; 0 where none does. */
  readonly highestDose: number
  readonly periods: readonly (Stretch & { readonly dose: number | null })[]
}

/** The events of one term: a worsening is a record of its own in the same lane. */
export interface EventLane {
  readonly term: string
  readonly worstGrade: number | null
  readonly serious: boolean
  readonly events: readonly (Stretch & {
    readonly grade: number | null
    readonly serious: boolean
  })[]
}

/** One assessment under one criterion. Millimetres; percentages unrounded. */
export interface AssessmentPoint {
  readonly visit: string
  readonly day: Day
  readonly sum: number | null
  readonly percentFromBaseline: number | null
  readonly percentFromNadir: number | null
  readonly derived: string
  readonly recorded: string | null
  readonly newLesion: boolean
  /** The first assessment with the smallest sum of all, baseline included. */
  readonly isNadir: boolean
}

export interface TumourCurve {
  readonly criteria: string
  /** Null where no target lesion was measured. */
  readonly baseline: { readonly when: KnownSpan | null; readonly sum: number } | null
  /** The smallest sum before the last assessment, baseline included: what that one is judged against. */
  readonly nadir: number | null
  readonly points: readonly AssessmentPoint[]
}

export interface LaboratoryPoint extends Moment {
  readonly text: string
  /** In the unit of the curve. */
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  /** As the laboratory reported it. */
  readonly reportedUnit: string
}

export interface LaboratoryCurve {
  readonly test: string
  readonly unit: string
  readonly points: readonly LaboratoryPoint[]
  /** Results whose unit or number cannot be put on the curve, or that have no date. */
  readonly left: number
}

/** The end of what is known. */
export interface CourseEnd {
  readonly kind: 'death' | 'last-contact'
  readonly day: Day
}

/** One subject's course. Lanes and curves without anything are left out. */
export interface Course {
  /** Day 1 of the study; null before it is known. */
  readonly origin: Day | null
  /** Null where nothing is dated. */
  readonly axis: { readonly from: Day; readonly to: Day } | null
  readonly end: CourseEnd | null
  readonly visits: readonly Moment[]
  readonly treatments: readonly TreatmentLane[]
  readonly procedures: readonly Moment[]
  readonly newTherapies: readonly Moment[]
  /** The worst first: serious, then by grade, then by start. */
  readonly events: readonly EventLane[]
  readonly tumour: readonly TumourCurve[]
  readonly laboratory: readonly LaboratoryCurve[]
  /** Records that would have a mark if they had a date. */
  readonly undated: readonly MarkSource[]
}
