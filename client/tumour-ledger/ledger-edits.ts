import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues, RowValues } from '../../shared/forms/define.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import { differencesOf, mergedValues } from '../kit/form/differences.ts'

/** A box of an assessment; the box for the date of the scan belongs to no lesion. */
export interface BoxPlace {
  readonly lesion: string
  readonly field: string
}

/** What stands in a box and names no value: it is kept, and nothing of it is stored. */
export type BoxFault = BoxPlace & { readonly text: string }

/** What was typed into an assessment and is not saved. */
export interface VisitTyping {
  /** The record as it was read when the first of it was typed; null: there was none. */
  readonly basis: RecordView | null
  /** What the boxes were filled with. */
  readonly filled: FormValues
  /** As they stand in the boxes. */
  readonly values: FormValues
  /** A scan date typed into the box; it is stored with the rows. */
  readonly date: string
  readonly faults: readonly BoxFault[]
}

/** Typing by visit. An assessment that was just saved stays in it as it was stored. */
export type Edits = Readonly<Record<string, VisitTyping>>

/** A visit on screen, and the record that fills its boxes. */
interface FilledVisit {
  readonly visit: string
  readonly record: RecordView | null
}

const NOTHING: FormValues = { items: {}, rows: [] }

/** Typing that begins: the boxes as the record, or the values decided on, fill them. */
export function typingFrom(
  basis: RecordView | null,
  filled: FormValues = basis?.values ?? NOTHING,
): VisitTyping {
  return { basis, filled, values: filled, date: '', faults: [] }
}

/** The typing of a visit, where it holds anything that is not stored. */
export function unsavedAt(edits: Edits, visit: string): VisitTyping | null {
  const typing = edits[visit]
  return typing === undefined || isStored(typing) ? null : typing
}

/** Visits with typing that is not stored. */
export function unsavedVisits(edits: Edits): readonly string[] {
  return Object.keys(edits).filter((visit) => unsavedAt(edits, visit) !== null)
}

/** The record that fills the boxes of a visit: as it was when the typing began, else the newest known. */
export function basisAt(edits: Edits, visit: string, read: RecordView | null): RecordView | null {
  const typing = edits[visit]
  if (typing === undefined) return read
  if (!isStored(typing)) return typing.basis
  return (typing.basis?.version ?? 0) > (read?.version ?? 0) ? typing.basis : read
}

function isStored(typing: VisitTyping): boolean {
  const { basis, faults, date } = typing
  const values = valuesToStore(typing)
  if (faults.length > 0 || (date !== '' && values.rows.length === 0)) return false
  const { items, rows } = basis?.values ?? NOTHING
  return canonicalJson({ ...values }) === canonicalJson({ items, rows })
}

/** The values ready to be stored: a row that was emptied goes, every row not touched stays. */
export function valuesToStore({ filled, values }: VisitTyping): FormValues {
  const bare = new Set(filled.rows.filter((row) => !hasFinding(row)).map(lesionOf))
  const rows = values.rows.filter((row) => hasFinding(row) || bare.has(lesionOf(row)))
  return { items: values.items, rows }
}

/** The values for a draft: half-typed texts stand in their boxes, and a date typed before any row in one of its own. */
export function valuesForDraft(typing: VisitTyping): FormValues {
  const ofDate = typing.faults.find(({ lesion }) => lesion === '')
  const boxes = typing.faults.filter(({ lesion }) => lesion !== '')
  const rows = boxes.reduce(
    (rows, { lesion, field, text }) => withRow(rows, lesion, { [field]: text }),
    valuesToStore(typing).rows,
  )
  const date = ofDate?.text ?? typing.date
  const dated = (row: RowValues): RowValues =>
    ofDate === undefined ? row : { ...row, TRDAT: ofDate.text }
  const isDateAlone = rows.length === 0 && date !== ''
  return { items: typing.values.items, rows: isDateAlone ? [{ TRDAT: date }] : rows.map(dated) }
}

export interface BoxEntry {
  readonly place: BoxPlace
  /** What the row of the lesion holds by it; an empty text takes a value away. */
  readonly change: RowValues
  /** What stands in the box, where that names no value. */
  readonly fault: string | null
}

