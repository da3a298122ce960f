/**
 * How long a write waits for others, in milliseconds: an import from the shell of some thousand subjects
 * ends within it, and its answer comes before a browser or a proxy gives up.
 */
export const WRITE_PATIENCE_MS = 40_000

/** Another process has been writing for longer than a write waits for it. Nothing of the write was stored. */
export class BusyDatabaseError extends Error {
  override readonly name = 'BusyDatabaseError'
  constructor() {
    super('Another process writes to the database for too long; nothing was stored. Try again.')
  }
}

/** SQLite's code, or PostgreSQL's state of a lock that was not had in time. */
const BUSY = /^(?:SQLITE_BUSY|55P03$)/

/** Whether an error, or what caused it, says that another process holds the database. Nothing was stored. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'BusyDatabaseError') return true
  if ('code' in error && typeof error.code === 'string' && BUSY.test(error.code)) return true
  return error.cause !== undefined && isBusy(error.cause)
}
