import type { TimePoint } from './define.ts'
import type { Course, Judgement } from './judge-assessment.ts'
import type { ScanSpan } from './response-date.ts'

/** What stands around an assessment: those before it, and the visit that dated a lesion back to it. */
export interface Surroundings {
  readonly earlier: readonly TimePoint[]
  readonly datedBackBy: string | null
}

/** An assessment as it was judged, for its proof. */
export interface JudgedPoint extends Surroundings {
  readonly judgement: Judgement
  readonly course: Course
  readonly span: ScanSpan
}