/** The edits with what was typed into one box of a lesion. */
export function withEntry(edits: Edits, column: FilledVisit, entry: BoxEntry): Edits {
  const { place, change, fault } = entry
  const typing = typingAt(edits, column)
  const rows = withRow(typing.values.rows, place.lesion, change)
  const known = typing.filled.rows.some((row) => lesionOf(row) === place.lesion)
  const kept = rows.filter((row) => known || lesionOf(row) !== place.lesion || hasFinding(row))
  return {
    ...edits,
    [column.visit]: {
      ...typing,
      values: { ...typing.values, rows: kept },
      faults: withFault(typing.faults, place, fault),
    },
  }
}

export const DATE_BOX: BoxPlace = { lesion: '', field: 'TRDAT' }

/** The scan dates of an assessment as they stand in the boxes. */
export interface ScanDates {
  /** That of each row, in their order; empty where a row bears none. */
  readonly ofRows: readonly string[]
  /** That typed into the box, for rows to come; empty where none was. */
  readonly typed: string
}

export type DateEntry = ScanDates & { readonly fault: string | null }

/** The edits with the scan date of an assessment: all of its rows bear it. */
export function withScanDate(edits: Edits, column: FilledVisit, entry: DateEntry): Edits {
  const typing = typingAt(edits, column)
  const rows = typing.values.rows.map((row, at) =>
    editedRow(row, { TRDAT: entry.ofRows[at] ?? row['TRDAT'] ?? '' }),
  )
  return {
    ...edits,
    [column.visit]: {
      ...typing,
      values: { ...typing.values, rows },
      date: entry.typed,
      faults: withFault(typing.faults, DATE_BOX, entry.fault),
    },
  }
}

/** The edits after an assessment was stored as it was sent: what was typed since stays. */
export function withStored(
  edits: Edits,
  form: FormDefinition,
  { visit, sent, stored }: { visit: string; sent: VisitTyping; stored: RecordView },
): Edits {
  const now = edits[visit]
  if (now === undefined || now === sent) return { ...edits, [visit]: typingFrom(stored) }
  const values = mergedByPresets(form, {
    stored: stored.values,
    mine: valuesToStore(now),
    basis: valuesToStore(sent),
  })
  const date = now.date === sent.date ? '' : now.date
  return { ...edits, [visit]: { ...typingFrom(stored), values, date, faults: now.faults } }
}

function mergedByPresets(
  form: FormDefinition,
  sides: { stored: FormValues; mine: FormValues; basis: FormValues },
): FormValues {
  const differences = differencesOf(form, sides)
  return mergedValues(
    form,
    sides,
    new Map(differences.map(({ id, preset }) => [id, preset ?? 'mine'])),
  )
}

/** The edits without the typing: what was stored meanwhile stays known. */
export function withoutTyping(edits: Edits): Edits {
  return Object.fromEntries(
    Object.entries(edits).map(([visit, { basis }]) => [visit, typingFrom(basis)]),
  )
}

/** A row with its edits: values replaced, emptied ones taken away. */
export function editedRow(row: RowValues, change: RowValues): RowValues {
  return Object.fromEntries(Object.entries({ ...row, ...change }).filter(([, text]) => text !== ''))
}

function typingAt(edits: Edits, column: FilledVisit): VisitTyping {
  return unsavedAt(edits, column.visit) ?? typingFrom(column.record)
}

function withRow(
  rows: readonly RowValues[],
  lesion: string,
  change: RowValues,
): readonly RowValues[] {
  const at = rows.findIndex((row) => lesionOf(row) === lesion)
  if (at < 0) return [...rows, editedRow({ TRLNKID: lesion }, change)]
  return rows.map((row, index) => (index === at ? editedRow(row, change) : row))
}

function withFault(
  faults: readonly BoxFault[],
  { lesion, field }: BoxPlace,
  text: string | null,
): readonly BoxFault[] {
  const others = faults.filter((one) => one.lesion !== lesion || one.field !== field)
  return text === null ? others : [...others, { lesion, field, text }]
}

/** Lesion and date alone say nothing of a lesion. */
function hasFinding(row: RowValues): boolean {
  return Object.keys(row).some((key) => key !== 'TRLNKID' && key !== 'TRDAT')
}

function lesionOf(row: RowValues): string {
  return row['TRLNKID'] ?? ''
}
