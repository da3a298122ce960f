/** Whose disk has no room: one of this machine, or the database server's. */
export type FullDisk = 'here' | 'database-server'

/**
 * What the file system, SQLite and PostgreSQL say where there is no room. Under WAL the first to find
 * none may be the index beside the file, which is memory mapped and has codes of its own.
 */
const CODES: Readonly<Record<string, FullDisk>> = {
  ENOSPC: 'here',
  EDQUOT: 'here',
  SQLITE_FULL: 'here',
  SQLITE_IOERR_SHMSIZE: 'here',
  '53100': 'database-server',
}

/** The disk that a failure, or what caused it, says is full; null for any other failure. Nothing of its write was stored. */
export function fullDisk(error: unknown): FullDisk | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const disk = CODES[code]
  if (disk !== undefined) return disk
  return error.cause === undefined ? null : fullDisk(error.cause)
}

export function isDiskFull(error: unknown): boolean {
  return fullDisk(error) !== null
}
