import Sqlite, { type Database } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { neutralRow, pageText, plainName, quoted } from '../bulk-load.ts'
import type { LoadSession, LoadTarget } from '../bulk-load.ts'
import { sqliteMigrationSession } from '../open-sqlite.ts'
import * as schema from '../schema.sqlite.ts'
import type { ReadQueries } from '../store.ts'
import type { NeutralValue } from '../table-shapes.ts'

/**
 * Fills a new file that nobody reads yet: without a journal, so a load that fails leaves a file to be
 * thrown away. Keys are checked when the file is opened as a store.
 */
export function sqliteLoadTarget(file: string): LoadTarget {
  return {
    engine: 'sqlite',
    async load(fn) {
      const db = new Sqlite(file)
      try {
        db.pragma('journal_mode = OFF')
        db.pragma('synchronous = OFF')
        db.pragma('foreign_keys = OFF')
        db.exec('begin exclusive')
        const result = await fn(sqliteLoadSession(db))
        db.exec('commit')
        return result
      } finally {
        db.close()
      }
    },
  }
}

/** The load's view of a connection in a transaction. */
export function sqliteLoadSession(db: Database): LoadSession {
  return {
    ...sqliteMigrationSession(db),
    tables: schema,
    queries: drizzle({ client: db }) as unknown as ReadQueries,
    asStore: () => null,
    // eslint-disable-next-line @typescript-eslint/require-await -- what throws has to reject
    async insert(shape, rows) {
      const names = shape.columns.map(({ name }) => name)
      const marks = names.map(() => '?').join(', ')
      const into = `insert into "${plainName(shape.name)}" (${quoted(names)})`
      const statement = db.prepare(`${into} values (${marks})`)
      for (const row of rows) statement.run(names.map((name) => stored(row[name])))
    },
    page(shape, after, limit) {
      const key = after === null ? [] : shape.key.map((name) => stored(after[name]))
      const marks = key.map(() => '?')
      const rows = db.prepare(`${pageText(shape, marks)} limit ?`).all(...key, limit)
      return Promise.resolve(rows.map((row) => neutralRow(shape, row as Record<string, unknown>)))
    },
  }
}

function stored(value: NeutralValue | undefined): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  return value ?? null
}
