import type { Day } from '../kernel/brand.ts'
import type { BaselineLesion, BaselineViolationCode } from './baseline-lesion.ts'
import type { BaselineRules } from './define.ts'
import { lesionViolations } from './lesion-eligibility.ts'
import { excessTargets } from './target-limits.ts'

export interface BaselineSelection {
  readonly rules: BaselineRules
  readonly imaging: Day
  /** `null`: treatment has not started; the age of the imaging cannot be judged yet. */
  readonly treatmentStart: Day | null
  readonly lesions: readonly BaselineLesion[]
}

/** What is wrong with a selection; without a lesion it concerns the selection as a whole. */
export interface BaselineViolation {
  readonly lesionId: string | null
  readonly code: BaselineViolationCode
}

const MAX_IMAGING_AGE_DAYS = 28

/** Everything that speaks against a baseline selection; empty when it is valid. @source rules S and M */
export function baselineViolations(selection: BaselineSelection): readonly BaselineViolation[] {
  const { rules, lesions } = selection
  return [
    ...imagingViolations(selection),
    ...countViolations(lesions.filter(({ selectedAs }) => selectedAs === 'TARGET')),
    ...lesions.flatMap((lesion) =>
      lesionViolations(lesion, rules).map((code) => ({ lesionId: lesion.id, code })),
    ),
  ]
}

/** S-1: at most 28 days before the start of treatment, and not after it. */
function imagingViolations({ imaging, treatmentStart }: BaselineSelection): BaselineViolation[] {
  if (treatmentStart === null) return []
  if (imaging > treatmentStart) return [whole('BASELINE_IMAGING_AFTER_TREATMENT_START')]
  const age = treatmentStart - imaging
  return age > MAX_IMAGING_AGE_DAYS ? [whole('BASELINE_IMAGING_TOO_OLD')] : []
}

/** S-4: at most five targets, at most two in one organ. */
function countViolations(targets: readonly BaselineLesion[]): BaselineViolation[] {
  return [...new Set(excessTargets(targets).map(({ code }) => code))].sort().map(whole)
}

function whole(code: BaselineViolationCode): BaselineViolation {
  return { lesionId: null, code }
}
