import { toTableText } from '../../../shared/forms/table-text.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'

/** A column of a table of rows: its head, and what a row holds in it. */
export interface TableColumn<Row> {
  readonly key: string
  /** In the reader's words, with the unit where there is one. */
  readonly head: string
  /** A number is sorted as one, and stands right-aligned. Null: nothing stands there. */
  readonly value: (row: Row) => string | number | null
  readonly numeric?: boolean
}

/** The column that orders a table. */
export interface Sorting {
  readonly key: string
  readonly descending: boolean
}

/** A click on a head: first upwards, then downwards, then as the rows came. */
export function nextSorting(former: Sorting | null, key: string): Sorting | null {
  if (former?.key !== key) return { key, descending: false }
  return former.descending ? null : { key, descending: true }
}

/** The rows in order of a column: numbers by size, texts as the language orders them, nothing last. */
export function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  sorting: Sorting | null,
  language: Language,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sorting?.key)
  if (column === undefined || sorting === null) return rows
  const collator = new Intl.Collator(language, { numeric: true })
  const sign = sorting.descending ? -1 : 1
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .sort((a, b) => {
      if (isNothing(a.value) || isNothing(b.value)) {
        return Number(isNothing(a.value)) - Number(isNothing(b.value))
      }
      return sign * compare(a.value, b.value, collator)
    })
    .map(({ row }) => row)
}

function isNothing(value: string | number | null): value is null | '' {
  return value === null || value === ''
}

function compare(a: string | number, b: string | number, collator: Intl.Collator): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

/** The rows as a spreadsheet takes them: heads first, tabs between. */
export function tableText<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const cells = rows.map((row) => columns.map(({ value }) => String(value(row) ?? '')))
  return toTableText([columns.map(({ head }) => head), ...cells])
}
