import { remembered } from '../../kernel/remembered.ts'
import { gradeQuestion, type GradeQuestion } from '../../laboratory/grade-result.ts'
import { phaseOf } from '../../laboratory/treatment-start.ts'
import { gradeAnalyte } from '../../safety/grading/grade-laboratory.ts'
import type { LabResult } from '../lab-results.ts'
import type { CheckSubject, SubjectQuestion } from '../subject.ts'

/** The CTCAE grades that a result leaves open under a term: from `min`, which is 1 or more, to `max`. */
export interface GradedResult {
  readonly result: LabResult
  readonly term: string
  readonly min: number
  readonly max: number
  readonly dateText: string
  /** Result with its unit. */
  readonly text: string
}

/** Results on treatment that give at least a grade 1, by the term they give it under. */
export function gradesByTerm(subject: CheckSubject): ReadonlyMap<string, readonly GradedResult[]> {
  return subject.ask(GRADES)
}

const GRADES: SubjectQuestion<ReadonlyMap<string, readonly GradedResult[]>> = {
  compute(subject) {
    const byTerm = new Map<string, GradedResult[]>()
    for (const result of subject.labs) {
      if (phaseOf(result, subject.treatment) !== 'on') continue
      for (const graded of gradesOf(subject, result)) {
        const own = byTerm.get(graded.term) ?? []
        byTerm.set(graded.term, own)
        own.push(graded)
      }
    }
    return byTerm
  },
}

function gradesOf(
  { labs: results, treatment }: CheckSubject,
  result: LabResult,
): readonly GradedResult[] {
  const question = gradeQuestion(result, { results, treatment })
  if (question === null) return []
  const { dateText, text, unit } = result
  const shared = { result, dateText, text: `${text} ${unit}` }
  return openGrades(question).map((grades) => ({ ...shared, ...grades }))
}

/** Grades from 1 on. Of a subject's results one changes at a time. */
const openGrades = remembered(
  ({ analyte, result }: GradeQuestion) =>
    gradeAnalyte(analyte, result).flatMap((graded) => {
      if (graded.status === 'not-gradable') return []
      const { term } = graded
      const [min, max] =
        graded.status === 'graded' ? [graded.grade, graded.grade] : [graded.min, graded.max]
      return min < 1 ? [] : [{ term, min, max }]
    }),
  (question) => JSON.stringify(question),
  20_000,
)

/** One grade, or the first and the last of several that are open. */
export function gradeText({ min, max }: Pick<GradedResult, 'min' | 'max'>): string {
  return min === max ? String(min) : `${min}–${max}`
}
