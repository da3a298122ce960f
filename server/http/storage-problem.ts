import { isBusy } from '../../db/busy.ts'
import { isDiskFull } from './disk-full.ts'
import { ProblemError } from './problem-error.ts'

/** What waited for so long may wait again at once: this only keeps a browser from asking in a loop. */
const RETRY_SECONDS = 5

/** The refusal of a write that the database could not take now: nothing of it was stored. Null for any other error. */
export function storageProblem(error: unknown): ProblemError | null {
  if (isDiskFull(error)) return new ProblemError({ type: 'urn:problem:storage-full', status: 507 })
  if (!isBusy(error)) return null
  const type = 'urn:problem:database-busy'
  return new ProblemError({ type, status: 503, retryAfterSeconds: RETRY_SECONDS })
}
