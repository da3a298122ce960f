import { sql } from 'drizzle-orm'
import type { Store } from './store.ts'

export interface DatabaseFacts {
  /** As the engine says it. */
  readonly version: string
  /** How large it is on disk. */
  readonly bytes: number
}

/** Version and size of the database behind a store. */
export async function databaseFacts({ engine, read }: Store): Promise<DatabaseFacts> {
  const isSqlite = engine === 'sqlite'
  const version = isSqlite
    ? sql<string>`sqlite_version()`
    : sql<string>`current_setting('server_version')`
  const pages = sql`(select c.page_count * s.page_size from pragma_page_count() c, pragma_page_size() s)`
  const bytes = isSqlite ? pages : sql`pg_database_size(current_database())`
  const [row] = await read.select({ version, bytes }).from(sql`(select 1) as one`)
  return { version: row?.version ?? '', bytes: Number(row?.bytes ?? 0) }
}
