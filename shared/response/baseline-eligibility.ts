import type { Day } from '../kernel/brand.ts'
import type { BaselineLesion, BaselineViolationCode } from './baseline-lesion.ts'
import type { BaselineRules } from './define.ts'
import { lesionViolations } from './lesion-eligibility.ts'

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
const MAX_TARGETS = 5
const MAX_TARGETS_PER_ORGAN = 2

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
  const violations: BaselineViolation[] = []
  if (targets.length > MAX_TARGETS) violations.push(whole('TOO_MANY_TARGETS'))
  const perOrgan = new Map<string, number>()
  for (const target of targets) {
    const organ = organOf(target)
    perOrgan.set(organ, (perOrgan.get(organ) ?? 0) + 1)
  }
  if (Math.max(0, ...perOrgan.values()) > MAX_TARGETS_PER_ORGAN) {
    violations.push(whole('TOO_MANY_TARGETS_IN_ORGAN'))
  }
  return violations
}

function whole(code: BaselineViolationCode): BaselineViolation {
  return { lesionId: null, code }
}

/** All nodes are one organ, and so is a pair of organs. */
function organOf({ nodal, organ }: BaselineLesion): string {
  if (nodal) return 'lymph node'
  const name = organ.trim().toLowerCase()
  if (name.startsWith('liver')) return 'liver'
  return name
    .replace(/\b(?:left|right|bilateral)\b/g, '')
    .replace(/[^\p{Letter}]+/gu, ' ')
    .trim()
    .replace(/s$/, '')
}
