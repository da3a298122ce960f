import type { LoadSession } from '../../db/bulk-load.ts'
import { holdsData, tableShapes, type TableShape } from '../../db/table-shapes.ts'
import type { MigrationNote } from '../../shared/releases/define.ts'
import { hashRows, type Comparison } from '../backup/service.ts'

/** Column names by table. */
type Present = ReadonlyMap<string, ReadonlySet<string>>

/** Rows of a table, and their hash where the present schema knows the table. */
interface Measured {
  readonly rows: number
  readonly sha256: string | null
}
/** Rows and their hash, by table. */
export type MeasuredState = ReadonlyMap<string, Measured>

/** What a database held before the steps, and what of it has to be there as before. */
export interface ComparedState {
  /** Every table and column of data but those that a step says it takes away. */
  readonly kept: Present
  /** Of the tables that the present schema knows, the columns to compare by value. */
  readonly shapes: readonly TableShape[]
}

/**
 * What has to be equal before and after the steps: every table and column of data that is there before,
 * but for those that a step says it takes away, or whose values it says it writes anew.
 */
export function comparedState(present: Present, notes: readonly MigrationNote[]): ComparedState {
  const dropped = new Set(notes.flatMap(({ drops = [] }) => drops))
  const rewritten = new Set(notes.flatMap(({ rewrites }) => rewrites))
  const kept = new Map<string, ReadonlySet<string>>()
  for (const [table, columns] of present) {
    if (!isData(table) || dropped.has(table)) continue
    kept.set(table, new Set([...columns].filter((column) => !dropped.has(`${table}.${column}`))))
  }
  const shapes = tableShapes().flatMap((shape) => {
    const held = kept.get(shape.name)
    if (held === undefined) return []
    const columns = shape.columns.filter(
      ({ name }) => held.has(name) && !rewritten.has(`${shape.name}.${name}`),
    )
    const key = shape.key.filter((name) => columns.some((column) => column.name === name))
    return [{ ...shape, columns, key: key.length === 0 ? columns.map(({ name }) => name) : key }]
  })
  return { kept, shapes }
}

/** The list of steps grows, and an engine has tables of its own. */
function isData(table: string): boolean {
  return holdsData(table) && table !== 'schema_migration' && !table.startsWith('sqlite_')
}

/** Reads every row of known tables once, page by page, and counts those of others. */
export async function measureState(
  session: LoadSession,
  { kept, shapes }: ComparedState,
): Promise<MeasuredState> {
  const present = await session.columns()
  const measured = new Map<string, Measured>()
  for (const table of kept.keys()) {
    if (!present.has(table)) continue
    const shape = shapes.find(({ name }) => name === table)
    const rows = await countOf(session, table)
    const hashed = shape === undefined ? null : await hashRows(session, shape)
    if (hashed !== null && hashed.rows !== rows) {
      throw new Error(
        `Table ${table} has ${rows} rows, and ${hashed.rows} by what is left of its key.`,
      )
    }
    measured.set(table, { rows, sha256: hashed?.sha256 ?? null })
  }
  return measured
}

async function countOf(session: LoadSession, table: string): Promise<number> {
  const name = `"${table.replaceAll('"', '""')}"`
  const [row] = await session.rows(`select count(*) as rows from ${name}`)
  return Number(row?.['rows'])
}

/**
 * Two lines for each table: how many rows, and what they are; and one for each table and column that is
 * gone. Accounts and heads of chains are tables too.
 */
export function compareStates(
  { kept }: ComparedState,
  before: MeasuredState,
  after: { readonly present: Present; readonly measured: MeasuredState },
): readonly Comparison[] {
  const lines = [...before].flatMap(([table, expected]): readonly Comparison[] => {
    const found = after.measured.get(table) ?? { rows: 0, sha256: null }
    const rows = {
      what: `rows of ${table}`,
      expected: String(expected.rows),
      found: String(found.rows),
    }
    if (expected.sha256 === null) return [rows]
    const what = `values of ${table}`
    return [rows, { what, expected: short(expected.sha256), found: short(found.sha256 ?? 'none') }]
  })
  return [...lines, ...lostOf(kept, after.present)]
}

function lostOf(kept: Present, present: Present): readonly Comparison[] {
  const lost = (what: string): Comparison => ({ what, expected: 'there', found: 'gone' })
  return [...kept].flatMap(([table, columns]) => {
    const held = present.get(table)
    if (held === undefined) return [lost(`table ${table}`)]
    return [...columns]
      .filter((column) => !held.has(column))
      .map((column) => lost(`column ${table}.${column}`))
  })
}

/** Enough of a hash for a person to compare. */
function short(sha256: string): string {
  return sha256.slice(0, 16)
}
