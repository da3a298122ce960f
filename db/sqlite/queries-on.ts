import Sqlite, { type Database } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { WriteQueries } from '../store.ts'
import { CachingConnection } from './statement-cache.ts'

// Every query is awaited as a builder, which both engines understand: so the synchronous driver
// stands in for the asynchronous type.
export function queriesOn(db: Database): WriteQueries {
  const client = new CachingConnection(db) as unknown as Database
  return drizzle({ client }) as unknown as WriteQueries
}

const UNIQUE_CODES = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])

export function isUnique(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Sqlite.SqliteError && UNIQUE_CODES.has(cause.code)
}

/** What the database's own check finds, broken references too. */
export function integrityFaults(db: Database): readonly string[] {
  const pages = db.pragma('integrity_check') as { integrity_check: string }[]
  const orphans = db.pragma('foreign_key_check') as {
    table: string
    rowid: number
    parent: string
  }[]
  return [
    ...pages.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    ...orphans.map(({ table, rowid, parent }) => `${table} row ${rowid} has no ${parent}`),
  ]
}
