import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import type { Trace } from '../kernel/trace.ts'
import type { BestOverall } from './best-overall.ts'

export interface DurationInput {
  readonly best: BestOverall
  /** Date of death on or before the cut-off; `null` if none. */
  readonly death: Day | null
  /** Start of new anticancer therapy; `null` where there is none, or where the protocol ignores it. */
  readonly newTherapy: Day | null
}

export interface ResponseDuration {
  readonly startDay: Day
  readonly endDay: Day
  readonly event: 'PD' | 'DEATH' | 'CENSORED'
  /** `endDay - startDay + 1` (E-4). */
  readonly days: number
  readonly trace: Trace
}

/** Duration of response; `null` for a subject without a response. @source response criteria, E-1 to E-4 */
export function durationOfResponse({
  best,
  death,
  newTherapy,
}: DurationInput): ResponseDuration | null {
  const startDay = best.responseDay
  if (startDay === null) return null
  const end = endOfResponse({ best, death, newTherapy }, startDay)
  return {
    startDay,
    ...end,
    days: end.endDay - startDay + 1,
    trace: {
      rule: end.event === 'CENSORED' ? 'E-3' : 'E-2',
      inputs: [
        { name: 'response', value: toIsoDate(startDay) },
        { name: 'end', value: toIsoDate(end.endDay) },
      ],
      result: end.event,
    },
  }
}

function endOfResponse(
  { best, death, newTherapy }: DurationInput,
  startDay: Day,
): { endDay: Day; event: ResponseDuration['event'] } {
  const counts = death !== null && (newTherapy === null || death <= newTherapy)
  const pd = best.firstPdDay
  if (pd !== null && !(counts && death < pd)) return { endDay: pd, event: 'PD' }
  if (counts) return { endDay: death, event: 'DEATH' }
  return { endDay: best.lastEvaluableDay ?? startDay, event: 'CENSORED' }
}
