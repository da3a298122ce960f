import { unguardFormula } from '../kernel/formula-guard.ts'
import type { FormDefinition } from '../forms/define.ts'
import { parseTableText } from '../forms/table-text.ts'

/** Columns of a file of queries, in any order; `visit`, `row` and `item` may be absent. */
export const IMPORT_COLUMNS = ['subjid', 'visit', 'form', 'row', 'item', 'text'] as const
export type ImportColumn = (typeof IMPORT_COLUMNS)[number]

/** A file holds no more rows; longer ones are split by whoever writes them. */
export const IMPORT_ROWS_MAX = 2_000

const TEXT_MAX = 4_000

/** What may be wrong with a row. */
export const IMPORT_FAULTS = [
  'missing',
  'tooLong',
  'unknownSubject',
  'unknownForm',
  'unknownItem',
  'noRecord',
  'severalRecords',
  'unknownRow',
  'openAlready',
  'twiceInFile',
] as const
export type ImportFault = (typeof IMPORT_FAULTS)[number]

export interface ReadRow extends Readonly<Record<ImportColumn, string>> {
  /** Line of the file, the heading being the first. */
  readonly line: number
}

export type ReadFile =
  | { readonly kind: 'rows'; readonly rows: readonly ReadRow[] }
  | { readonly kind: 'no-rows' }
  | { readonly kind: 'too-many'; readonly rows: number }
  | { readonly kind: 'columns-missing'; readonly columns: readonly ImportColumn[] }
  | { readonly kind: 'columns-unknown'; readonly columns: readonly string[] }

const NEEDED: readonly ImportColumn[] = ['subjid', 'form', 'text']
const BYTE_ORDER_MARK = /^\uFEFF/

/**
 * Reads a file of queries as spreadsheets write it: commas, semicolons or tabs, the first line the
 * heading. A column that is not known is no query's: the file is refused rather than read in part.
 */
export function readImportFile(text: string): ReadFile {
  const [heads = [], ...lines] = tableOf(text.replace(BYTE_ORDER_MARK, ''))
  const columns = heads.map((head) => head.trim().toLowerCase())
  const missing = NEEDED.filter((column) => !columns.includes(column))
  if (missing.length > 0) return { kind: 'columns-missing', columns: missing }
  const unknown = columns.filter(
    (column, at) => !isColumn(column) || columns.indexOf(column) !== at,
  )
  if (unknown.length > 0) return { kind: 'columns-unknown', columns: unknown }
  const rows = lines
    .map((cells, at): ReadRow => ({ ...rowOf(columns, cells), line: at + 2 }))
    .filter((row) => IMPORT_COLUMNS.some((column) => row[column] !== ''))
  if (rows.length === 0) return { kind: 'no-rows' }
  if (rows.length > IMPORT_ROWS_MAX) return { kind: 'too-many', rows: rows.length }
  return { kind: 'rows', rows }
}

/** Quoted texts hold commas, so that lines differ in their number: the heading tells the separator. */
function tableOf(text: string): readonly (readonly string[])[] {
  const heading = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)))
  const separator = ['\t', ';', ','].find((one) => heading.includes(one)) ?? ','
  return parseTableText(text, separator)
}

function isColumn(name: string): name is ImportColumn {
  const known: readonly string[] = IMPORT_COLUMNS
  return known.includes(name)
}

function rowOf(
  columns: readonly string[],
  cells: readonly string[],
): Readonly<Record<ImportColumn, string>> {
  const cell = (column: ImportColumn): string =>
    unguardFormula((cells[columns.indexOf(column)] ?? '').trim())
  return {
    subjid: cell('subjid'),
    visit: cell('visit'),
    form: cell('form'),
    row: cell('row'),
    item: cell('item'),
    text: cell('text'),
  }
}

interface RowFault {
  readonly column: ImportColumn
  readonly fault: ImportFault
}

/** Faults that the row shows by itself; `forms` of the subject's site, null where that is not known. */
export function ownFaults(
  row: ReadRow,
  forms: ReadonlyMap<string, FormDefinition> | null,
): readonly RowFault[] {
  const missing = NEEDED.filter((column) => row[column] === '').map((column): RowFault => ({
    column,
    fault: 'missing',
  }))
  const tooLong: RowFault[] =
    row.text.length > TEXT_MAX ? [{ column: 'text', fault: 'tooLong' }] : []
  return [...missing, ...tooLong, ...(forms === null ? [] : formFaults(row, forms))]
}

function formFaults(
  { form: key, item }: ReadRow,
  forms: ReadonlyMap<string, FormDefinition>,
): readonly RowFault[] {
  const form = forms.get(key)
  if (key === '') return []
  if (form === undefined) return [{ column: 'form', fault: 'unknownForm' }]
  const isKnown =
    item === '' || form.items.some((one) => one.key === item) || isGroupItem(form, item)
  return isKnown ? [] : [{ column: 'item', fault: 'unknownItem' }]
}

/** Whether an item stands in the rows of the form's group, where `row` names one of them. */
export function isGroupItem(form: FormDefinition, item: string): boolean {
  return form.group?.items.some(({ key }) => key === item) === true
}
