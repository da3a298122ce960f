import type { Bilingual } from '../kernel/bilingual.ts'

/** Subjects of one line, each at the worst grade: grade 1 first, and those without any grade. */
export interface GradeCounts {
  readonly byWorstGrade: readonly [number, number, number, number, number]
  readonly missingGrade: number
  readonly subjects: number
}

/** What stands on one side of the middle: a selection of events, or a cohort. */
export interface BarSide {
  readonly key: string
  readonly label: Bilingual
  /** Subjects of whom shares are taken. */
  readonly N: number
}

export interface TermBars {
  /** Empty: no organ class is recorded. */
  readonly soc: string
  /** Null: the line of the whole class. */
  readonly term: string | null
  readonly left: GradeCounts
  readonly right: GradeCounts
}

/** Adverse events by term, two selections back to back, stacked by worst grade. */
export interface AdverseEventBarsData {
  readonly kind: 'adverse-event-bars'
  readonly left: BarSide
  readonly right: BarSide
  readonly rows: readonly TermBars[]
}

export type LiverQuadrant = 'hy' | 'transaminases' | 'bilirubin' | 'neither'

/** The peaks of one subject as multiples, above 0. */
export interface LiverDot {
  readonly subject: string
  readonly cohort: string | null
  readonly transaminase: number
  readonly bilirubin: number
  readonly quadrant: LiverQuadrant
}

/** Peak transaminase against peak bilirubin, as multiples of the upper limit or of the baseline. */
export interface LiverSafetyData {
  readonly kind: 'liver-safety'
  readonly of: 'limit' | 'baseline'
  readonly transaminaseLine: number
  readonly bilirubinLine: number
  readonly dots: readonly LiverDot[]
}

export type EscalationState = 'none' | 'toxicity' | 'not-evaluable' | 'running'

export interface EscalationDot {
  readonly subject: string
  readonly cohort: string
  readonly state: EscalationState
  /** Days of a running window that are left; null: it has not begun, or does not run. */
  readonly daysLeft: number | null
}

/** A dose level with what its subjects come to. */
export interface EscalationLevel {
  readonly key: string
  readonly label: Bilingual
  readonly evaluable: number
  readonly toxicities: number
}

/** Subjects in order of entry, on their dose level. */
export interface DoseEscalationData {
  readonly kind: 'dose-escalation'
  readonly windowDays: number
  /** The lowest first. */
  readonly levels: readonly EscalationLevel[]
  readonly dots: readonly EscalationDot[]
}

/** Subjects enrolled by day, with the number planned. */
export interface EnrolmentData {
  readonly kind: 'enrolment'
  readonly planned: number
  /** Where the line of enrolment ends (ISO date). */
  readonly cutoff: string
  /** By rising date: how many were enrolled on it and in all up to it. */
  readonly days: readonly {
    readonly date: string
    readonly enrolled: number
    readonly total: number
  }[]
}

/** How long something took, in days. */
export interface LagBox {
  readonly key: string
  readonly count: number
  readonly shortest: number
  readonly lower: number
  readonly median: number
  readonly upper: number
  readonly ninetieth: number
  readonly longest: number
  /** More days than the limit. */
  readonly late: number
}

/** Days from the visit to the first entry, a box for each site. */
export interface EntryLagData {
  readonly kind: 'entry-lag'
  /** More days than these are late. */
  readonly lateDays: number
  readonly boxes: readonly LagBox[]
}

/** Unsettled queries by age. */
export interface QueryAgesData {
  readonly kind: 'query-ages'
  /** Days from and to, both included; `to: null`: without an end. */
  readonly classes: readonly {
    readonly key: string
    readonly from: number
    readonly to: number | null
  }[]
  /** The first bar is of all sites. Counts in the order of the classes. */
  readonly bars: readonly { readonly key: string; readonly counts: readonly number[] }[]
}

/** Values from `from` on, and below `to`, are of this grade; null: without an end. */
export interface GradeBand {
  readonly grade: number
  readonly from: number | null
  readonly to: number | null
}

export interface TrendPoint {
  /** Place on the axis: the first dose at 1, the day before it, which is study day -1, at 0. */
  readonly day: number
  readonly value: number
}

export interface TrendLine {
  readonly subject: string
  readonly cohort: string | null
  readonly points: readonly TrendPoint[]
}

/** A laboratory test over time: of one subject in its unit, or of many as multiples of a limit. */
export interface LaboratoryTrendData {
  readonly kind: 'laboratory-trend'
  readonly test: string
  readonly label: Bilingual
  /** Null: multiples of the limit named. */
  readonly unit: string | null
  readonly limit: 'upper' | 'lower' | null
  readonly monthDays: number
  /** Reference band; null: an end is not known. */
  readonly low: number | null
  readonly high: number | null
  readonly bands: readonly GradeBand[]
  readonly lines: readonly TrendLine[]
  /** Median of all by time, with how many subjects it is of. */
  readonly median: readonly (TrendPoint & { readonly n: number })[]
}

/** Grades at baseline against the worst on treatment, of one test under one term. */
export interface ShiftPanel {
  readonly test: string
  readonly term: string
  readonly label: Bilingual
  /** By grade at baseline, then by worst grade: 0 to 4, then missing. */
  readonly counts: readonly (readonly number[])[]
}

export interface LaboratoryShiftData {
  readonly kind: 'laboratory-shift'
  readonly panels: readonly ShiftPanel[]
}

export type SafetyPlotData =
  | AdverseEventBarsData
  | LiverSafetyData
  | DoseEscalationData
  | EnrolmentData
  | EntryLagData
  | QueryAgesData
  | LaboratoryTrendData
  | LaboratoryShiftData
