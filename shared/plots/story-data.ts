import type { Bilingual } from '../kernel/bilingual.ts'
import type { Day, IsoDate } from '../kernel/brand.ts'

/** First and last day that an entry of a date may mean; the same day where it is known. */
export interface DaySpan {
  readonly earliest: Day
  readonly latest: Day
}

/** The filled form, or the form to be filled, behind a mark. */
export interface FormPlace {
  readonly form: string
  /** Null: the form stands outside visits. */
  readonly visit: string | null
}

/** Something with a length. Without an end it goes on as far as is known. */
interface StoryStretch {
  readonly start: DaySpan
  readonly end: DaySpan | null
  readonly place: FormPlace
}

/** Against the dose given before: none, or no number, is `start`. */
export type DoseChange = 'start' | 'same' | 'raised' | 'reduced' | 'interrupted'

export interface DosePeriod extends StoryStretch {
  /** As entered, with its unit; empty where none is. */
  readonly doseText: string
  /** Null where it is no number. */
  readonly dose: number | null
  readonly change: DoseChange
  /** Why it was changed, as the form words it. */
  readonly reason: Bilingual | null
}

export interface DrugLane {
  readonly drug: Bilingual
  /** By rising start. */
  readonly periods: readonly DosePeriod[]
}

export interface StoryMoment {
  readonly when: DaySpan
  readonly text: Bilingual
  readonly place: FormPlace
}

/** Procedures of one kind, or further anticancer therapies. */
export interface MomentLane {
  readonly kind: 'procedure' | 'new-therapy'
  readonly name: Bilingual
  readonly moments: readonly StoryMoment[]
}

export interface StoryEvent extends StoryStretch {
  readonly grade: number | null
  readonly serious: boolean
}

/** The events of one term, by rising start. */
export interface StoryTerm {
  readonly term: string
  readonly worstGrade: number | null
  readonly serious: boolean
  readonly events: readonly StoryEvent[]
}

export interface MarkerPoint {
  readonly when: DaySpan
  /** In the unit of the line; above 0. */
  readonly value: number
  /** As the laboratory reported it, unit included. */
  readonly text: string
  /** Upper limit of normal in the unit of the line. */
  readonly high: number | null
  readonly place: FormPlace
}

export interface MarkerLine {
  readonly test: string
  readonly name: Bilingual
  readonly unit: string
  readonly points: readonly MarkerPoint[]
  /** Results that have no place on the line: no date, no number above 0, a unit that cannot be converted. */
  readonly left: number
}

/** What is known of a target at an assessment; lengths in millimetres. */
export interface LesionPoint {
  readonly when: DaySpan
  readonly visit: string
  /** Null: not evaluable. */
  readonly value: number | null
  readonly baseline: boolean
  /** Entered as 5 mm: measured so, or too small to measure and counted so. */
  readonly tooSmall: boolean
  /** As the form words it; null: none is recorded. */
  readonly method: Bilingual | null
}

/** One diameter of a lesion: the whole, the viable part, or the short axis of a node. */
export interface LesionCurve {
  readonly column: 'LDIAM' | 'VDIAM' | 'SAXIS'
  /** By rising date. */
  readonly points: readonly LesionPoint[]
}

export interface LesionCourse {
  readonly id: string
  readonly group: 'target' | 'new'
  /** Site of disease, as the form words it. */
  readonly site: Bilingual
  readonly node: boolean
  readonly curves: readonly LesionCurve[]
}

/** One assessment under one criterion. Millimetres; percentages unrounded. */
export interface AssessmentMark {
  readonly visit: string
  readonly day: Day
  readonly sum: number | null
  readonly percentFromBaseline: number | null
  readonly percentFromNadir: number | null
  readonly nonTarget: string | null
  readonly newLesion: boolean
  readonly derived: string
  /** Null: none is recorded. */
  readonly investigator: string | null
}

/** What the assessments of one criterion come to. */
export interface CriterionCourse {
  readonly criteria: string
  /** Null where no target was measured. */
  readonly baseline: { readonly day: Day | null; readonly sum: number } | null
  /** Smallest sum of all, the baseline included; null without any. */
  readonly nadir: number | null
  /** By rising date. */
  readonly assessments: readonly AssessmentMark[]
}

export interface TumourCourse {
  readonly criteria: readonly CriterionCourse[]
  /** Targets in the order of the engine, then new lesions. */
  readonly lesions: readonly LesionCourse[]
  /** Where lesions and responses are entered. */
  readonly ledger: FormPlace
  readonly reviews: FormPlace
}

export type OpenKind = 'query' | 'incomplete' | 'missing' | 'overdue'

