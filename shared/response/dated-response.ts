import type { Day } from '../kernel/brand.ts'
import type { OverallResponse } from './define.ts'

/** An overall response in force with its date (D-1). */
export interface DatedResponse {
  readonly day: Day
  readonly response: OverallResponse
  /** Earliest scan date of the visit; a response that rule B-8 turns into PD takes it (D-1). */
  readonly earliest?: Day
  /** Name of the visit, by which an assessment is known again. */
  readonly visit?: string
}
