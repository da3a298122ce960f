import { recordSchema, type RecordView } from '../../../shared/api/routes/subjects.ts'
import { isProblem, ProblemFailure } from '../http.ts'

/**
 * The record as a colleague stored it meanwhile, when that is why a save was refused; else null.
 * `known`: what this page knows to be stored at the form's place, for a form that two people filled for
 * the first time.
 */
export function storedInConflict(error: unknown, known: RecordView | null): RecordView | null {
  if (!(error instanceof ProblemFailure)) return null
  if (isTaken(error)) return known
  if (error.problem.type !== 'urn:problem:version-conflict') return null
  const current = recordSchema.safeParse(error.problem.current)
  return current.success ? current.data : null
}

/** Whether a first save was refused because the form has a record by now. */
export function isTaken(error: unknown): boolean {
  return isProblem(error, 'urn:problem:already-exists')
}
