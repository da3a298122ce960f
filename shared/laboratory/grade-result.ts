import { baselineResult, valueIn, type LabResult } from '../checks/lab-results.ts'
import type { LaboratoryResult } from '../safety/grading/laboratory-grade.ts'
import { findLaboratoryTest } from '../safety/laboratory-tests.ts'
import { rangeFlag } from './normal-range.ts'
import { phaseOf, type TreatmentStart } from './treatment-start.ts'

/** What a result of a subject is graded against. */
export interface GradeContext {
  /** All results of the subject by date. */
  readonly results: readonly LabResult[]
  readonly treatment: TreatmentStart
}

/** What the CTCAE rules are asked of a result. */
export interface GradeQuestion {
  readonly analyte: string
  readonly result: LaboratoryResult
}

/**
 * The question that grades a result, the same wherever a grade is shown or checked: against the limits
 * recorded with it or else its laboratory's, and on treatment against the baseline, which a result
 * before it has not. Null where no term is graded from the test, or there is no result.
 * @source CTCAE v5.0
 */
export function gradeQuestion(result: LabResult, context: GradeContext): GradeQuestion | null {
  const analyte = findLaboratoryTest(result.test)?.analyte ?? null
  if (analyte === null || result.text === '') return null
  const baseline = baselineOf(result, context)
  const { text: value, unit, low: lln, high: uln } = result
  return {
    analyte,
    result: {
      ...{ value, unit, lln, uln },
      baseline: baseline === null ? null : valueIn(baseline, unit),
      baselineState: baseline === null ? null : stateOf(baseline),
    },
  }
}

function baselineOf(result: LabResult, { results, treatment }: GradeContext): LabResult | null {
  if (phaseOf(result, treatment) !== 'on') return null
  return baselineResult(results, result.test, treatment)
}

const STATES = { L: 'low', N: 'normal', H: 'high' } as const

function stateOf({ text, limits }: LabResult): 'normal' | 'high' | 'low' | null {
  const flag = rangeFlag(text, limits)
  return flag === null ? null : STATES[flag]
}
