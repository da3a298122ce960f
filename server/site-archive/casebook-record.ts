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
import { html, htmlFacts, htmlList, htmlTable, NO_HTML, type Html } from './html.ts'

interface RecordBlock {
  readonly book: BookRecord
  readonly form: FormDefinition | null
  readonly heading: string
}

/** One record: whose it is, its values, its rows, and everything that was said about it. */
export function recordHtml(wording: Wording, { book, form, heading }: RecordBlock): Html {
  const { t } = wording
  const { record, values, rows } = book
  const derived = derivationText(wording, book)
  return html`<section class="${record.removed ? 'gone' : 'record'}">
    <h3>${heading}</h3>
    <p class="soft">${recordText(wording, book)}</p>
    ${record.removed ? html`<p class="removed">${t('book.removed')}</p>` : NO_HTML}
    ${htmlFacts(values.map((value) => [wording.say(value.label), marked(wording, value, valueText)]))}
    ${derived === null ? NO_HTML : html`<p>${derived}</p>`}
    ${rows === null ? NO_HTML : rowsHtml(wording, rows)} ${changesHtml(wording, book, form)}
    ${marksHtml(wording, book, form)}
  </section>`
}

/** Tells a changed value by shape and number, without colour. */
function marked(
  wording: Wording,
  value: BookValue,
  textOf: (wording: Wording, value: BookValue) => string,
): Html {
  const text = textOf(wording, value)
  if (value.note === null) return html`${text}`
  return html`${text}<sup class="mark">△${value.note}</sup>`
}

function rowsHtml(wording: Wording, { title, columns, rows }: BookRows): Html {
  const { t, say } = wording
  const heads = columns.map(({ label, item }) =>
    item !== null && 'unit' in item ? `${say(label)} (${item.unit})` : say(label),
  )
  const cells = rows.map((row) => row.cells.map((cell) => marked(wording, cell, cellText)))
  return htmlTable(heads, cells, say(title) === '' ? t('book.rows') : say(title))
}

/** The notes of the changed values: every former value with who changed it, when and why. */
function changesHtml(wording: Wording, { notes }: BookRecord, form: FormDefinition | null): Html {
  const { t, tKnown } = wording
  if (notes.values.length + notes.entries.length === 0) return NO_HTML
  const values = notes.values.map((note) => {
    const steps = note.steps.map((step) => stepText(wording, form, { step, note }))
    return html`<b>△${note.number}</b> ${noteText(wording, form, note)} ${htmlList(steps)}`
  })
  const entries = notes.entries.map(
    (entry) => html`${tKnown(`act.${entry.act}`)} · ${whoText(wording, entry)}`,
  )
  return html`<h4>${t('book.notes')}</h4>
    ${htmlList([...values, ...entries])}`
}

/** What was asked, checked, verified and signed. */
export function marksHtml(wording: Wording, marks: Marks, form: FormDefinition | null): Html {
  return html`${saidOf(wording, marks, form).map(({ title, points }) => {
    const items = points.map(({ place, text, below }) => {
      const own = place === null ? html`${text}` : html`<b>${place}</b> · ${text}`
      return below.length === 0 ? own : html`${own} ${htmlList(below)}`
    })
    return html`<h4>${title}</h4>
      ${htmlList(items)}`
  })}`
}
