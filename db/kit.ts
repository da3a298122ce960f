import * as p from 'drizzle-orm/pg-core'
import * as s from 'drizzle-orm/sqlite-core'

/**
 * Column builders behind one shape, so that a table is defined once for both engines.
 * JSON is kept in text columns, never `jsonb`: that reorders keys and refuses U+0000.
 */
export const sqliteKit = {
  table: s.sqliteTable,
  text: (name: string) => s.text(name),
  int: (name: string) => s.integer(name),
  real: (name: string) => s.real(name),
  bool: (name: string) => s.integer(name, { mode: 'boolean' }),
  index: s.index,
  unique: s.unique,
  uniqueIndex: s.uniqueIndex,
  primaryKey: s.primaryKey,
  foreignKey: s.foreignKey,
  check: s.check,
}

/** The shape of a kit. Types are SQLite's; at run time each engine gets its own columns. */
export type Kit = typeof sqliteKit

export const pgKit = {
  table: p.pgTable,
  text: (name: string) => p.text(name),
  int: (name: string) => p.integer(name),
  real: (name: string) => p.doublePrecision(name),
  bool: (name: string) => p.boolean(name),
  index: p.index,
  unique: p.unique,
  uniqueIndex: p.uniqueIndex,
  primaryKey: p.primaryKey,
  foreignKey: p.foreignKey,
  check: p.check,
} as unknown as Kit

/** Names a group of tables; the tables themselves say its type. */
export function tableGroup<Define extends (k: Kit, ...others: never[]) => object>(
  define: Define,
): Define {
  return define
}
