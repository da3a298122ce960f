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
import { derivations } from '../forms/derivations.ts'
import { rowNames } from '../forms/row-name.ts'
import { isShown } from '../forms/show-if.ts'
import { shownValues } from '../forms/shown-values.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { isEqual } from '../kernel/is-equal.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { recordNotes, type RecordNotes, type ValueNote } from './value-note.ts'

/** What a form computes by a rule. */
interface Computed {
  readonly value: string
  readonly version: string
}

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
  /** What the form computes of the other answers, where that is not what is stored. */
  readonly computed: Computed | null
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
  const asked = form?.items ?? []
  const valueAt = valuesIn(items, { asked, notes, name: null })
  return columnsOf(asked, [items])
    .map(valueAt)
    .filter((one) => isFilled(one) || isAsked(one, items))
}

/** Whether its form shows a question; one that is never stored, once it is computed. */
function isAsked({ item, computed }: BookValue, items: RowValues): boolean {
  if (item === null || (item.unstored === true && computed === null)) return false
  return isShown(item, items, items)
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
  const asked = group?.items ?? []
  const columns = columnsOf(asked, rows)
  const all = named.map(({ row, name }) => columns.map(valuesIn(row, { asked, notes, name })))
  const kept = columns.map(
    ({ item }, at) =>
      all.some((cells) => cells[at] !== undefined && hasAnswer(cells[at])) ||
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
  const asked = items.filter((item) => item.unstored !== true || item.derivation !== undefined)
  const known = new Set(asked.flatMap(({ key }) => [key, reasonKey(key)]))
  const others = new Set(rows.flatMap((row) => Object.keys(row)).filter((key) => !known.has(key)))
  return [
    ...asked.map((item) => ({ key: item.key, label: item.label, item })),
    ...[...others].map((key) => ({ key, label: { en: key, zh: key }, item: null })),
  ]
}

interface RowOfForm {
  /** The questions of the row. */
  readonly asked: readonly ItemDefinition[]
  readonly notes: readonly ValueNote[]
  /** How the row is named; null: it is the form itself. */
  readonly name: string | null
}

function valuesIn(
  row: RowValues,
  { asked, notes, name }: RowOfForm,
): (column: BookColumn) => BookValue {
  const shown = shownValues(asked, row)
  return (column) => ({
    ...column,
    value: row[column.key] ?? '',
    reason: column.item === null ? '' : (row[reasonKey(column.key)] ?? ''),
    computed: computedOf(column, row, shown),
    note: notes.find((note) => note.item === column.key && note.row === name)?.number ?? null,
  })
}

function computedOf({ key, item }: BookColumn, row: RowValues, shown: RowValues): Computed | null {
  const version = derivations.find(item?.derivation ?? '')?.version
  const value = shown[key] ?? ''
  return version === undefined || isSameValue(value, row[key] ?? '') ? null : { value, version }
}

/** The same text, or the same number as another system writes it. */
function isSameValue(one: string, other: string): boolean {
  const number = parseNumberText(one)
  return one === other || (number !== null && isEqual(number, parseNumberText(other)))
}

function hasAnswer(value: BookValue): boolean {
  return isFilled(value) || value.computed !== null
}

function isFilled({ value, reason, note }: BookValue): boolean {
  return value !== '' || reason !== '' || note !== null
}
