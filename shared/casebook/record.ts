import type { TakenCasebook } from '../api/routes/casebook.ts'
import type { FiringView } from '../api/routes/checks.ts'
import type { QueryView } from '../api/routes/queries.ts'
import type { SignatureView } from '../api/routes/signatures.ts'
import type { RecordView } from '../api/routes/subjects.ts'
import type { VerificationView } from '../api/routes/verification.ts'
import {
  reasonKey,
  type FormDefinition,
  type ItemDefinition,
  type RowValues,
} from '../forms/define.ts'
import { rowNames } from '../forms/row-name.ts'
import { isShown } from '../forms/show-if.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { recordNotes, type RecordNotes, type ValueNote } from './value-note.ts'

/** A question and what is stored at it. */
export interface BookValue {
  readonly key: string
  readonly label: Bilingual
  /** null: the version by which the record is read does not have the question. */
  readonly item: ItemDefinition | null
  /** As it is stored; empty: nothing. */
  readonly value: string
  /** Why it is empty, as it is stored. */
  readonly reason: string
  /** The number of its footnote where it was changed. */
  readonly note: number | null
}

export interface BookColumn {
  readonly key: string
  readonly label: Bilingual
  readonly item: ItemDefinition | null
}

/** The rows of a form's group: a cell for each column. */
export interface BookRows {
  readonly title: Bilingual
  readonly columns: readonly BookColumn[]
  readonly rows: readonly { readonly name: string; readonly cells: readonly BookValue[] }[]
}

/** One record of a casebook. */
export interface BookRecord {
  readonly record: RecordView
  /** How the visit is called; null where the record has none. */
  readonly visit: Bilingual | null
  readonly values: readonly BookValue[]
  readonly rows: BookRows | null
  readonly notes: RecordNotes
  readonly queries: readonly QueryView[]
  readonly firings: readonly FiringView[]
  readonly verifications: readonly VerificationView[]
  readonly signatures: readonly SignatureView[]
}

/** One record with all that belongs to it; `form` is the form as the record is read. */
export function bookRecord(
  book: TakenCasebook,
  record: RecordView,
  { form, visit }: { readonly form: FormDefinition | undefined; readonly visit: Bilingual | null },
): BookRecord {
  const notes = recordNotes(book.history.filter(({ entityId }) => entityId === record.id))
  const ofRecord = (of: { readonly record: string | null }): boolean => of.record === record.id
  return {
    record,
    visit,
    values: ownValues(form, record.values.items, notes.values),
    rows: rowsOf(form, record, notes.values),
    notes,
    queries: book.queries.filter(ofRecord),
    firings: book.firings.filter(ofRecord),
    verifications: book.verifications.filter(ofRecord),
    signatures: book.signatures.filter(ofRecord),
  }
}

function ownValues(
  form: FormDefinition | undefined,
  items: RowValues,
  notes: readonly ValueNote[],
): readonly BookValue[] {
  const valueAt = valuesIn(items, notes, null)
  return columnsOf(form?.items ?? [], [items])
    .map(valueAt)
    .filter((one) => isFilled(one) || (one.item !== null && isShown(one.item, items, items)))
}

function rowsOf(
  form: FormDefinition | undefined,
  { values: { rows, items } }: RecordView,
  notes: readonly ValueNote[],
): BookRows | null {
  if (rows.length === 0) return null
  const group = form?.group
  const names = rowNames(group?.identity ?? [''], rows)
  const named = rows.map((row, at) => ({ row, name: names[at] ?? '' }))
  const all = named.map(({ row, name }) => {
    const valueAt = valuesIn(row, notes, name)
    return columnsOf(group?.items ?? [], rows).map(valueAt)
  })
  const columns = columnsOf(group?.items ?? [], rows)
  const kept = columns.map(
    ({ item }, at) =>
      all.some((cells) => cells[at] !== undefined && isFilled(cells[at])) ||
      (item?.required === true && rows.some((row) => isShown(item, row, items))),
  )
  const isKept = (_: unknown, at: number): boolean => kept[at] === true
  return {
    title: group?.title ?? { en: '', zh: '' },
    columns: columns.filter(isKept),
    rows: named.map(({ name }, at) => ({ name, cells: (all[at] ?? []).filter(isKept) })),
  }
}

/** The questions of a form, and behind them the keys of stored values that it does not have. */
function columnsOf(
  items: readonly ItemDefinition[],
  rows: readonly RowValues[],
): readonly BookColumn[] {
  const asked = items.filter(({ unstored }) => unstored !== true)
  const known = new Set(asked.flatMap(({ key }) => [key, reasonKey(key)]))
  const others = new Set(rows.flatMap((row) => Object.keys(row)).filter((key) => !known.has(key)))
  return [
    ...asked.map((item) => ({ key: item.key, label: item.label, item })),
    ...[...others].map((key) => ({ key, label: { en: key, zh: key }, item: null })),
  ]
}

function valuesIn(
  row: RowValues,
  notes: readonly ValueNote[],
  name: string | null,
): (column: BookColumn) => BookValue {
  return (column) => ({
    ...column,
    value: row[column.key] ?? '',
    reason: column.item === null ? '' : (row[reasonKey(column.key)] ?? ''),
    note: notes.find((note) => note.item === column.key && note.row === name)?.number ?? null,
  })
}

function isFilled({ value, reason, note }: BookValue): boolean {
  return value !== '' || reason !== '' || note !== null
}
