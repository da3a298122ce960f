import type { ResponseCriterion } from './define.ts'
import { deriveTimePoints } from './derive-time-points.ts'
import type { NewLesionRules } from './new-lesions.ts'

/** A criterion as data: what differs between members of the family. */
export interface CriterionDefinition extends Omit<ResponseCriterion, 'derive'> {
  readonly rules: NewLesionRules
}

/** A criterion that the common engine derives. */
export function createCriterion({ rules, ...member }: CriterionDefinition): ResponseCriterion {
  return {
    ...member,
    derive: (baseline, assessments, settings, source) =>
      deriveTimePoints({
        criterion: member.key,
        baseline,
        assessments,
        settings,
        rules,
        source,
      }),
  }
}
