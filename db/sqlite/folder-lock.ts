import Sqlite from 'better-sqlite3'

/** Lets go of what was locked. */
export type Release = () => void

/**
 * Locks a file for this process, or gives null where another one holds it. The system itself keeps the
 * lock and lets it go with the process, however that ends: nothing stale is ever left. The file stays
 * empty and is never removed.
 */
export function lockFile(file: string): Release | null {
  const db = new Sqlite(file, { timeout: 0 })
  try {
    db.exec('begin exclusive')
  } catch (error) {
    db.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return () => {
    db.close()
  }
}
