import { BYTE_ORDER_MARK, guardedLine } from '../../shared/exports/guarded-csv.ts'

export type Cell = string | number | boolean | null
/** A row of a table of the archive, by column. */
export type TableRow = Readonly<Record<string, Cell>>

/** Rows as CSV: every column that any row has, in the order in which they first appear. */
export function* csvOf(rows: readonly TableRow[]): Generator<string> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  yield BYTE_ORDER_MARK
  if (columns.length > 0) yield guardedLine(columns)
  for (const row of rows) yield guardedLine(columns.map((column) => textOf(row[column] ?? null)))
}

function textOf(cell: Cell): string {
  return cell === null ? '' : String(cell)
}

/** Rows as one JSON list, a row on each line. */
export function* jsonOf(rows: readonly object[]): Generator<string> {
  yield '['
  for (const [at, row] of rows.entries()) yield `${at === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`
  yield '\n]\n'
}
