import { recordSchema, type RecordView } from '../../../shared/api/routes/subjects.ts'
import { ProblemFailure } from '../http.ts'

/** The record as a colleague stored it meanwhile, when that is why a save was refused; else null. */
export function recordOf(error: unknown): RecordView | null {
  if (!(error instanceof ProblemFailure)) return null
  if (error.problem.type !== 'urn:problem:version-conflict') return null
  const current = recordSchema.safeParse(error.problem.current)
  return current.success ? current.data : null
}
