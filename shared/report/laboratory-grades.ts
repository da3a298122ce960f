import type { GradedResult } from '../laboratory/graded-results.ts'
import type { LaboratoryGradeValue } from '../safety/grading/laboratory-grade.ts'

/** Grades of one subject under one CTCAE term; null: no result that could be graded. */
export interface LaboratoryShift {
  readonly test: string
  readonly term: string
  readonly baseline: LaboratoryGradeValue | null
  readonly worst: LaboratoryGradeValue | null
}

/**
 * Grade at baseline (the last result before treatment) and worst grade on treatment, by test and term:
 * of the same graded results as ADLB, in the same window.
 */
export function laboratoryShifts(results: readonly GradedResult[]): readonly LaboratoryShift[] {
  const shifts = new Map<string, LaboratoryShift>()
  const put = ({ result: { test }, terms }: GradedResult, phase: 'baseline' | 'worst'): void => {
    for (const { term, grade } of terms) {
      const key = `${test}\u0001${term}`
      const known = shifts.get(key) ?? { test, term, baseline: null, worst: null }
      shifts.set(key, { ...known, [phase]: worse(known[phase], grade) })
    }
  }
  for (const result of results) {
    if (result.isBaseline) put(result, 'baseline')
    if (result.onTreatment) put(result, 'worst')
  }
  return [...shifts.values()]
}

function worse(
  known: LaboratoryGradeValue | null,
  grade: LaboratoryGradeValue,
): LaboratoryGradeValue {
  return known === null || grade > known ? grade : known
}
