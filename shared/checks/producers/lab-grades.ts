import type { Day } from '../../kernel/brand.ts'
import { oncePer, remembered } from '../../kernel/remembered.ts'
import { gradeAnalyte } from '../../safety/grading/grade-laboratory.ts'
import type { LaboratoryResult } from '../../safety/grading/laboratory-grade.ts'
import { findLaboratoryTest } from '../../safety/laboratory-tests.ts'
import { baselineResult, valueIn, type LabResult } from '../lab-results.ts'
import type { CheckSubject } from '../subject.ts'

/** A result with the CTCAE grade it gives under a term. */
export interface GradedResult {
  readonly result: LabResult
  readonly term: string
  readonly grade: number
  readonly day: Day
  readonly dateText: string
  /** Result with its unit. */
  readonly text: string
}

/** Results after baseline that give a grade from 1 on, by the term they give it under. */
export const gradesByTerm = oncePer(
  (subject: CheckSubject): ReadonlyMap<string, readonly GradedResult[]> => {
    const byTerm = new Map<string, GradedResult[]>()
    const firstDose = subject.timeline.firstDose?.day ?? null
    for (const result of subject.labs) {
      if (firstDose === null || result.day === null || result.day < firstDose) continue
      for (const graded of gradesOf(subject, result, result.day)) {
        const own = byTerm.get(graded.term) ?? []
        byTerm.set(graded.term, own)
        own.push(graded)
      }
    }
    return byTerm
  },
)

function gradesOf(subject: CheckSubject, result: LabResult, day: Day): readonly GradedResult[] {
  const analyte = findLaboratoryTest(result.test)?.analyte ?? null
  if (analyte === null || result.value === null) return []
  const firstDose = subject.timeline.firstDose?.day ?? null
  const before = baselineResult(subject.labs, result.test, firstDose)
  const { text, unit, low: lln, high: uln, dateText } = result
  const baseline = before === null ? null : valueIn(before, unit)
  const question = { value: text, unit, lln, uln, baseline, baselineState: stateOf(before) }
  return certainGrades({ analyte, question }).map(({ term, grade }) => ({
    result,
    term,
    grade,
    day,
    dateText,
    text: `${text} ${unit}`,
  }))
}

interface Asked {
  readonly analyte: string
  readonly question: LaboratoryResult
}

/** Grades from 1 on that are certain. Of a subject's results one changes at a time. */
const certainGrades = remembered(
  ({ analyte, question }: Asked) =>
    gradeAnalyte(analyte, question).flatMap((graded) => {
      if (graded.status !== 'graded' || graded.grade < 1) return []
      return [{ term: graded.term, grade: graded.grade }]
    }),
  (asked) => JSON.stringify(asked),
  20_000,
)

function stateOf(before: LabResult | null): 'normal' | 'high' | 'low' | null {
  const value = before?.value ?? null
  if (before === null || value === null) return null
  if (before.high !== null && value > before.high) return 'high'
  return before.low !== null && value < before.low ? 'low' : 'normal'
}
