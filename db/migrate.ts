import { getTableColumns, getTableName, type Table } from 'drizzle-orm'
import {
  ForeignSortingError,
  HalfMigratedDatabaseError,
  pendingMigrations,
  type AppliedMigration,
  type Migration,
} from './migrations.ts'
import type { DriverRow } from './statement-runner.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** A connection inside one transaction, which its owner commits or undoes. */
export interface MigrationSession {
  /** Column names by table. */
  columns(): Promise<ReadonlyMap<string, ReadonlySet<string>>>
  rows(text: string): Promise<readonly DriverRow[]>
  /** Runs SQL text of one or more statements. */
  execute(text: string): Promise<void>
}

const JOURNAL = 'schema_migration'

/** Steps that were taken by a database. */
export interface TakenSteps {
  /** The last one before them; null where it was empty. */
  readonly from: string | null
  readonly steps: readonly string[]
}

/** Runs in the transaction of the steps, after them. What it throws undoes them. */
export type OnUpgrade = (store: Store, taken: TakenSteps) => Promise<void>

/** Whether a database that was there before took steps. */
export function isUpgrade({ from, steps }: TakenSteps): boolean {
  return from !== null && steps.length > 0
}

/**
 * Brings a database to the present schema, inside the caller's one transaction: from empty or from
 * any earlier step. Throws (and so changes nothing) when the database is newer or half migrated.
 * Returns the steps it took.
 */
export async function migrate(
  session: MigrationSession,
  known: readonly Migration[],
  tables: Tables,
): Promise<TakenSteps> {
  const pending = await takeSteps(session, known, tables)
  refuseMissingColumns(await session.columns(), tables)
  const before = known[known.length - pending.length - 1]
  return { from: before?.name ?? null, steps: pending.map(({ name }) => name) }
}

/** Takes the steps that are missing, without a look at what they come to: for a former schema. */
export async function takeSteps(
  session: MigrationSession,
  known: readonly Migration[],
  tables: Tables,
): Promise<readonly Migration[]> {
  const pending = pendingMigrations(known, await appliedSteps(session, tables))
  if (!(await session.columns()).has(JOURNAL)) {
    await session.execute(
      `create table ${JOURNAL} (number integer primary key, name text not null, hash text not null)`,
    )
  }
  for (const { number, name, hash, statements } of pending) {
    for (const statement of statements) await session.execute(statement)
    await session.execute(
      `insert into ${JOURNAL} (number, name, hash) values (${number}, '${name}', '${hash}')`,
    )
  }
  return pending
}

/** Languages put them in another order: hyphens and case count for little there. */
const WORDS = ['11-1', '1-20', 'B', 'a', '_', 'é', '中']

/**
 * Throws `ForeignSortingError` where a database that is new to us does not sort text by its code, as the
 * program and files sort it, or cannot hold all of it.
 */
export async function expectPlainSorting(
  session: Pick<MigrationSession, 'columns' | 'rows'>,
): Promise<void> {
  if ((await session.columns()).has(JOURNAL)) return
  const words = WORDS.map((word) => `select '${word}' as word`).join(' union all ')
  const text = `select word from (${words}) as words order by word`
  const rows = await session.rows(text).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : null
    throw code === UNTRANSLATABLE ? new ForeignSortingError() : error
  })
  const plain = [...WORDS].sort()
  if (rows.some(({ word }, at) => word !== plain[at])) throw new ForeignSortingError()
}

/** PostgreSQL: the encoding of the database has no such character. */
const UNTRANSLATABLE = '22P05'

/**
 * The steps that a database says it has taken, none where it is empty. Only looks. Throws
 * `HalfMigratedDatabaseError` where there are tables of ours without the list of steps.
 */
export async function appliedSteps(
  session: MigrationSession,
  tables: Tables,
): Promise<readonly AppliedMigration[]> {
  const present = await session.columns()
  if (!present.has(JOURNAL)) {
    const stray = Object.values(tables)
      .map(getTableName)
      .find((name) => present.has(name))
    if (stray === undefined) return []
    throw new HalfMigratedDatabaseError(`table ${stray} exists without the list of steps`)
  }
  const rows = await session.rows(`select number, name, hash from ${JOURNAL} order by number`)
  return rows.map(({ number, name, hash }) => ({
    number: Number(number),
    name: String(name),
    hash: String(hash),
  }))
}

/** Throws `HalfMigratedDatabaseError` where a table or column of the present schema is not there. */
export function refuseMissingColumns(
  present: ReadonlyMap<string, ReadonlySet<string>>,
  tables: Readonly<Record<string, Table>>,
): void {
  for (const table of Object.values(tables)) {
    const name = getTableName(table)
    const columns = present.get(name)
    if (columns === undefined) throw new HalfMigratedDatabaseError(`table ${name} is missing`)
    for (const column of Object.values(getTableColumns(table))) {
      if (!columns.has(column.name)) {
        throw new HalfMigratedDatabaseError(`column ${name}.${column.name} is missing`)
      }
    }
  }
}
