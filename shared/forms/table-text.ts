/** Cells of a pasted or copied table: its rows, each with its cells. */
export type TableText = readonly (readonly string[])[]

/**
 * Reads a table as spreadsheets put it on the clipboard: tabs between cells, lines for rows, quotes
 * around cells that hold either. Without any tab, commas or semicolons separate if every line has the
 * same number of them and they are no decimal commas. One cell gives one row with one cell. `separator`:
 * the sign between cells, where it is known.
 */
export function parseTableText(text: string, separator?: string): TableText {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '')
  return lines === '' ? [] : cellsOf(lines, separator ?? separatorOf(lines))
}

/** A table as spreadsheets read it from the clipboard. */
export function toTableText(rows: TableText): string {
  return rows.map((cells) => cells.map(quoted).join('\t')).join('\n')
}

function quoted(cell: string): string {
  return /["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

const TAB = '\t'
const DECIMAL_COMMA = /^\s*[<>]?=?\s*[+-]?\d+,\d+\s*$/

function separatorOf(text: string): string {
  if (text.includes(TAB)) return TAB
  if (!text.includes('\n')) return TAB
  return [';', ','].find((separator) => separates(text, separator)) ?? TAB
}

function separates(text: string, separator: string): boolean {
  const lines = text.split('\n')
  if (separator === ',' && lines.every((line) => DECIMAL_COMMA.test(line))) return false
  const widths = new Set(cellsOf(text, separator).map(({ length }) => length))
  return widths.size === 1 && !widths.has(1)
}

function cellsOf(text: string, separator: string): TableText {
  const rows: string[][] = [[]]
  let at = 0
  while (at <= text.length) {
    const { cell, end } = readCell(text, at, separator)
    rows.at(-1)?.push(cell)
    if (text[end] === '\n') rows.push([])
    at = end + 1
  }
  return rows
}

interface ReadCell {
  readonly cell: string
  /** Where the sign behind the cell stands. */
  readonly end: number
}

function readCell(text: string, start: number, separator: string): ReadCell {
  const inQuotes = text[start] === '"' ? readQuoted(text, start, separator) : null
  if (inQuotes !== null) return inQuotes
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end += 1
  return { cell: text.slice(start, end), end }
}

/** A quote that is never closed, or closed in the middle of a cell, is a sign like any other. */
function readQuoted(text: string, start: number, separator: string): ReadCell | null {
  let close = text.indexOf('"', start + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  const after = text[close + 1]
  if (close === -1 || !(after === undefined || after === separator || after === '\n')) return null
  return { cell: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 }
}
