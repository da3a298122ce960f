import * as p from 'drizzle-orm/pg-core'
import * as s from 'drizzle-orm/sqlite-core'

/**
 * Column builders behind one shape, so that a table is defined once for both engines.
 * JSON is kept in text columns, never `jsonb`: that reorders keys and refuses U+0000.
 */
export const sqliteKit = {
  table: s.sqliteTable,
  text: s.text,
  int: s.integer,
  bool: (name: string): s.SQLiteBooleanBuilderInitial<string> =>
    s.integer(name, { mode: 'boolean' }),
  index: s.index,
  unique: s.unique,
  uniqueIndex: s.uniqueIndex,
  primaryKey: (columns: SqliteColumns): s.PrimaryKeyBuilder => s.primaryKey({ columns }),
  foreignKey: ({ name, columns, foreignColumns }: ForeignKey<SqliteColumns>): s.ForeignKeyBuilder =>
    s.foreignKey({ name, columns, foreignColumns }),
  check: s.check,
}

/** The shape of a kit. Types are SQLite's; at run time each engine gets its own columns. */
export type Kit = typeof sqliteKit

type SqliteColumns = [s.AnySQLiteColumn, ...s.AnySQLiteColumn[]]
type PgColumns = [p.AnyPgColumn, ...p.AnyPgColumn[]]

interface ForeignKey<Columns> {
  readonly name: string
  readonly columns: Columns
  readonly foreignColumns: Columns
}

export const pgKit = {
  table: p.pgTable,
  text: p.text,
  int: p.integer,
  bool: p.boolean,
  index: p.index,
  unique: p.unique,
  uniqueIndex: p.uniqueIndex,
  primaryKey: (columns: PgColumns): p.PrimaryKeyBuilder => p.primaryKey({ columns }),
  foreignKey: ({ name, columns, foreignColumns }: ForeignKey<PgColumns>): p.ForeignKeyBuilder =>
    p.foreignKey({ name, columns, foreignColumns }),
  check: p.check,
} as unknown as Kit

/** Names a group of tables, or columns that several share; they themselves say its type. */
export function tableGroup<Define extends (k: Kit, ...others: never[]) => object>(
  define: Define,
): Define {
  return define
}
