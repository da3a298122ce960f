import { randomBytes } from 'node:crypto'
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  HalfMigratedDatabaseError,
  NewerDatabaseError,
  pendingMigrations,
  readMigrations,
} from '../../db/migrations.ts'
import { openPostgres } from '../../db/open-postgres.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'
import { MIGRATIONS_ROOT } from './open-stores.ts'
import { saveNew, seedStudy } from './seed.ts'

const step = (number: number, hash = `hash-${number}`) => ({
  number,
  name: `step-${number}`,
  hash,
  statements: [],
})
const known = [step(0), step(1), step(2)]

describe('the steps that a database lacks', () => {
  it.each([
    { applied: 0, missing: ['step-0', 'step-1', 'step-2'] },
    { applied: 2, missing: ['step-2'] },
    { applied: 3, missing: [] },
  ])('$applied steps taken', ({ applied, missing }) => {
    const pending = pendingMigrations(known, known.slice(0, applied))
    expect(pending.map(({ name }) => name)).toEqual(missing)
  })

  it.each([
    { why: 'a step beyond ours', applied: [...known, step(3)], error: NewerDatabaseError },
    { why: 'a step left out', applied: [step(0), step(2)], error: HalfMigratedDatabaseError },
    { why: 'a step of other text', applied: [step(0, 'x')], error: HalfMigratedDatabaseError },
  ])('refused: $why', ({ applied, error }) => {
    expect(() => pendingMigrations(known, applied)).toThrow(error)
  })

  it('has the same steps for both engines', () => {
    const names = (folder: 'sqlite' | 'pg') =>
      readMigrations(MIGRATIONS_ROOT, folder).map(({ name }) => name)
    expect(names('sqlite')).toEqual(names('pg'))
  })
})

/** An empty database of one engine, and ways past the product. */
interface OpenedDatabase {
  readonly open: (migrationsRoot?: string) => Promise<Store>
  /** Runs SQL text as its owner could. */
  readonly change: (text: string) => Promise<void>
  /** Every table with its columns, as text. */
  readonly schemaText: () => Promise<string>
  readonly remove: () => Promise<void>
}

function sqliteDatabase(folder: string): OpenedDatabase {
  const file = path.join(folder, 'study.sqlite')
  const within = <T>(work: (db: Sqlite.Database) => T): Promise<T> => {
    const db = new Sqlite(file)
    const done = work(db)
    db.close()
    return Promise.resolve(done)
  }
  return {
    open: (migrationsRoot = MIGRATIONS_ROOT) => openSqlite({ path: file, migrationsRoot }),
    change: (text) =>
      within((db) => {
        db.exec(text)
      }),
    schemaText: () =>
      within((db) =>
        JSON.stringify(db.prepare('select sql from sqlite_master order by name').all()),
      ),
    remove: () => Promise.resolve(),
  }
}

async function postgresDatabase(): Promise<OpenedDatabase> {
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '')
  const schema = `test_${randomBytes(6).toString('hex')}`
  url.searchParams.set('options', `-c search_path=${schema}`)
  const owner = new pg.Client({ connectionString: url.href })
  await owner.connect()
  await owner.query(`create schema ${schema}`)
  return {
    open: (migrationsRoot = MIGRATIONS_ROOT) =>
      openPostgres({ url: url.href, migrationsRoot, connections: 1 }),
    async change(text) {
      await owner.query(text)
    },
    async schemaText() {
      const { rows } = await owner.query(
        `select table_name, column_name, data_type, is_nullable, column_default
         from information_schema.columns where table_schema = '${schema}' order by 1, 2`,
      )
      return JSON.stringify(rows)
    },
    async remove() {
      await owner.query(`drop schema ${schema} cascade`)
      await owner.end()
    },
  }
}

const DATABASES = [
  { engine: 'SQLite', steps: 'sqlite' as const, make: sqliteDatabase },
  ...(process.env['TEST_DATABASE_URL'] === undefined
    ? []
    : [{ engine: 'PostgreSQL', steps: 'pg' as const, make: postgresDatabase }]),
]

