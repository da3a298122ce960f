import type { MigrationSession } from './migrate.ts'
import type { ReadQueries, Store } from './store.ts'
import type { ColumnKind, NeutralRow, NeutralValue, TableShape } from './table-shapes.ts'
import type { Tables } from './tables.ts'

/** One open transaction in which a database is filled: its schema is whatever has been taken so far. */
export interface LoadSession extends MigrationSession {
  readonly tables: Tables
  /** For the present schema, once all steps are taken. */
  readonly queries: ReadQueries
  /** The filled database as services write to it, in this transaction; null where it is opened as a file. */
  asStore(): Store | null
  insert(shape: TableShape, rows: readonly NeutralRow[]): Promise<void>
  /** The next rows in the order of the key, after the given one; from the first where there is none. */
  page(shape: TableShape, after: NeutralRow | null, limit: number): Promise<readonly NeutralRow[]>
}

/** A database to be filled. */
export interface LoadTarget {
  readonly engine: 'sqlite' | 'postgres'
  /** Runs `fn` in one transaction: all of it, or nothing. */
  load<T>(fn: (session: LoadSession) => Promise<T>): Promise<T>
}

/** Columns of a table as SQL text. Names come from our own tables or a checked archive. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${plainName(name)}"`).join(', ')
}

/** A name that needs no escaping. Throws for any other. */
export function plainName(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no name of a table or column.`)
  return name
}

/** The condition and order of a page: `placeholders` stand for the key of the row before it. */
export function pageText(shape: TableShape, placeholders: readonly string[]): string {
  const columns = quoted(shape.columns.map(({ name }) => name))
  const key = quoted(shape.key)
  const from = `select ${columns} from "${plainName(shape.name)}"`
  const after = placeholders.length === 0 ? '' : ` where (${key}) > (${placeholders.join(', ')})`
  return `${from}${after} order by ${key}`
}

/** A driver's row with values that mean the same on both engines. */
export function neutralRow(shape: TableShape, row: Readonly<Record<string, unknown>>): NeutralRow {
  const values = shape.columns.map(({ name, kind }) => [name, neutral(kind, row[name])] as const)
  return Object.fromEntries(values)
}

function neutral(kind: ColumnKind, value: unknown): NeutralValue {
  if (value === null || value === undefined) return null
  if (kind === 'boolean') return value === true || value === 1
  return kind === 'integer' ? Number(value) : (value as string)
}
