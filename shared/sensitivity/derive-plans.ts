import { toAddition, type AnalysisFamilies, type SubjectAddition } from '../endpoints/derivation.ts'
import { deriveSubject } from '../endpoints/derive-subject.ts'
import type { IsoDate } from '../kernel/brand.ts'
import type { TrialSubject } from '../trial/trial.ts'
import type { AnalysisPlan } from './define.ts'
import type { SensitivityPlans } from './plans.ts'

/** What one subject adds under each plan, in the order of the plans. */
export type PlannedAdditions = readonly SubjectAddition[]

/** One subject under every plan. Depends on this subject alone. */
export function derivePlans(
  subject: TrialSubject,
  { variants }: SensitivityPlans,
  cutoff: IsoDate,
  families: AnalysisFamilies,
): PlannedAdditions {
  return variants.map(({ plan }) => {
    const { definition, source } = plan
    const derivation = deriveSubject(subject, definition, { cutoff, source }, families)
    return only(toAddition(derivation), isKept(plan, subject, cutoff))
  })
}

function isKept({ keeps }: AnalysisPlan, subject: TrialSubject, cutoff: IsoDate): boolean {
  return keeps === undefined || keeps(subject, cutoff)
}

/** Without what no outcome needs; a subject that the plan leaves out is in no population of it. */
function only(addition: SubjectAddition, kept: boolean): SubjectAddition {
  const endpoints = kept
    ? addition.endpoints
    : addition.endpoints.map((one) => ({ ...one, inPopulation: false }))
  return { ...addition, endpoints, timepoints: [], queries: [] }
}
