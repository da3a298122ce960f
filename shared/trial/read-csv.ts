import { DistinctValues, EMPTY_HASH, hashWith } from './distinct-values.ts'
import type { Row } from './trial.ts'

/** A fault in a text file: line and field (column of the table), both counted from 1, and what is wrong. */
export interface Fault {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** What can be wrong with the shape of a CSV file. */
export type CsvFaultKind =
  | 'no-header'
  | 'column-twice'
  | 'column-unnamed'
  | 'field-count'
  | 'quote-open'
  | 'text-behind-quote'

export interface CsvFault extends Fault {
  readonly kind: CsvFaultKind
}

/** A CSV file as rows by column name; `lines[i]` is the line on which row i begins. */
export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly lines: Int32Array
  /** By column: every value that stands in it, once. */
  readonly values: readonly (readonly string[])[]
  readonly faults: readonly CsvFault[]
}

const QUOTE = 34
const COMMA = 44
const LF = 10
const CR = 13

/**
 * Reads RFC 4180 text with a header row (LF or CRLF, quoting, an optional byte order mark). Every
 * row has every column of the header; an empty field is the empty string. A row with too few or too
 * many fields, a quote that is not closed and a column named twice are faults; the rest is read on.
 */
export function readCsv(text: string, file: string): CsvTable {
  const reader = new CsvReader(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, file)
  return reader.read()
}

class CsvReader {
  private readonly text: string
  private readonly file: string
  private at = 0
  private line = 1
  /** Fields of the record read last. */
  private fields: string[] = []
  private values: readonly DistinctValues[] = []
  private readonly faults: CsvFault[] = []

  constructor(text: string, file: string) {
    this.text = text
    this.file = file
  }

  read(): CsvTable {
    if (this.text.trim() === '') {
      this.fault('no-header', { line: 1, column: 1 }, 'the file has no header row')
      return { columns: [], rows: [], lines: new Int32Array(0), values: [], faults: this.faults }
    }
    this.record()
    const columns = [...this.fields]
    this.checkHeader(columns)
    this.values = columns.map(() => new DistinctValues())
    const { rows, lines } = this.readRows(columns)
    const values = this.values.map(({ all }) => all)
    return { columns, rows, lines: Int32Array.from(lines), values, faults: this.faults }
  }

  private readRows(columns: readonly string[]): { rows: Row[]; lines: number[] } {
    const rows: Row[] = []
    const lines: number[] = []
    // Copied for each row: an object that has its columns from the start is smaller and filled faster.
    const empty: Row = Object.fromEntries(columns.map((column) => [column, '']))
    while (this.at < this.text.length) {
      const start = this.line
      this.record()
      const { fields } = this
      if (fields.length === 1 && fields[0] === '' && columns.length > 1) continue
      this.checkLength(fields, columns, start)
      rows.push(toRow(columns, fields, empty))
      lines.push(start)
    }
    return { rows, lines }
  }

  private checkHeader(columns: readonly string[]): void {
    columns.forEach((column, index) => {
      const place = { line: 1, column: index + 1 }
      if (columns.indexOf(column) !== index)
        this.fault('column-twice', place, `column ${column} stands twice`)
      if (column === '') this.fault('column-unnamed', place, 'a column has no name')
    })
  }

  private checkLength(fields: readonly string[], columns: readonly string[], line: number): void {
    if (fields.length === columns.length) return
    const column = Math.min(fields.length, columns.length) + 1
    const message = `${fields.length} fields where the header has ${columns.length}`
    this.fault('field-count', { line, column }, message)
  }

  /** Reads the fields of the next record; leaves the position after its line end. */
  private record(): void {
    const { text, fields } = this
    let count = 0
    for (;;) {
      const quoted = text.charCodeAt(this.at) === QUOTE
      fields[count] = quoted ? this.quoted(count) : this.plain(count)
      count += 1
      if (text.charCodeAt(this.at) !== COMMA) break
      this.at += 1
    }
    fields.length = count
    this.at += 1
    this.line += 1
  }

  /** A field without quotes; leaves the position on the comma or at the line end behind it. */
  private plain(column: number): string {
    const { text } = this
    const start = this.at
    let hash = EMPTY_HASH
    let at = start
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code === COMMA || code === LF || (code === CR && this.isLineEnd(at + 1))) break
      hash = hashWith(hash, code)
    }
    this.at = text.charCodeAt(at) === CR ? at + 1 : at
    return this.values[column]?.take(text, start, at, hash) ?? text.slice(start, at)
  }

  private isLineEnd(at: number): boolean {
    return at === this.text.length || this.text.charCodeAt(at) === LF
  }

  /** A quoted field; leaves the position on the comma or at the line end behind it. */
  private quoted(column: number): string {
    const { text } = this
    const startLine = this.line
    let value = ''
    let from = this.at + 1
    for (;;) {
      const quote = text.indexOf('"', from)
      if (quote === -1) {
        const place = { line: startLine, column: column + 1 }
        this.fault('quote-open', place, 'a quoted field is not closed')
        this.at = text.length
        return value + text.slice(from)
      }
      value += text.slice(from, quote)
      if (text.charCodeAt(quote + 1) !== QUOTE) {
        this.at = quote + 1
        break
      }
      value += '"'
      from = quote + 2
    }
    this.countLines(value)
    this.afterQuote(column + 1, startLine)
    return this.values[column]?.takeWhole(value) ?? value
  }

  private countLines(value: string): void {
    for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1)) this.line += 1
  }

  private afterQuote(field: number, line: number): void {
    const { text } = this
    if (text.charCodeAt(this.at) === CR && this.isLineEnd(this.at + 1)) this.at += 1
    const next = text.charCodeAt(this.at)
    if (Number.isNaN(next) || next === LF || next === COMMA) return
    const place = { line, column: field }
    this.fault('text-behind-quote', place, 'text stands behind a closing quote')
    while (this.at < text.length && !this.isFieldEnd()) this.at += 1
  }

  private isFieldEnd(): boolean {
    const code = this.text.charCodeAt(this.at)
    return code === COMMA || code === LF
  }

  private fault(kind: CsvFaultKind, at: Pick<Fault, 'line' | 'column'>, message: string): void {
    this.faults.push({ kind, file: this.file, ...at, message })
  }
}

function toRow(columns: readonly string[], fields: readonly string[], empty: Row): Row {
  const row: Record<string, string> = { ...empty }
  for (let index = 0; index < columns.length; index += 1) {
    row[columns[index] ?? ''] = fields[index] ?? ''
  }
  return row
}
