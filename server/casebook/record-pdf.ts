import type { BookRecord, BookRows, BookValue } from '../../shared/casebook/record.ts'
import { saidOf, type Marks } from '../../shared/casebook/said.ts'
import {
  cellText,
  derivationText,
  noteText,
  recordText,
  stepText,
  valueText,
  whoText,
  type Wording,
} from '../../shared/casebook/wording.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import {
  addHeading,
  addList,
  addNote,
  addParagraph,
  addTable,
  strong,
  type PdfWriter,
  type Point,
  type RichText,
} from '../pdf/service.ts'

export interface RecordDrawing {
  readonly pdf: PdfWriter
  readonly wording: Wording
  /** The form as the record is read; null: no version has it. */
  readonly form: FormDefinition | null
}

/** One record with everything that was said about it. Gives the page on which it begins. */
export function drawRecord(drawing: RecordDrawing, book: BookRecord, heading: string): number {
  const { pdf, wording } = drawing
  const { record, values, rows } = book
  const page = addHeading(pdf, heading, { level: 2 })
  addNote(pdf, recordText(wording, book))
  if (record.removed) {
    addParagraph(pdf, wording.t('book.removed'), { bold: true, barred: true })
  }
  drawValues(drawing, values, record.removed)
  const derived = derivationText(wording, book)
  if (derived !== null) addParagraph(pdf, derived)
  if (rows !== null) drawRows(drawing, rows, record.removed)
  drawChanges(drawing, book)
  drawMarks(drawing, book)
  return page
}

function drawValues(
  { pdf, wording }: RecordDrawing,
  values: readonly BookValue[],
  removed: boolean,
): void {
  if (values.length === 0) return
  const { t, say } = wording
  addTable(pdf, {
    columns: [
      { title: t('book.field'), share: 40 },
      { title: t('book.value'), share: 60 },
    ],
    rows: values.map((value) => [
      say(value.label),
      marked(wording, value, { text: valueText(wording, value), removed }),
    ]),
    ...{ empty: t('book.nothing'), size: 8 },
  })
}

/** A changed value bears the number of its note: told by shape, not by colour. @source EX-02 */
function marked(
  { t }: Wording,
  { note }: BookValue,
  { text, removed }: { readonly text: string; readonly removed: boolean },
): RichText {
  const value = { text, ...(removed ? { struck: true } : {}) }
  if (note === null) return [value]
  return [value, { text: '  ' }, { ...strong(`△${note} ${t('book.changedMark')}`), box: MARK }]
}

const MARK = { fill: '#ececec', border: '#333333' }

function drawRows(
  { pdf, wording }: RecordDrawing,
  { title, columns, rows }: BookRows,
  removed: boolean,
): void {
  const { t, say } = wording
  addTable(pdf, {
    caption: say(title) === '' ? t('book.rows') : say(title),
    columns: columns.map(({ label, item }) => ({
      title: `${say(label)}${item !== null && 'unit' in item ? ` (${item.unit})` : ''}`,
    })),
    rows: rows.map(({ cells }) =>
      cells.map((cell) => marked(wording, cell, { text: cellText(wording, cell), removed })),
    ),
    ...{ empty: t('book.nothing'), size: 7.5 },
  })
}

/** Every former value with who changed it, when and why. @source EX-02 */
function drawChanges({ pdf, wording, form }: RecordDrawing, { notes }: BookRecord): void {
  const { t, tKnown } = wording
  const points: readonly Point[] = [
    ...notes.values.map((note) => ({
      text: [strong(`△${note.number} `), { text: noteText(wording, form, note) }],
      below: note.steps.map((step) => ({ text: stepText(wording, form, { step, note }) })),
    })),
    ...notes.entries.map((entry) => ({
      text: `${tKnown(`act.${entry.act}`)} · ${whoText(wording, entry)}`,
    })),
  ]
  drawSaid(pdf, t('book.notes'), points)
}

/** What was asked, checked, verified and signed. */
export function drawMarks({ pdf, wording, form }: RecordDrawing, marks: Marks): void {
  for (const { title, points } of saidOf(wording, marks, form)) {
    drawSaid(
      pdf,
      title,
      points.map(({ place, text, below }) => ({
        text: place === null ? text : `${place} · ${text}`,
        below: below.map((one) => ({ text: one })),
      })),
    )
  }
}

function drawSaid(pdf: PdfWriter, title: string, points: readonly Point[]): void {
  if (points.length === 0) return
  pdf.ensureRoom(SAID_ROOM)
  addParagraph(pdf, title, { bold: true, size: 8.5, after: 2 })
  addList(pdf, points)
}

/** A title stays with the first lines below it. */
const SAID_ROOM = 40
