import type { MatrixCell, RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, RowValues } from '../../shared/forms/define.ts'

/** The visit that holds the baseline measurements. */
export const BASELINE = 'BASELINE'
/** File stem of the measurement rows; the form that fills it is the tumour assessment. */
const MEASUREMENTS = 'measurements'

export interface Lesion {
  readonly id: string
  readonly group: string
  readonly location: string
  readonly nodal: boolean
  /** What was recorded of it when it was identified. */
  readonly items: RowValues
  /** Imaging method at baseline, which later assessments keep; empty where none is recorded. */
  readonly method: string
}

/** One assessment: a visit, its record if there is one, and its rows by lesion. */
export interface LedgerColumn {
  readonly visit: string
  readonly record: RecordView | null
  readonly date: string | null
  readonly rows: ReadonlyMap<string, RowValues>
}

export interface Ledger {
  readonly lesions: readonly Lesion[]
  readonly columns: readonly LedgerColumn[]
}

/** Unsaved edits by visit and lesion; an empty text takes a value away. */
export type Edits = Readonly<Record<string, Readonly<Record<string, RowValues>>>>

const GROUP_ORDER = ['TARGET', 'NON-TARGET', 'NEW']

/** The form whose group holds the measurements, if the study has one. */
export function assessmentForm(forms: readonly FormDefinition[]): FormDefinition | null {
  return forms.find((form) => form.group?.file === MEASUREMENTS) ?? null
}

/** Lesions as rows and assessments as columns, from a subject's records and schedule. */
export function toLedger(
  form: FormDefinition,
  records: readonly RecordView[],
  cells: readonly MatrixCell[],
): Ledger {
  const assessments = records.filter((record) => record.form === form.key)
  return {
    lesions: lesionsIn(records, assessments),
    columns: visitsOf(form, assessments, cells).map((visit) => {
      const record = assessments.find((one) => one.visit === visit) ?? null
      return { visit, record, date: visitDate(records, cells, visit), rows: byLesion(record) }
    }),
  }
}

function lesionsIn(
  records: readonly RecordView[],
  assessments: readonly RecordView[],
): readonly Lesion[] {
  const baseline = byLesion(assessments.find(({ visit }) => visit === BASELINE) ?? null)
  const methodOf = (id: string): string => baseline.get(id)?.['TRMETHOD'] ?? ''
  const known = records
    .filter((record) => record.form === 'lesions')
    .map(({ values: { items } }) => ({
      id: items['TULNKID'] ?? '',
      group: items['TUGRPID'] ?? '',
      location: items['TULOC'] ?? '',
      nodal: items['TUNODE'] === 'Y',
      items,
      method: methodOf(items['TULNKID'] ?? ''),
    }))
    .filter(({ id }) => id !== '')
  const ids = new Set(known.map(({ id }) => id))
  const measured = assessments.flatMap(({ values }) =>
    values.rows.map((row) => row['TRLNKID'] ?? ''),
  )
  const unknown = [...new Set(measured)]
    .filter((id) => id !== '' && !ids.has(id))
    .map((id) => ({ id, group: '', location: '', nodal: false, items: {}, method: methodOf(id) }))
  const place = ({ group, id }: Lesion): string => {
    const order = GROUP_ORDER.indexOf(group)
    return `${order === -1 ? 9 : order} ${id}`
  }
  return [...known, ...unknown].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

/** Visits with an assessment, and planned ones that are due or next, in the order of the schedule. */
function visitsOf(
  form: FormDefinition,
  assessments: readonly RecordView[],
  cells: readonly MatrixCell[],
): readonly string[] {
  const recorded = new Set(assessments.flatMap(({ visit }) => visit ?? []))
  const planned = cells.filter(({ forms }) => forms.some((one) => one.form === form.key))
  const next = planned.find(({ visit, state }) => !recorded.has(visit) && state === 'not-due')
  const shown = planned.filter(
    (cell) => recorded.has(cell.visit) || cell.state !== 'not-due' || cell === next,
  )
  const others = [...recorded].filter((visit) => shown.every((cell) => cell.visit !== visit))
  const all = [...shown.map(({ visit }) => visit), ...others]
  return [BASELINE, ...all.filter((visit) => visit !== BASELINE)]
}

function visitDate(
  records: readonly RecordView[],
  cells: readonly MatrixCell[],
  visit: string,
): string | null {
  const record = records.find((one) => one.form === 'visits' && one.visit === visit)
  const cell = cells.find((one) => one.visit === visit)
  return record?.values.items['SVSTDAT'] ?? cell?.date ?? null
}

function byLesion(record: RecordView | null): ReadonlyMap<string, RowValues> {
  return new Map((record?.values.rows ?? []).map((row) => [row['TRLNKID'] ?? '', row]))
}

/** A row with its edits: values replaced, emptied ones taken away. */
export function editedRow(row: RowValues, edit: RowValues | undefined): RowValues {
  const merged = { ...row, ...edit }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''))
}

/** The rows of an assessment with the unsaved edits, ready to be stored: rows with a finding only. */
export function rowsWithEdits(
  column: LedgerColumn,
  edits: Readonly<Record<string, RowValues>> | undefined,
): readonly RowValues[] {
  const ids = new Set([...column.rows.keys(), ...Object.keys(edits ?? {})])
  return [...ids]
    .map((id) => ({ ...editedRow(column.rows.get(id) ?? {}, edits?.[id]), TRLNKID: id }))
    .filter((row) => Object.keys(row).some((key) => key !== 'TRLNKID' && key !== 'TRDAT'))
}

/** The edits with one value of one lesion changed at a visit. */
export function withEdit(
  edits: Edits,
  { visit, lesion }: { readonly visit: string; readonly lesion: string },
  change: RowValues,
): Edits {
  const ofVisit = edits[visit] ?? {}
  return { ...edits, [visit]: { ...ofVisit, [lesion]: { ...ofVisit[lesion], ...change } } }
}

/** The one scan date of an assessment; '' where there is none, null where its rows bear several. */
export function scanDateOf(rows: readonly RowValues[]): string | null {
  const dates = new Set(rows.map((row) => row['TRDAT'] ?? '').filter((date) => date !== ''))
  if (dates.size > 1) return null
  return [...dates][0] ?? ''
}
