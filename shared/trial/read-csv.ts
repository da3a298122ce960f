import type { Row } from './trial.ts'

/** A fault in a text file: line and field (column of the table), both counted from 1, and what is wrong. */
export interface Fault {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** A CSV file as rows by column name; `lines[i]` is the line on which row i begins. */
export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly lines: Int32Array
  readonly faults: readonly Fault[]
}

const QUOTE = 34
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
  private readonly faults: Fault[] = []

  constructor(text: string, file: string) {
    this.text = text
    this.file = file
  }

  read(): CsvTable {
    if (this.text.trim() === '') {
      this.fault(1, 1, 'the file has no header row')
      return { columns: [], rows: [], lines: new Int32Array(0), faults: this.faults }
    }
    const columns = this.record()
    this.checkHeader(columns)
    const rows: Row[] = []
    const lines: number[] = []
    while (this.at < this.text.length) {
      const start = this.line
      const fields = this.record()
      if (fields.length === 1 && fields[0] === '' && columns.length > 1) continue
      this.checkLength(fields, columns, start)
      rows.push(toRow(columns, fields))
      lines.push(start)
    }
    return { columns, rows, lines: Int32Array.from(lines), faults: this.faults }
  }

  private checkHeader(columns: readonly string[]): void {
    columns.forEach((column, index) => {
      if (columns.indexOf(column) !== index)
        this.fault(1, index + 1, `column ${column} stands twice`)
      if (column === '') this.fault(1, index + 1, 'a column has no name')
    })
  }

  private checkLength(fields: readonly string[], columns: readonly string[], line: number): void {
    if (fields.length === columns.length) return
    const column = Math.min(fields.length, columns.length) + 1
    this.fault(line, column, `${fields.length} fields where the header has ${columns.length}`)
  }

  /** Fields of the next record; leaves the position after its line end. */
  private record(): string[] {
    const { text } = this
    const fields: string[] = []
    let end = text.indexOf('\n', this.at)
    if (end === -1) end = text.length
    for (;;) {
      if (text.charCodeAt(this.at) === QUOTE) {
        fields.push(this.quoted(fields.length + 1))
        if (this.at > end) end = this.lineEnd()
        if (this.at >= end) break
        this.at += 1
        continue
      }
      const comma = text.indexOf(',', this.at)
      if (comma === -1 || comma >= end) {
        const stop = end > this.at && text.charCodeAt(end - 1) === CR ? end - 1 : end
        fields.push(text.slice(this.at, stop))
        break
      }
      fields.push(text.slice(this.at, comma))
      this.at = comma + 1
    }
    this.at = end + 1
    this.line += 1
    return fields
  }

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.at)
    return end === -1 ? this.text.length : end
  }

  /** A quoted field; leaves the position on the comma or at the line end behind it. */
  private quoted(field: number): string {
    const { text } = this
    const startLine = this.line
    let value = ''
    let from = this.at + 1
    for (;;) {
      const quote = text.indexOf('"', from)
      if (quote === -1) {
        this.fault(startLine, field, 'a quoted field is not closed')
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
    this.afterQuote(field, startLine)
    return value
  }

  private countLines(value: string): void {
    for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1)) this.line += 1
  }

  private afterQuote(field: number, line: number): void {
    const { text } = this
    let next = text.charCodeAt(this.at)
    if (next === CR && text.charCodeAt(this.at + 1) === LF) {
      this.at += 1
      next = LF
    }
    if (Number.isNaN(next) || next === LF || text[this.at] === ',') return
    this.fault(line, field, 'text stands behind a closing quote')
    const comma = text.indexOf(',', this.at)
    const end = this.lineEnd()
    this.at = comma === -1 || comma > end ? end : comma
  }

  private fault(line: number, column: number, message: string): void {
    this.faults.push({ file: this.file, line, column, message })
  }
}

function toRow(columns: readonly string[], fields: readonly string[]): Row {
  const row: Record<string, string> = {}
  for (let index = 0; index < columns.length; index += 1) {
    row[columns[index] ?? ''] = fields[index] ?? ''
  }
  return row
}
