import { setImmediate } from 'node:timers/promises'
import { asc, getTableColumns, getTableName, gt, sql, type SQL, type Table } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { ReadQueries } from './store.ts'
import { holdsData, type NeutralRow, type TableShape } from './table-shapes.ts'
import type { Tables } from './tables.ts'

/** A page is about so many characters: memory does not grow with the table. */
const PAGE_CHARACTERS = 2_000_000
const FIRST_PAGE = 20
const LARGEST_PAGE = 2_000

/** How many rows the next page takes, when the last ones were so many characters together. */
export function nextPage(rows: number, characters: number): number {
  const average = Math.max(1, characters / Math.max(1, rows))
  return Math.max(1, Math.min(LARGEST_PAGE, Math.floor(PAGE_CHARACTERS / average)))
}

/**
 * All rows of a table in the order of its primary key, page by page. Between pages other requests are
 * answered. Read on one snapshot, else a row may be missed.
 */
export async function* readRows(
  tables: Tables,
  queries: ReadQueries,
  shape: TableShape,
): AsyncGenerator<readonly NeutralRow[]> {
  const table = tableOf(tables, shape.name)
  const byName = columnsOf(table)
  const key = shape.key.map((name) => byName(name))
  const fields = Object.fromEntries(shape.columns.map(({ name }) => [name, byName(name)]))
  let after: NeutralRow | undefined
  let limit = FIRST_PAGE
  for (;;) {
    const found = await queries
      .select(fields)
      .from(table)
      .where(after === undefined ? undefined : behind(key, shape.key, after))
      .orderBy(...key.map((column) => asc(column)))
      .limit(limit)
    const page = found as readonly NeutralRow[]
    if (page.length > 0) yield page
    if (page.length < limit) return
    after = page.at(-1)
    limit = nextPage(page.length, JSON.stringify(page).length)
    await setImmediate()
  }
}

/** Whether no table of data holds a row; else the name of one that does. */
export async function firstFilledTable(
  tables: Tables,
  queries: ReadQueries,
): Promise<string | null> {
  for (const table of Object.values(tables)) {
    if (!holdsData(getTableName(table))) continue
    const rows = await queries
      .select({ one: sql`1` })
      .from(table)
      .limit(1)
    if (rows.length > 0) return getTableName(table)
  }
  return null
}

function tableOf(tables: Tables, name: string): SQLiteTable {
  const found = Object.values(tables).find((table: Table) => getTableName(table) === name)
  if (found === undefined) throw new Error(`There is no table ${name}.`)
  return found
}

function columnsOf(table: SQLiteTable): (name: string) => SQLiteColumn {
  const byName = new Map(Object.values(getTableColumns(table)).map((of) => [of.name, of]))
  return (name) => {
    const column = byName.get(name)
    if (column === undefined) throw new Error(`There is no column ${name}.`)
    return column
  }
}

function behind(
  columns: readonly SQLiteColumn[],
  names: readonly string[],
  last: NeutralRow,
): SQL | undefined {
  const values = names.map((name) => last[name])
  const [column] = columns
  if (columns.length === 1 && column !== undefined) return gt(column, values[0])
  const keys = sql.join([...columns], sql`, `)
  const ends = sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )
  return sql`(${keys}) > (${ends})`
}

/** How many rows a table has. */
export function countRows(tables: Tables, queries: ReadQueries, name: string): Promise<number> {
  return queries.$count(tableOf(tables, name))
}
