import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite, { type Database } from 'better-sqlite3'
import { isBusy, WRITE_PATIENCE_MS } from './busy.ts'
import { CHANGE_MARKS, toChangeMarks } from './change-marks.ts'
import { columnsByTable } from './columns-by-table.ts'
import { hotStatements } from './hot-statements.ts'
import { isUpgrade, migrate, type MigrationSession, type OnUpgrade } from './migrate.ts'
import { readMigrations } from './migrations.ts'
import { asWrite, nestedWrite } from './nested-write.ts'
import * as schema from './schema.sqlite.ts'
import { sourcesOf } from './sources.ts'
import { GroupWriter } from './sqlite/group-writer.ts'
import { integrityFaults, isUnique, queriesOn } from './sqlite/queries-on.ts'
import { sqliteRunner } from './sqlite/runner.ts'
import { storeInside } from './sqlite/store-inside.ts'
import type { DriverRow } from './statement-runner.ts'
import type { ReadQueries, Sources, Store, Tx } from './store.ts'

export interface SqliteOptions extends Partial<Sources> {
  /** The database file; made when absent. `:memory:` is a file that lives as long as the store. */
  readonly path: string
  /** Folder that holds the migrations of both engines. */
  readonly migrationsRoot: string
  /** Runs in the transaction that takes steps, where the database was not empty. */
  readonly onUpgrade?: OnUpgrade | undefined
  /** How long the opening, and each write, waits for another process that writes. */
  readonly patienceMs?: number
}

const BETWEEN_TRIES_MS = 20

/**
 * Opens a SQLite file: one connection writes, one only reads, and a commit is flushed to disk
 * before it is acknowledged. Brings the schema up to date, or throws `NewerDatabaseError` or
 * `HalfMigratedDatabaseError` and leaves the file as it was.
 */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  const temporary = options.path === ':memory:' ? mkdtempSync(path.join(tmpdir(), 'db-')) : null
  const file = temporary === null ? options.path : path.join(temporary, 'store.sqlite')
  const remove = (): void => {
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true })
  }
  const { patienceMs = WRITE_PATIENCE_MS } = options
  const writing = new Sqlite(file)
  try {
    await prepareFile(writing, { ...options, patienceMs })
  } catch (error) {
    writing.close()
    remove()
    throw error
  }
  return sqliteStore({ file, writing, patienceMs, sources: sourcesOf(options), remove })
}

async function prepareFile(
  db: Database,
  options: SqliteOptions & { readonly patienceMs: number },
): Promise<void> {
  const { migrationsRoot, onUpgrade, patienceMs } = options
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  // Without this, INSERT OR REPLACE removes rows past the triggers that refuse DELETE.
  db.pragma('recursive_triggers = ON')
  // A migration may rebuild a table that others refer to; what it leaves behind is checked instead.
  db.pragma('foreign_keys = OFF')
  await beginPatiently(db, patienceMs)
  try {
    const known = readMigrations(migrationsRoot, 'sqlite')
    const steps = await migrate(sqliteMigrationSession(db), known, schema)
    if (isUpgrade(steps)) await onUpgrade?.(storeInside(db, sourcesOf(options)), steps)
    const orphans = db.pragma('foreign_key_check') as unknown[]
    if (orphans.length > 0)
      throw new Error(`The migration left ${orphans.length} rows without parent.`)
    db.exec('commit')
  } catch (error) {
    if (db.inTransaction) db.exec('rollback')
    throw error
  }
  db.pragma('foreign_keys = ON')
}

/** Waits without stopping the process, which may be told to end meanwhile. */
async function beginPatiently(db: Database, patienceMs: number): Promise<void> {
  db.pragma('busy_timeout = 0')
  const end = performance.now() + patienceMs
  for (;;) {
    try {
      db.exec('begin immediate')
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
    }
    await setTimeout(BETWEEN_TRIES_MS)
  }
}

/** The migration's view of a connection in a transaction. */
export function sqliteMigrationSession(db: Database): MigrationSession {
  const rows = (text: string): Promise<readonly DriverRow[]> =>
    Promise.resolve(db.prepare(text).all() as DriverRow[])
  return {
    rows,
    execute: (text) => {
      db.exec(text)
      return Promise.resolve()
    },
    async columns() {
      const found = await rows(
        `select m.name as "table", c.name as "column" from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'`,
      )
      return columnsByTable(found)
    },
  }
}

interface OpenFile {
  readonly file: string
  readonly writing: Database
  readonly patienceMs: number
  readonly sources: Sources
  readonly remove: () => void
}

function sqliteStore({ file, writing, patienceMs, sources, remove }: OpenFile): Store {
  const reading = new Sqlite(file, { readonly: true })
  const tx: Tx = Object.assign(queriesOn(writing), {
    hot: hotStatements(schema, sqliteRunner(writing)),
  })
  const writer = new GroupWriter(writing, patienceMs)
  const marks = reading.prepare<[], DriverRow>(CHANGE_MARKS)
  const store: Store = {
    engine: 'sqlite',
    installation: sources.installation,
    t: schema,
    read: queriesOn(reading),
    write(fn) {
      const nested = nestedWrite()
      return nested === null
        ? writer.write(() => asWrite(async () => fn(tx)))
        : Promise.reject(nested)
    },
    snapshot: (fn) => snapshotOf(file, fn),
    forHeavyReads: () => Promise.resolve(store),
    changeMarks: async () => toChangeMarks(await Promise.resolve(marks.all())),
    isUnique,
    integrityFaults: () => Promise.resolve(integrityFaults(reading)),
    now: () => sources.now().toISOString(),
    newId: sources.newId,
    async close() {
      await writer.idle()
      reading.close()
      writing.close()
      remove()
    },
  }
  return store
}

async function snapshotOf<T>(file: string, fn: (queries: ReadQueries) => Promise<T>): Promise<T> {
  const db = new Sqlite(file, { readonly: true })
  try {
    // The first read fixes the state that the transaction sees.
    db.exec('begin; select count(*) from chain_head')
    return await fn(queriesOn(db))
  } finally {
    db.close()
  }
}
