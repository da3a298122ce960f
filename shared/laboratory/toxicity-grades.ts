import type { LabResult } from '../checks/lab-results.ts'
import { remembered } from '../kernel/remembered.ts'
import { gradeAnalyte } from '../safety/grading/grade-laboratory.ts'
import type { LaboratoryGrade, LaboratoryGradeValue } from '../safety/grading/laboratory-grade.ts'
import { findLaboratoryTest } from '../safety/laboratory-tests.ts'
import { gradeQuestion, type GradeContext, type GradeQuestion } from './grade-result.ts'

/** Grades of a result as too low and as too high; null: no term, or the number alone leaves it open. */
export interface ToxicityGrades {
  readonly low: LaboratoryGradeValue | null
  readonly high: LaboratoryGradeValue | null
}

const NONE: ToxicityGrades = { low: null, high: null }

/** A grade under one CTCAE term. */
export interface TermGrade {
  readonly term: string
  readonly grade: LaboratoryGradeValue
}

/** The same of each term by itself. */
export function termGrades(result: LabResult, context: GradeContext): readonly TermGrade[] {
  const question = gradeQuestion(result, context)
  return question === null ? [] : gradesOf(question)
}

/**
 * The CTCAE grades that a result gives by its number alone. Where circumstances that are not collected
 * leave several open, the lowest of them, which the number proves; none where it proves no grade.
 * @source CTCAE v5.0
 */
export function toxicityGrades(result: LabResult, context: GradeContext): ToxicityGrades {
  return bothDirections(result.test, termGrades(result, context))
}

/** Grades of a test's terms by direction: the worst of each. */
export function bothDirections(test: string, found: readonly TermGrade[]): ToxicityGrades {
  if (found.length === 0) return NONE
  const low = findLaboratoryTest(test)?.low ?? null
  return {
    low: worstOf(found.filter(({ term }) => term === low)),
    high: worstOf(found.filter(({ term }) => term !== low)),
  }
}

const gradesOf = remembered(
  ({ analyte, result }: GradeQuestion): readonly TermGrade[] =>
    gradeAnalyte(analyte, result).flatMap((graded) => proven(graded) ?? []),
  (question) => JSON.stringify(question),
  20_000,
)

function proven(graded: LaboratoryGrade): TermGrade | null {
  switch (graded.status) {
    case 'graded':
      return { term: graded.term, grade: graded.grade }
    case 'range':
      return graded.min === 0 ? null : { term: graded.term, grade: graded.min }
    case 'not-gradable':
      return null
  }
}

function worstOf(grades: readonly TermGrade[]): LaboratoryGradeValue | null {
  let worst: LaboratoryGradeValue | null = null
  for (const { grade } of grades) if (worst === null || grade > worst) worst = grade
  return worst
}
