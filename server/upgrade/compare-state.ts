import type { LoadSession } from '../../db/bulk-load.ts'
import { tableShapes, type TableShape } from '../../db/table-shapes.ts'
import { hashRows, type Comparison } from '../backup/service.ts'

/** Rows and their hash, by table. */
export type MeasuredState = ReadonlyMap<string, { readonly rows: number; readonly sha256: string }>

/**
 * What has to be equal before and after the steps: every table and column of data that is there before,
 * but for the columns (`table.column`) that a step says it writes anew.
 */
export function comparedShapes(
  present: ReadonlyMap<string, ReadonlySet<string>>,
  rewritten: readonly string[],
): readonly TableShape[] {
  return tableShapes().flatMap((shape) => {
    const held = present.get(shape.name)
    if (held === undefined) return []
    const columns = shape.columns.filter(
      ({ name }) => held.has(name) && !rewritten.includes(`${shape.name}.${name}`),
    )
    return [{ ...shape, columns }]
  })
}

/** Reads every row once, page by page. */
export async function measureState(
  session: LoadSession,
  shapes: readonly TableShape[],
): Promise<MeasuredState> {
  const measured = new Map<string, { rows: number; sha256: string }>()
  for (const shape of shapes) measured.set(shape.name, await hashRows(session, shape))
  return measured
}

/** Two lines for each table: how many rows, and what they are. Accounts and heads of chains are tables too. */
export function compareStates(before: MeasuredState, after: MeasuredState): readonly Comparison[] {
  return [...before].flatMap(([table, expected]) => {
    const found = after.get(table) ?? { rows: 0, sha256: 'none' }
    return [
      { what: `rows of ${table}`, expected: String(expected.rows), found: String(found.rows) },
      { what: `values of ${table}`, expected: short(expected.sha256), found: short(found.sha256) },
    ]
  })
}

/** Enough of a hash for a person to compare. */
function short(sha256: string): string {
  return sha256.slice(0, 16)
}
