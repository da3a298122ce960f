import type { BackupFault } from '../../shared/backup/faults.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { fullDisk } from '../http/disk-full.ts'
import { ProblemError } from '../http/problem-error.ts'

export type FaultParams = Readonly<Record<string, string | number>>

/** The refusal of a backup, a restore or a drill: nothing was changed. */
export function refusal(fault: BackupFault, params: FaultParams = {}): ProblemError {
  return new ProblemError({
    type: 'urn:problem:backup',
    status: 409,
    fault,
    params: { ...params },
    detail: sentence('en', `backup.fault.${fault}`, params),
  })
}

const CLOSED: ReadonlySet<unknown> = new Set([
  ...['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENAMETOOLONG'],
])

/** A fault of a disk as a refusal that names the folder or the server; anything else as it is. */
export function diskRefusal(error: unknown, folder: string): unknown {
  const full = fullDisk(error)
  if (full !== null)
    return full === 'here' ? refusal('target-full', { folder }) : refusal('server-full')
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (CLOSED.has(code)) return refusal('target-folder', { folder })
  return error
}

/** Whether an error is the refusal of that fault. */
export function isRefusal(error: unknown, fault: BackupFault): boolean {
  if (!(error instanceof ProblemError) || error.problem.type !== 'urn:problem:backup') return false
  return error.problem.fault === fault
}

/** The fault that a refusal names, with its values; null for any other error. */
export function faultIn(error: unknown): BackupFaultFound | null {
  if (!(error instanceof ProblemError) || error.problem.type !== 'urn:problem:backup') return null
  const { fault, params } = error.problem
  return { fault, params }
}

interface BackupFaultFound {
  readonly fault: BackupFault
  readonly params: Record<string, string | number>
}

/** The part of an archive that a refusal calls altered; null for any other error. */
export function partOf(error: unknown): string | null {
  if (!(error instanceof ProblemError) || error.problem.type !== 'urn:problem:backup') return null
  return error.problem.fault === 'altered' ? String(error.problem.params['part']) : null
}
