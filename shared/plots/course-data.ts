import type { BestResponse } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'

export type SpiderEvent = 'new-lesion' | 'PD' | 'death' | 'ongoing'

/** Changes of one subject's sum of diameters; days from the first dose, itself 0. */
export interface SpiderLine {
  readonly subject: string
  /** Best overall response. */
  readonly response: BestResponse
  /** By rising day, in percent of baseline; the baseline itself is not among them. */
  readonly points: readonly { readonly days: number; readonly change: number }[]
  readonly events: readonly { readonly kind: SpiderEvent; readonly days: number }[]
}

export interface SpiderData {
  readonly kind: 'spider'
  readonly lines: readonly SpiderLine[]
}

/**
 * What is known of a subject at a planned visit: the response there; `missed`: assessed later, but not
 * there; `off`: progression, death, new therapy or the end of treatment came before; `pending`: not
 * assessed there, and nothing of these is known.
 */
export type CourseState = Exclude<BestResponse, 'MISSING'> | 'missed' | 'off' | 'pending'

export interface CourseBar {
  readonly key: string
  readonly label: Bilingual
  readonly N: number
  /** Together N. */
  readonly counts: Readonly<Partial<Record<CourseState, number>>>
}

export interface ResponseCourseData {
  readonly kind: 'response-course'
  readonly bars: readonly CourseBar[]
}

/** Data of plots of tumour response over time. */
export type CoursePlotData = SpiderData | ResponseCourseData
