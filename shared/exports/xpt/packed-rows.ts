import type { Cell } from '../datasets/define.ts'
import { padding, type XptVariable } from './file-head.ts'
import { DOUBLE_BYTES, writeIbmDouble } from './ibm-double.ts'
import { TEXT_BYTES } from './split-text.ts'

/** A row for a transport file: ASCII texts of at most 200 bytes, and what is left of longer ones. */
export interface TransportRow {
  readonly cells: readonly Cell[]
  /** Further parts of the text at a place of `cells`, numbered from 1. */
  readonly further: readonly {
    readonly place: number
    readonly part: number
    readonly text: string
  }[]
}

/** The column of a file: the cell at a place, or a further part of its text. */
export interface XptColumn extends XptVariable {
  readonly place: number
  /** 0: the cell itself. */
  readonly part: number
}

/**
 * Rows before their widths are known: a text is its length in one byte and its bytes, a number its eight;
 * behind them the number of further parts, each with place, part and text.
 */
export class PackedRows {
  private readonly isNumber: readonly boolean[]
  private bytes = new Uint8Array(1 << 14)
  private used = 0

  constructor(isNumber: readonly boolean[]) {
    this.isNumber = isNumber
  }

  add({ cells, further }: TransportRow): void {
    for (let place = 0; place < this.isNumber.length; place += 1) {
      const cell = cells[place] ?? null
      this.room(1 + 255)
      if (this.isNumber[place] === true) {
        writeIbmDouble(typeof cell === 'number' ? cell : null, this.bytes, this.used)
        this.used += DOUBLE_BYTES
      } else this.text(cell === null ? '' : String(cell))
    }
    this.byte(further.length)
    for (const { place, part, text } of further) {
      this.byte(place)
      this.byte(part)
      this.text(text)
    }
  }

  /** What was added since the last call. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.used)
    this.used = 0
    return taken
  }

  private text(text: string): void {
    if (text.length > TEXT_BYTES) throw new RangeError('A text of a transport file is too long.')
    this.byte(text.length)
    for (let index = 0; index < text.length; index += 1) {
      this.bytes[this.used + index] = text.charCodeAt(index)
    }
    this.used += text.length
  }

  private byte(value: number): void {
    this.room(1 + 255)
    this.bytes[this.used] = value
    this.used += 1
  }

  private room(more: number): void {
    if (this.used + more <= this.bytes.length) return
    const larger = new Uint8Array(this.bytes.length * 2)
    larger.set(this.bytes)
    this.bytes = larger
  }
}

/** Where each value of a packed row ends up in a row of the file. */
interface Layout {
  readonly rowBytes: number
  /** Offset and width of the cell at each place. */
  readonly cells: readonly { readonly offset: number; readonly isNumber: boolean }[]
  /** Offset of a further part, by `place * 256 + part`. */
  readonly further: ReadonlyMap<number, number>
}

function layoutOf(isNumber: readonly boolean[], columns: readonly XptColumn[]): Layout {
  const cells = isNumber.map((number) => ({ offset: 0, isNumber: number }))
  const further = new Map<number, number>()
  let offset = 0
  for (const { place, part, length } of columns) {
    const cell = cells[place]
    if (part > 0) further.set(place * 256 + part, offset)
    else if (cell !== undefined) cell.offset = offset
    offset += length
  }
  return { rowBytes: offset, cells, further }
}

const BLANK = 0x20

/** Makes rows of fixed width of packed ones, chunk by chunk. Each packed chunk holds whole rows. */
export function rowWidener(
  isNumber: readonly boolean[],
  columns: readonly XptColumn[],
): { readonly widen: (packed: Uint8Array) => Uint8Array; readonly end: () => Uint8Array } {
  const layout = layoutOf(isNumber, columns)
  let written = 0
  return {
    widen(packed) {
      const rows = widened(packed, layout)
      written += rows.length
      return rows
    },
    end: () => new Uint8Array(padding(written)).fill(BLANK),
  }
}

function widened(packed: Uint8Array, layout: Layout): Uint8Array {
  const { rowBytes } = layout
  let rows = new Uint8Array(Math.max(rowBytes, packed.length * 2)).fill(BLANK)
  let row = 0
  let at = 0
  while (at < packed.length) {
    if (row + rowBytes > rows.length) {
      const larger = new Uint8Array(rows.length * 2 + rowBytes).fill(BLANK)
      larger.set(rows)
      rows = larger
    }
    at = widenRow(packed, at, { rows, row }, layout)
    row += rowBytes
  }
  return rows.subarray(0, row)
}

/** Copies one row; gives the place of the next packed one. */
function widenRow(
  packed: Uint8Array,
  start: number,
  { rows, row }: { readonly rows: Uint8Array; readonly row: number },
  { cells, further }: Layout,
): number {
  let at = start
  for (const { offset, isNumber } of cells) {
    const length = isNumber ? DOUBLE_BYTES : (packed[at++] ?? 0)
    copy(packed, at, rows, row + offset, length)
    at += length
  }
  const more = packed[at++] ?? 0
  for (let index = 0; index < more; index += 1) {
    const offset = further.get((packed[at] ?? 0) * 256 + (packed[at + 1] ?? 0))
    const length = packed[at + 2] ?? 0
    if (offset === undefined) throw new Error('A part of a text has no column.')
    copy(packed, at + 3, rows, row + offset, length)
    at += 3 + length
  }
  return at
}

/** Short runs: faster than `set` with a view of its own. */
function copy(from: Uint8Array, at: number, to: Uint8Array, place: number, length: number): void {
  for (let index = 0; index < length; index += 1) to[place + index] = from[at + index] ?? 0
}
