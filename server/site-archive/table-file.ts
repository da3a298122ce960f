import { breathe } from '../breathe.ts'
import { BYTE_ORDER_MARK, guardedLine } from '../../shared/exports/guarded-csv.ts'

export type Cell = string | number | boolean | null
/** A row of a table of the archive, by column. */
export type TableRow = Readonly<Record<string, Cell>>

/**
 * Rows as CSV: every column that any row has, in the order in which they first appear. `rows` gives them
 * twice: first for their columns.
 */
export async function* csvOf(rows: () => Iterable<TableRow>): AsyncGenerator<string> {
  const columns = await columnsOf(rows())
  yield BYTE_ORDER_MARK
  if (columns.length > 0) yield guardedLine(columns)
  for (const row of rows()) yield guardedLine(columns.map((column) => textOf(row[column] ?? null)))
}

async function columnsOf(rows: Iterable<TableRow>): Promise<readonly string[]> {
  const columns = new Set<string>()
  for (const row of rows) {
    for (const column of Object.keys(row)) columns.add(column)
    await breathe()
  }
  return [...columns]
}

function textOf(cell: Cell): string {
  return cell === null ? '' : String(cell)
}

/** Rows as one JSON list, a row on each line. */
export function* jsonOf(rows: Iterable<object>): Generator<string> {
  yield '['
  let before = '\n'
  for (const row of rows) {
    yield `${before}${JSON.stringify(row)}`
    before = ',\n'
  }
  yield '\n]\n'
}
