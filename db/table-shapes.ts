import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from './schema.sqlite.ts'

export type ColumnKind = 'text' | 'integer' | 'boolean'

/** A table as both engines have it: the names in the database, and the columns of its primary key. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[]
  readonly key: readonly string[]
}

/** A row by the names of its columns, with values that mean the same on both engines. */
export type NeutralRow = Readonly<Record<string, NeutralValue>>
export type NeutralValue = string | number | boolean | null

/**
 * What the processes of one installation tell each other. No data: a backup leaves them out, and the steps
 * of the schema or the first writes fill them anew.
 */
const SHARED_BY_PROCESSES: ReadonlySet<string> = new Set(['change_mark', 'failed_attempt'])

/** Whether a table holds data of the installation. */
export function holdsData(name: string): boolean {
  return !SHARED_BY_PROCESSES.has(name)
}

/** Every table that holds data, each after those that its rows refer to; else by name. Throws where tables refer in a ring. */
export function tableShapes(): readonly TableShape[] {
  const waiting = Object.values(schema)
    .map((table) => getTableConfig(table as SQLiteTable))
    .filter(({ name }) => holdsData(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const placed = new Set<string>()
  const shapes: TableShape[] = []
  while (waiting.length > 0) {
    const at = waiting.findIndex((table) => parentsOf(table).every((name) => placed.has(name)))
    const [table] = waiting.splice(at, 1)
    if (at < 0 || table === undefined) throw new Error('Tables refer to each other in a ring.')
    placed.add(table.name)
    shapes.push(shapeOf(table))
  }
  return shapes
}

type TableConfig = ReturnType<typeof getTableConfig>

function parentsOf({ foreignKeys }: TableConfig): readonly string[] {
  return foreignKeys.map((key) => getTableConfig(key.reference().foreignTable).name)
}

const KINDS: Readonly<Record<string, ColumnKind>> = {
  string: 'text',
  number: 'integer',
  boolean: 'boolean',
}

function shapeOf({ name, columns, primaryKeys }: TableConfig): TableShape {
  const single = columns.filter((column) => column.primary)
  const key = [...single, ...primaryKeys.flatMap((of) => of.columns)].map((column) => column.name)
  if (key.length === 0) throw new Error(`Table ${name} has no primary key.`)
  return { name, columns: columns.map((column) => neutralColumn(name, column)), key }
}

function neutralColumn(table: string, { name, dataType }: TableConfig['columns'][number]) {
  const kind = KINDS[dataType as string]
  if (kind === undefined) throw new Error(`${table}.${name} is of no kind that both engines have.`)
  return { name, kind }
}
