/**
 * What the file system, SQLite and PostgreSQL say where there is no room. Under WAL the first to find
 * none may be the index beside the file, which is memory mapped and has codes of its own.
 */
const CODES: ReadonlySet<unknown> = new Set([
  'ENOSPC',
  'EDQUOT',
  'SQLITE_FULL',
  'SQLITE_IOERR_SHMSIZE',
  '53100',
])

/** Whether a failure, or what caused it, is that the disk is full. Nothing of its write was stored. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && CODES.has(error.code)) return true
  return error.cause !== undefined && isDiskFull(error.cause)
}
