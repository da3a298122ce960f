import type { RowValues } from '../../forms/define.ts'
import type { CheckRecord } from '../define.ts'
import type { CheckSubject, EnteredDate } from '../subject.ts'
import { dateIn, placedRows, type PlacedRow } from './rows.ts'

/** A date column of a file: of all its rows, or of those that `of` picks. */
export interface DateColumn {
  readonly file: string
  readonly column: string
  readonly of?: (row: RowValues, record: CheckRecord) => boolean
}

export interface DatedRow {
  readonly placed: PlacedRow
  readonly column: string
  readonly date: EnteredDate
}

/**
 * The dates of these columns, or those of them that are wanted. Rows of one record with the same date,
 * as of a sample, count once.
 */
export function datedRows<C extends DateColumn>(
  subject: CheckSubject,
  columns: readonly C[],
  isWanted: (date: EnteredDate) => boolean = () => true,
): readonly (DatedRow & { readonly by: C })[] {
  const seen = new Map<CheckRecord, Set<string>>()
  return columns.flatMap((by) => {
    const { file, column, of } = by
    return placedRows(subject, file).flatMap((placed) => {
      const { row, record } = placed
      const date = dateIn(placed, column)
      if (date === null || !isWanted(date) || of?.(row, record) === false) return []
      const known = seen.get(record) ?? new Set()
      const key = `${column} ${date.text}`
      if (known.has(key)) return []
      seen.set(record, known.add(key))
      return [{ placed, column, date, by }]
    })
  })
}