describe.each(DATABASES)('opening a database of $engine', ({ steps, make }) => {
  let folder: string
  let database: OpenedDatabase
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'migrate-'))
    database = await make(folder)
  })
  afterEach(async () => {
    await database.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = (root?: string) => database.open(root)
  const madeThen = async (change: string) => {
    await (await open()).close()
    await database.change(change)
  }

  it('brings an empty one to the present schema', async () => {
    const store = await open()
    expect(await store.read.select().from(store.t.study)).toEqual([])
    await store.close()
  })

  it('finds the data again and takes no step twice', async () => {
    const first = await open()
    await seedStudy(first)
    await saveNew(first, 'r1', { AETERM: 'Pain' })
    await first.close()
    const again = await open()
    expect(await again.read.select().from(again.t.record)).toHaveLength(1)
    await again.close()
  })

  it('BK-04: takes a further step with rows in the tables', async () => {
    const first = await open()
    await seedStudy(first)
    await first.close()
    const newer = withFurtherStep(folder, steps, 'alter table study add column sponsor text;')
    const store = await open(newer)
    expect(await store.read.select().from(store.t.subject)).toHaveLength(1)
    await store.close()
    await expect(open()).rejects.toThrow(NewerDatabaseError)
  })

  it('BK-04: changes nothing when a step fails half-way', async () => {
    await (await open()).close()
    const before = await database.schemaText()
    const broken = withFurtherStep(
      folder,
      steps,
      'create table extra (a text);\n--> statement-breakpoint\nnot sql;',
    )
    await expect(open(broken)).rejects.toThrow(/syntax error/)
    expect(await database.schemaText()).toBe(before)
    await (await open()).close()
  })

  it('BK-04: refuses a newer database and says what to do', async () => {
    await madeThen(`insert into schema_migration values (999, '0999_future', 'x')`)
    await expect(open()).rejects.toThrow(NewerDatabaseError)
    await expect(open()).rejects.toThrow(/0999_future.*Start the newer version/)
  })

  it.each([
    {
      why: 'a table is missing',
      change: 'drop table lab_range',
      says: /table lab_range is missing/,
    },
    {
      why: 'a column is missing',
      change: 'alter table study drop column name',
      says: /column study.name is missing/,
    },
    {
      why: 'the list of steps is missing',
      change: 'drop table schema_migration',
      says: /without the list of steps/,
    },
    {
      why: 'the list of steps is empty',
      change: 'delete from schema_migration',
      says: /already exists/,
    },
    {
      why: 'a step was another text',
      change: `update schema_migration set hash = 'x'`,
      says: /another text/,
    },
  ])('refuses a half-migrated database: $why', async ({ change, says }) => {
    await madeThen(change)
    const before = await database.schemaText()
    await expect(open()).rejects.toThrow(says)
    expect(await database.schemaText()).toBe(before)
  })

  it('names the backup as the way out of a half-migrated database', async () => {
    await madeThen('drop table lab_range')
    await expect(open()).rejects.toThrow(HalfMigratedDatabaseError)
    await expect(open()).rejects.toThrow(/Restore the backup/)
  })
})

function withFurtherStep(folder: string, steps: 'sqlite' | 'pg', sql: string): string {
  const root = path.join(folder, 'migrations')
  cpSync(MIGRATIONS_ROOT, root, { recursive: true })
  const journal = path.join(root, steps, 'meta', '_journal.json')
  const text = readMigrations(MIGRATIONS_ROOT, steps).map(({ number, name }) => ({
    idx: number,
    tag: name,
  }))
  rmSync(journal)
  appendFileSync(
    journal,
    JSON.stringify({ entries: [...text, { idx: text.length, tag: 'further' }] }),
  )
  appendFileSync(path.join(root, steps, 'further.sql'), sql)
  return root
}
