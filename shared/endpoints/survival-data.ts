import type { SubjectAddition } from './derivation.ts'
import { survivalTimes, type SurvivalTimes } from './survival-summary.ts'
import type { RowMember } from './kind.ts'

/**
 * The times behind a time-to-event endpoint (or a landmark of one), for a curve, numbers at risk or
 * follow-up: of its population, or of one cohort of it. Ordered as the subjects are given.
 */
export function survivalData(
  additions: readonly SubjectAddition[],
  endpointId: string,
  cohort: string | null = null,
): SurvivalTimes {
  const members: RowMember[] = []
  for (const { subject, enrolled, cohort: own, endpoints } of additions) {
    if (!enrolled || (cohort !== null && own !== cohort)) continue
    const endpoint = endpoints.find(({ id }) => id === endpointId)
    if (endpoint?.inPopulation === true) {
      members.push({ subject, cohort: own, value: endpoint.value })
    }
  }
  return survivalTimes(members)
}
