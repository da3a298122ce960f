import type { AnalysisFamilies } from '../endpoints/derivation.ts'
import type { IsoDate } from '../kernel/brand.ts'
import { agreements, type Agreement } from './agreement.ts'
import { comparePlans, type PlannedResults, type PlannedSubjects } from './compare.ts'
import type { SensitivityPlans } from './plans.ts'

/** What a study comes to under every plan. */
export interface SensitivityResults {
  readonly plans: SensitivityPlans
  readonly results: PlannedResults
  readonly agreements: readonly Agreement[]
}

export function sensitivityResults(
  of: PlannedSubjects,
  cutoff: IsoDate,
  families: Pick<AnalysisFamilies, 'endpoints'>,
): SensitivityResults {
  return {
    plans: of.plans,
    results: comparePlans(of, cutoff, families),
    agreements: agreements(of),
  }
}
