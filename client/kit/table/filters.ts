import { isNothing, orderOf, type TableColumn } from './columns.ts'

/** What a column is narrowed to, by the key of the column. */
export type Filters = ReadonlyMap<string, string>

/** The choice of rows in which nothing stands. */
export const EMPTY = '∅'
const CHOICES_AT_MOST = 12
/** What is typed to find the rows in which nothing stands: two quotation marks, on any keyboard. */
const NOTHING_TYPED: ReadonlySet<string> = new Set([EMPTY, '""', '“”'])

/** A value to choose, and what the reader sees of it. */
export interface FilterChoice {
  readonly value: string
  readonly label: string
}

/** Values to choose from where few come again and again; null: a box to type into. */
export function choicesOf<Row>(
  rows: readonly Row[],
  column: TableColumn<Row>,
): readonly FilterChoice[] | null {
  const labels = new Map<string, string>()
  for (const row of rows) {
    const label = labelIn(column, row)
    labels.set(codeIn(column, row), label)
    if (labels.size > CHOICES_AT_MOST) return null
  }
  if (labels.size === rows.length && rows.length > 1) return null
  const collator = new Intl.Collator(undefined, { numeric: true })
  return [...labels]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => collator.compare(a.label, b.label))
}

function labelIn<Row>({ value }: TableColumn<Row>, row: Row): string {
  const held = value(row)
  return isNothing(held) ? EMPTY : String(held)
}

function codeIn<Row>(column: TableColumn<Row>, row: Row): string {
  const label = labelIn(column, row)
  return label === EMPTY ? EMPTY : (column.code?.(row) ?? label)
}

/** The rows that fit every filter: a chosen value as a whole, typed text anywhere in the value. */
export function filteredRows<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  filters: Filters,
): readonly Row[] {
  const tests = columns.flatMap((column) => {
    const wanted = filters.get(column.key)
    return wanted === undefined ? [] : [testOf(rows, column, wanted)]
  })
  return tests.length === 0 ? rows : rows.filter((row) => tests.every((fits) => fits(row)))
}

type RowTest<Row> = (row: Row) => boolean

function testOf<Row>(rows: readonly Row[], column: TableColumn<Row>, wanted: string): RowTest<Row> {
  const typed = folded(wanted)
  if (NOTHING_TYPED.has(typed)) return (row) => labelIn(column, row) === EMPTY
  if (isWholeValue(rows, column, wanted)) return (row) => codeIn(column, row) === wanted
  return (
    limitTest(column, typed) ?? ((row) => folded(String(column.value(row) ?? '')).includes(typed))
  )
}

/** An address keeps its code when later rows bring so many values that the choice becomes a box. */
function isWholeValue<Row>(
  rows: readonly Row[],
  column: TableColumn<Row>,
  wanted: string,
): boolean {
  const { code } = column
  if (code !== undefined) return rows.some((row) => codeIn(column, row) === wanted)
  return choicesOf(rows, column)?.some(({ value }) => value === wanted) === true
}

/** Full-width signs and capitals count as their plain forms. */
function folded(text: string): string {
  return text.normalize('NFKC').replaceAll('≥', '>=').replaceAll('≤', '<=').trim().toLowerCase()
}

const LIMIT = /^(<=|>=|<|>)\s*(\S+)$/
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/
const DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/
const BEGINS_AS_DATE = /^\d{4}-/

/** `>5` of numbers, `<=2024-03` of dates; null where it is words like any other. */
function limitTest<Row>(column: TableColumn<Row>, typed: string): RowTest<Row> | null {
  const [, sign = '', limit = ''] = LIMIT.exec(typed) ?? []
  if (column.numeric === true && NUMBER.test(limit)) {
    return (row) => {
      const size = orderOf(column, row)
      return typeof size === 'number' && isBeyond(size - Number(limit), sign)
    }
  }
  if (!DATE.test(limit)) return null
  return (row) => {
    const date = dateIn(column, row)?.slice(0, limit.length)
    return date !== undefined && isBeyond(date === limit ? 0 : date < limit ? -1 : 1, sign)
  }
}

function isBeyond(difference: number, sign: string): boolean {
  if (difference === 0) return sign.endsWith('=')
  return sign.startsWith('<') ? difference < 0 : difference > 0
}

function dateIn<Row>(column: TableColumn<Row>, row: Row): string | undefined {
  return [orderOf(column, row), column.value(row)].find(
    (text): text is string => typeof text === 'string' && BEGINS_AS_DATE.test(text),
  )
}
