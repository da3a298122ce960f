import { BYTE_ORDER_MARK, guardedLine } from '../../shared/exports/guarded-csv.ts'
import { TRAIL_COLUMNS, trailRows } from '../../shared/trail/export-csv.ts'
import type { TrailLine } from './exported-entries.ts'
import { isMeant, namesField, type FieldFilter } from './trail-filter.ts'

/** What a file of the trail holds. */
export interface Extent {
  readonly entries: number
  /** Lines of data: changed fields in CSV, entries in JSON. */
  readonly rows: number
}

/** The same while it is counted. */
export type Counted = { -readonly [K in keyof Extent]: number }

/** A row for each changed field of the fields that are meant; `extent` is counted on the way. */
export async function* csvText(
  lines: AsyncIterable<TrailLine>,
  field: FieldFilter,
  extent: Counted,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + guardedLine(TRAIL_COLUMNS)
  for await (const { entry } of lines) {
    const rows = trailRows(entry, namesField(field) ? (one) => isMeant(field, one) : undefined)
    extent.entries += 1
    extent.rows += rows.length
    yield rows.map(guardedLine).join('')
  }
}

/** One JSON object on each line: the entry in words, and the entry as its hash was taken. */
export async function* jsonText(
  lines: AsyncIterable<TrailLine>,
  extent: Counted,
): AsyncGenerator<string> {
  for await (const { entry, stored } of lines) {
    extent.entries += 1
    extent.rows += 1
    yield `${JSON.stringify(entry).slice(0, -1)},"stored":${stored ?? 'null'}}\n`
  }
}
