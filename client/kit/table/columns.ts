import { guardFormula } from '../../../shared/kernel/formula-guard.ts'
import { toTableText } from '../../../shared/forms/table-text.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import { parseNumberText } from '../../../shared/kernel/number-text.ts'

/** What stands in one column of one row; null: nothing. */
type CellValue = string | number | null

/** A column of a table of rows: its head, and what a row holds in it. */
export interface TableColumn<Row> {
  readonly key: string
  /** In the reader's words, with the unit where there is one. */
  readonly head: string
  /** As the reader sees it: so it is copied and looked for. Null: nothing stands there. */
  readonly value: (row: Row) => CellValue
  /** What orders the rows where that is not what is seen: the ISO text of a date, a number. */
  readonly order?: (row: Row) => CellValue
  /** The same in every language, where the value is its label: so a filter outlives a change of language. */
  readonly code?: (row: Row) => string
  /** Right-aligned, and compared by size. */
  readonly numeric?: boolean
  /** A head that this column shares with its neighbours. */
  readonly group?: string
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

export function orderOf<Row>({ order, value }: TableColumn<Row>, row: Row): CellValue {
  return (order ?? value)(row)
}

/** The size of a number kept as text: `1.0`, `>12100`; other text as it is, nothing as nothing. */
export function sizeOf(text: string | null | undefined): CellValue {
  if (text === null || text === undefined) return null
  return parseNumberText(text)?.value ?? text
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
    .map((row) => ({ row, value: orderOf(column, row) }))
    .sort((a, b) => {
      if (isNothing(a.value) || isNothing(b.value)) {
        return Number(isNothing(a.value)) - Number(isNothing(b.value))
      }
      return sign * compare(a.value, b.value, collator)
    })
    .map(({ row }) => row)
}

export function isNothing(value: CellValue): value is null | '' {
  return value === null || value === ''
}

/** Numbers stand before texts: `9` before `not done`. */
function compare(a: string | number, b: string | number, collator: Intl.Collator): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1
  return collator.compare(String(a), String(b))
}

/** The rows as a spreadsheet takes them: heads first, tabs between. */
export function tableText<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const heads = columns.map(({ group, head }) => (group === undefined ? head : `${group}: ${head}`))
  const cells = rows.map((row) =>
    columns.map(({ value }) => guardFormula(String(value(row) ?? ''))),
  )
  return toTableText([heads.map(guardFormula), ...cells])
}
