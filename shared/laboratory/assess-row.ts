import { previousResult, type LabResult } from '../checks/lab-results.ts'
import { gradeAnalyte } from '../safety/grading/grade-laboratory.ts'
import type { LaboratoryGrade, NotGradableReason } from '../safety/grading/laboratory-grade.ts'
import { gradeQuestion, type GradeContext } from './grade-result.ts'
import { rangeFlag, type RangeFlag } from './normal-range.ts'
import type { RowLimits } from './row-limits.ts'
import { toStandard, type StandardValue } from './standard-value.ts'

/** A CTCAE grade that a result suggests, or the range of grades that it leaves open. */
export type SuggestedGrade = Extract<LaboratoryGrade, { status: 'graded' | 'range' }>

/** A result with everything it is read against. */
export interface AssessedResult {
  readonly limits: RowLimits
  readonly flag: RangeFlag | null
  /** Grades from 1 on; a grade 0 only where the result lies outside its range. */
  readonly grades: readonly SuggestedGrade[]
  /** Why there is no grade, where a limit or a unit would give one. */
  readonly ungraded: NotGradableReason | null
  readonly previous: LabResult | null
  /** The result before as it is read here: with its unit where that is another. */
  readonly previousText: string
  /** In the standard unit of the test, where that is another number. */
  readonly standard: StandardValue | null
}

/**
 * A result against its normal range, the CTCAE rules, the result before and the standard unit. The
 * grade is a suggestion with its trace; nothing is stored.
 * @source CTCAE v5.0
 */
export function assessResult(result: LabResult, context: GradeContext): AssessedResult {
  const { limits } = result
  const flag = rangeFlag(result.text, limits)
  const standard = toStandard(result.test, result.text, result.unit)
  const graded = gradesFor(result, context)
  const previous = previousResult(context.results, result)
  return {
    limits,
    flag,
    grades: suggested(graded, flag),
    ungraded: graded.some(({ status }) => status !== 'not-gradable') ? null : reasonOf(graded),
    previous,
    previousText: previous === null ? '' : textBeside(previous, result),
    standard: standard !== null && standard.factor !== 1 ? standard : null,
  }
}

function textBeside({ text, unit }: LabResult, result: LabResult): string {
  return unit === result.unit ? text : `${text} ${unit}`.trim()
}

function gradesFor(result: LabResult, context: GradeContext): readonly LaboratoryGrade[] {
  const question = gradeQuestion(result, context)
  return question === null ? [] : gradeAnalyte(question.analyte, question.result)
}

function suggested(
  graded: readonly LaboratoryGrade[],
  flag: RangeFlag | null,
): readonly SuggestedGrade[] {
  const all = graded.filter((grade) => grade.status !== 'not-gradable')
  const raised = all.filter((grade) => highestOf(grade) > 0)
  if (raised.length > 0) return raised
  return flag === 'L' || flag === 'H' ? all.slice(0, 1) : []
}

function highestOf(grade: SuggestedGrade): number {
  return grade.status === 'graded' ? grade.grade : grade.max
}

/** Only what a person can supply. */
function reasonOf(graded: readonly LaboratoryGrade[]): NotGradableReason | null {
  const reasons = graded.flatMap((grade) => (grade.status === 'not-gradable' ? [grade.reason] : []))
  const wanted: readonly NotGradableReason[] = [
    'missing-unit',
    'unknown-unit',
    'missing-uln',
    'missing-lln',
  ]
  return wanted.find((reason) => reasons.includes(reason)) ?? null
}
