import type { FormDefinition, FormValues, RowValues } from '../forms/define.ts'
import type { FilledForm } from './from-records.ts'
import type { FileLayout } from './layout.ts'
import type { Row, TrialSubject } from './trial.ts'
import { rowsOf } from './trial.ts'

/** A filled form made from rows, with the key that tells it from others of the same form and visit. */
export interface ImportedForm extends FilledForm {
  readonly rowKey: string
}

const LEAD = new Set(['SUBJID', 'SITEID', 'VISIT'])

/**
 * One subject's rows as the records that will be stored: a record for each row of a form's own file;
 * rows of a group gathered into one record by visit (at a visit's form without a visit: by the
 * group's first ordering column, so that a day's laboratory results stay together). Empty cells are
 * left out.
 */
export function toFilledForms(
  subject: TrialSubject,
  layouts: readonly FileLayout[],
): readonly ImportedForm[] {
  const made: ImportedForm[] = []
  for (const layout of layouts) {
    if (layout.part === 'items' && layout.form.group === undefined) {
      ownRows(subject, layout, made)
    } else if (layout.part === 'rows') {
      groupRows(subject, layout, made)
    }
  }
  return made
}

function ownRows(subject: TrialSubject, layout: FileLayout, made: ImportedForm[]): void {
  let number = 0
  for (const row of rowsOf(subject, layout.file)) {
    number += 1
    const items = valuesOf(row)
    made.push({
      form: layout.form.key,
      visit: visitOf(row, layout.form),
      rowKey: rowKeyOf(layout.form, items, number),
      values: { items, rows: [] },
    })
  }
}

function groupRows(subject: TrialSubject, layout: FileLayout, made: ImportedForm[]): void {
  const { form } = layout
  const byPlace = new Map<string, { visit: string | null; items: RowValues; rows: RowValues[] }>()
  if (form.file !== undefined) {
    for (const row of rowsOf(subject, form.file)) {
      const visit = visitOf(row, form)
      // Without a visit nothing says which rows of the group belong to it: it is a record of its own.
      const place = placeOf(visit, visit === null ? `\u0001${byPlace.size}` : '')
      byPlace.set(place, { visit, items: valuesOf(row), rows: [] })
    }
  }
  for (const row of rowsOf(subject, layout.file)) {
    const visit = visitOf(row, form)
    const place = placeOf(visit, gatherValue(row, form))
    const found = byPlace.get(place)
    if (found === undefined) byPlace.set(place, { visit, items: {}, rows: [valuesOf(row)] })
    else found.rows.push(valuesOf(row))
  }
  let number = 0
  for (const { visit, items, rows } of byPlace.values()) {
    number += 1
    const values: FormValues = { items, rows }
    made.push({ form: form.key, visit, rowKey: rowKeyOf(form, items, number, visit), values })
  }
}

function placeOf(visit: string | null, gather: string): string {
  return visit ?? `\u0001${gather}`
}

function gatherValue(row: Row, form: FormDefinition): string {
  if (form.scope !== 'visit') return ''
  const column = form.group?.sortBy.find((key) => key !== 'VISIT')
  return column === undefined ? '' : (row[column] ?? '')
}

function visitOf(row: Row, form: FormDefinition): string | null {
  if (form.scope !== 'visit' && form.visitColumn !== true) return null
  const visit = row['VISIT'] ?? ''
  return visit === '' ? null : visit
}

/**
 * What tells a record from others of the same subject, form and visit: the values of the form's
 * `rowKey` items (`RECIST 1.1`; `RECIST 1.1|INDEPENDENT ASSESSOR`); empty for a form that stands
 * once; else its number in the log.
 */
export function rowKeyOf(
  form: FormDefinition,
  items: RowValues,
  number: number,
  visit: string | null = null,
): string {
  if (form.rowKey !== undefined) return keyOf(items, form.rowKey)
  if (form.scope === 'log') return String(number)
  if (form.scope === 'visit' && form.group !== undefined && visit === null) return String(number)
  return ''
}

function keyOf(items: RowValues, keys: readonly string[]): string {
  return keys
    .map((key) => items[key] ?? '')
    .join('|')
    .replace(/\|+$/, '')
}

function valuesOf(row: Row): RowValues {
  const values: Record<string, string> = {}
  for (const column in row) {
    const value = row[column]
    if (value !== undefined && value !== '' && !LEAD.has(column)) values[column] = value
  }
  return values
}
