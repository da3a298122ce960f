import type { LaboratoryGradeValue } from './grading/laboratory-grade.ts'

/** One subject's grades of one laboratory test in one direction; null: no gradable result. */
export interface ShiftInput {
  readonly subject: string
  readonly baseline: LaboratoryGradeValue | null
  readonly worstOnTreatment: LaboratoryGradeValue | null
}

export type ShiftGrade = LaboratoryGradeValue | 'missing'

export const SHIFT_GRADES: readonly ShiftGrade[] = [0, 1, 2, 3, 4, 'missing']

export interface ShiftRow {
  readonly baseline: ShiftGrade
  /** Subjects by worst grade on treatment, in the order of `SHIFT_GRADES`. */
  readonly byWorst: readonly number[]
  readonly total: number
}

/**
 * Shift of a laboratory test: grade at baseline against the worst grade on treatment. Every
 * subject stands in exactly one cell.
 * @source adverse-event reporting conventions, section 8, table 9
 */
export function tabulateShift(subjects: readonly ShiftInput[]): readonly ShiftRow[] {
  return SHIFT_GRADES.map((baseline) => {
    const row = subjects.filter((subject) => (subject.baseline ?? 'missing') === baseline)
    const byWorst = SHIFT_GRADES.map(
      (worst) => row.filter((one) => (one.worstOnTreatment ?? 'missing') === worst).length,
    )
    return { baseline, byWorst, total: row.length }
  })
}
