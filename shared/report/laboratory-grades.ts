import type { CheckRecord } from '../checks/define.ts'
import { baselineResult, labResults, type LabResult } from '../checks/lab-results.ts'
import type { Timeline } from '../endpoints/timeline.ts'
import { remembered } from '../kernel/remembered.ts'
import { gradeQuestion, type GradeContext, type GradeQuestion } from '../laboratory/grade-result.ts'
import { phaseOf, treatmentStart } from '../laboratory/treatment-start.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { gradeAnalyte } from '../safety/grading/grade-laboratory.ts'
import type { LaboratoryGradeValue } from '../safety/grading/laboratory-grade.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'

/** Grades of one subject under one CTCAE term; null: no result that could be graded. */
export interface LaboratoryShift {
  readonly test: string
  readonly term: string
  readonly baseline: LaboratoryGradeValue | null
  readonly worst: LaboratoryGradeValue | null
}

/**
 * Grade at baseline (the last result before treatment) and worst grade on treatment, by test and term.
 * On treatment: from the first dose to the protocol's days after the last one, and up to the cut-off.
 * Only limits that were recorded with a result are used, so that the same records give the same grades.
 */
export function laboratoryShifts(
  subject: TrialSubject,
  timeline: Timeline,
  definition: ProtocolDefinition,
): readonly LaboratoryShift[] {
  const context = laboratoryContext(subject, timeline, definition)
  const { results, treatment, isOnTreatment } = context
  const shifts = new Map<string, LaboratoryShift>()
  const put = (result: LabResult, phase: 'baseline' | 'worst'): void => {
    for (const { term, grade } of gradesOf(result, context)) {
      const key = `${result.test}\u0001${term}`
      const known = shifts.get(key) ?? { test: result.test, term, baseline: null, worst: null }
      shifts.set(key, { ...known, [phase]: worse(known[phase], grade) })
    }
  }
  for (const test of new Set(results.map((result) => result.test))) {
    const baseline = baselineResult(results, test, treatment)
    if (baseline !== null) put(baseline, 'baseline')
  }
  for (const result of results) {
    if (isOnTreatment(result)) put(result, 'worst')
  }
  return [...shifts.values()]
}

/** A subject's results with what tells those before treatment from those on it. */
export interface LaboratoryContext extends GradeContext {
  readonly isOnTreatment: (result: LabResult) => boolean
}

export function laboratoryContext(
  subject: TrialSubject,
  timeline: Timeline,
  definition: ProtocolDefinition,
): LaboratoryContext {
  const results = labResults(recordsOf(subject), LABS, NO_LABORATORIES)
  const treatment = treatmentStart(definition.schedule, timeline.firstDose)
  const context = { results, treatment }
  return {
    ...context,
    isOnTreatment: (result) => isOnTreatment(result, context, { timeline, definition }),
  }
}

const LABS = 'labs'
const NO_LABORATORIES = { laboratories: [], sampled: { sex: null, birth: null } }

/** Results as records by visit: those of a visit tell samples before treatment from those on it. */
function recordsOf(subject: TrialSubject): readonly CheckRecord[] {
  const byVisit = new Map<string, Row[]>()
  for (const row of rowsOf(subject, LABS)) {
    const visit = row['VISIT'] ?? ''
    const rows = byVisit.get(visit) ?? []
    byVisit.set(visit, rows)
    rows.push(row)
  }
  return [...byVisit].map(([visit, rows]) => ({
    id: null,
    form: LABS,
    visit: visit === '' ? null : visit,
    rowKey: '',
    values: { items: {}, rows },
  }))
}

function isOnTreatment(
  result: LabResult,
  { treatment }: GradeContext,
  at: { readonly timeline: Timeline; readonly definition: ProtocolDefinition },
): boolean {
  const { lastDose, limits } = at.timeline
  if (result.day === null || result.day > limits.cutoff) return false
  if (phaseOf(result, treatment) !== 'on') return false
  const days = at.definition.conventions.emergenceDaysAfterLastDose
  return lastDose === null || result.day - lastDose.day <= days
}

interface TermGrade {
  readonly term: string
  readonly grade: LaboratoryGradeValue
}

function gradesOf(result: LabResult, context: GradeContext): readonly TermGrade[] {
  const question = gradeQuestion(result, context)
  return question === null ? [] : certainGrades(question)
}

/** Where circumstances leave several grades open, the lowest of them is certain. */
const certainGrades = remembered(
  ({ analyte, result }: GradeQuestion): readonly TermGrade[] =>
    gradeAnalyte(analyte, result).flatMap((graded): readonly TermGrade[] => {
      if (graded.status === 'not-gradable') return []
      const grade = graded.status === 'graded' ? graded.grade : graded.min
      return [{ term: graded.term, grade }]
    }),
  (question) => JSON.stringify(question),
  20_000,
)

function worse(
  known: LaboratoryGradeValue | null,
  grade: LaboratoryGradeValue,
): LaboratoryGradeValue {
  return known === null || grade > known ? grade : known
}
