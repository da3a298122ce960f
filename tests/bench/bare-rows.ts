import { serverFormats } from '../../server/exporting/formats.ts'
import { inputOf, takeFiles } from '../server/exporting/support/input-of.ts'
import type { DatasetFormat } from './dataset-format.ts'
import { timed, type Took } from './figure.ts'
import { madeUpTrial } from './made-up-trial.ts'

const SUBJECTS = 76

type BareCell = string | number | null
type BareRow = readonly BareCell[]

/** What writing alone takes: rows that lie ready in memory, as many as an export has, put into bytes. */
export async function writeBareRows(format: DatasetFormat, rows: number): Promise<Took> {
  const ready = await readyRows(format.startsWith('sdtm') ? 'sdtm-json' : 'adam-json')
  const isJson = format.endsWith('-json')
  const writers = ready.map((own) => (isJson ? jsonWriter : fixedWidthWriter(own)))
  const { took, result } = await timed(() => {
    let [done, bytes] = [0, 0]
    while (done < rows) {
      for (const [at, own] of ready.entries()) {
        const write = writers[at]
        for (const row of own) bytes += write?.(row).length ?? 0
        done += own.length
      }
    }
    return { done, bytes }
  })
  if (result.bytes === 0) throw new Error('The bare rows hold nothing.')
  // Whole studies are written: the time of the last one is taken for the rows that are wanted.
  const share = rows / result.done
  return { wall: took.wall * share, cpu: took.cpu * share }
}

/** The rows of all datasets of a small study, as cells. */
async function readyRows(format: DatasetFormat): Promise<readonly (readonly BareRow[])[]> {
  const { definition, trial } = madeUpTrial(SUBJECTS)
  const files = await takeFiles(serverFormats.get(format), inputOf(trial, definition))
  return [...files.values()]
    .filter(({ name }) => name.endsWith('.json'))
    .map(
      ({ bytes }) => (JSON.parse(bytes.toString()) as { readonly rows: readonly BareRow[] }).rows,
    )
}

const jsonWriter = (row: BareRow): Buffer => Buffer.from(JSON.stringify(row))

const DOUBLE_BYTES = 8

/** Numbers in eight bytes, texts in as many as the longest of their column. */
function fixedWidthWriter(rows: readonly BareRow[]): (row: BareRow) => Buffer {
  const offsets: number[] = []
  let width = 0
  for (let place = 0; place < (rows[0]?.length ?? 0); place += 1) {
    offsets.push(width)
    width += rows.reduce((most, row) => Math.max(most, widthOf(row[place] ?? null)), 1)
  }
  return (row) => {
    const bytes = Buffer.alloc(width, ' ')
    for (const [place, offset] of offsets.entries()) {
      const cell = row[place] ?? null
      if (typeof cell === 'number') bytes.writeDoubleBE(cell, offset)
      else if (cell !== null) bytes.write(cell, offset, 'latin1')
    }
    return bytes
  }
}

function widthOf(cell: BareCell): number {
  return typeof cell === 'string' ? cell.length : DOUBLE_BYTES
}
