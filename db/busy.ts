/** Another process has been writing for longer than a write waits for it. Nothing of the write was stored. */
export class BusyDatabaseError extends Error {
  override readonly name = 'BusyDatabaseError'
  constructor() {
    super('Another process writes to the database for too long; nothing was stored. Try again.')
  }
}

/** Whether an error, or what caused it, says that another process holds the database. Nothing was stored. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'BusyDatabaseError') return true
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')) {
    return true
  }
  return error.cause !== undefined && isBusy(error.cause)
}