/** What waits for somebody, at the day of its visit (the planned one where it was not attended). */
export interface OpenMark {
  readonly kind: OpenKind
  /** Null: outside visits, or at a visit without a date. */
  readonly day: Day | null
  readonly count: number
  readonly text: Bilingual
  readonly place: FormPlace
}

/** The part of the time that is drawn, and how. */
export interface StoryView {
  readonly width: number
  readonly from: Day
  readonly to: Day
  /** Each term of an adverse event has a lane of its own; else the least weighty share some. */
  readonly everyTerm: boolean
}

export interface SubjectTime {
  readonly subject: string
  /** Day 1; null: none was given. */
  readonly firstDose: Day | null
  readonly cutoff: Day
  readonly end: { readonly kind: 'death' | 'last-contact'; readonly day: Day } | null
  /** Consent was withdrawn, and the protocol flags what was held before; the day null: not known. */
  readonly withdrawal?: { readonly day: IsoDate | null }
  /** From the first to the last day that anything may mean; null where nothing is dated. */
  readonly extent: { readonly from: Day; readonly to: Day } | null
  /** Absent: all of the time, as wide as a page. */
  readonly view?: StoryView
}

/** Everything of one subject on one time axis. */
export interface SubjectStoryData extends SubjectTime {
  readonly kind: 'subject-story'
  readonly visits: readonly StoryMoment[]
  readonly drugs: readonly DrugLane[]
  readonly moments: readonly MomentLane[]
  /** The worst first: serious, then by grade, then by start. */
  readonly terms: readonly StoryTerm[]
  readonly markers: readonly MarkerLine[]
  readonly tumour: TumourCourse
  readonly open: readonly OpenMark[]
  /** What has no date at all, in the words it was entered with. */
  readonly undated: readonly { readonly text: Bilingual; readonly place: FormPlace }[]
}

/** The lesions of one subject in millimetres over time. @source UX rules, P6 */
export interface LesionTimeLineData extends SubjectTime {
  readonly kind: 'lesion-time-line'
  readonly moments: readonly MomentLane[]
  readonly tumour: TumourCourse
}

/** The liver values that are looked at together, in their order. */
export const LIVER_COURSE_TESTS = ['ALT', 'AST', 'ALP', 'TBIL'] as const
export type LiverTest = (typeof LIVER_COURSE_TESTS)[number]

/** What liver values are multiples of. */
export const LIVER_COURSE_OF = ['limit', 'baseline'] as const
export type LiverCourseOf = (typeof LIVER_COURSE_OF)[number]

export interface LiverPoint {
  readonly when: DaySpan
  /** Above 0; null where there is no upper limit of normal, or no baseline that it can be compared with. */
  readonly over: Readonly<Record<LiverCourseOf, number | null>>
  /** As the laboratory reported it, unit included. */
  readonly text: string
  /** The upper limit, in the unit of the result. */
  readonly high: number | null
  /** In the time in which peaks count. */
  readonly onTreatment: boolean
  readonly place: FormPlace
}

export interface LiverLine {
  readonly test: LiverTest
  readonly name: Bilingual
  /** The last result before the first dose, unit included; null: there is none. */
  readonly baseline: string | null
  /** By rising middle of the days that their dates may mean. */
  readonly points: readonly LiverPoint[]
  /** Results that have no place on any line: no date, or no number above 0. */
  readonly left: number
}

/** The liver values of one subject as multiples of the limit or of the baseline, with doses and procedures. @source UX rules, P8 */
export interface LiverCourseData extends SubjectTime {
  readonly kind: 'liver-course'
  readonly of: LiverCourseOf
  readonly drugs: readonly DrugLane[]
  readonly moments: readonly MomentLane[]
  readonly tests: readonly LiverLine[]
  /** Multiples at which ALT or AST, and bilirubin, ask for a look. */
  readonly lines: { readonly transaminase: number; readonly bilirubin: number }
  /** From the first dose to this many days after the last one; null: no dose is known. `to` null: dosing goes on. */
  readonly window: { readonly from: Day; readonly to: Day | null; readonly days: number } | null
}

/** The points of a line that have a multiple of that kind. */
export function liverPoints(
  { points }: Pick<LiverLine, 'points'>,
  of: LiverCourseOf,
): readonly (LiverPoint & { readonly multiple: number })[] {
  return points.flatMap((point) => {
    const multiple = point.over[of]
    return multiple === null ? [] : [{ ...point, multiple }]
  })
}

export type StoryPlotData = SubjectStoryData | LesionTimeLineData | LiverCourseData
