import type { Day } from '../kernel/brand.ts'
import type { Trace } from '../kernel/trace.ts'
import type { OverallResponse, ResponseQueryCode, ResponseSettings } from './define.ts'

/** An overall response in force with its date (D-1). */
export interface DatedResponse {
  readonly day: Day
  readonly response: OverallResponse
  /** Earliest scan date of the visit; a response that rule B-8 turns into PD takes it (D-1). */
  readonly earliest?: Day
}

export interface BestOverallInput {
  /** In time order, baseline excluded. */
  readonly responses: readonly DatedResponse[]
  /** The protocol's origin; `null` (never dosed): no assessment counts. */
  readonly origin: Day | null
  /** Start of new anticancer therapy; `null` where there is none, or where the protocol ignores it. */
  readonly newTherapy: Day | null
  readonly settings: ResponseSettings
  readonly confirmation: boolean
  /** At least one target lesion at baseline (rule B-9). */
  readonly measurableAtBaseline: boolean
}

export interface BestOverall {
  readonly bor: OverallResponse | 'MISSING'
  /** First visit that qualifies for the best response; `null` where nothing counts. */
  readonly borDay: Day | null
  /** First CR or PR that is confirmed (without confirmation: the first); start of the response. */
  readonly responseDay: Day | null
  readonly firstPdDay: Day | null
  /** Last counted assessment other than NE. */
  readonly lastEvaluableDay: Day | null
  /** The assessments that count, after B-3, B-8 and B-2. */
  readonly counted: readonly DatedResponse[]
  readonly queries: readonly ResponseQueryCode[]
  readonly trace: readonly Trace[]
}

/** Best overall response of one subject under one criterion. @source response criteria, section 8 */
export function bestOverall(input: BestOverallInput): BestOverall {
  const counted = input.responses
  return {
    bor: input.settings.missingAs,
    borDay: null,
    responseDay: null,
    firstPdDay: null,
    lastEvaluableDay: null,
    counted,
    queries: [],
    trace: [],
  }
}
