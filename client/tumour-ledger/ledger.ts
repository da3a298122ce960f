import type { MatrixCell, RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues, RowValues } from '../../shared/forms/define.ts'
import {
  basisAt,
  typingFrom,
  unsavedAt,
  unsavedVisits,
  valuesToStore,
  type BoxFault,
  type Edits,
  type ScanDates,
} from './ledger-edits.ts'

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

/** One assessment as it stands in the boxes: a visit, its record if there is one, and its rows. */
export interface LedgerColumn {
  readonly visit: string
  /** The record that filled the boxes; one that a colleague saved since does not show before the save. */
  readonly record: RecordView | null
  /** Date of the visit. */
  readonly date: string | null
  /** As they would be stored. */
  readonly values: FormValues
  /** Rows of each lesion; more than one where it was recorded twice. */
  readonly rows: ReadonlyMap<string, readonly RowValues[]>
  /** The one scan date; '' where there is none, null where the rows bear several. */
  readonly scanDate: string | null
  readonly dates: ScanDates
  readonly faults: readonly BoxFault[]
  /** Something of it is not saved. */
  readonly unsaved: boolean
}

export interface Ledger {
  readonly lesions: readonly Lesion[]
  readonly columns: readonly LedgerColumn[]
}

const GROUP_ORDER = ['TARGET', 'NON-TARGET', 'NEW']

/** The form whose group holds the measurements, if the study has one. */
export function assessmentForm(forms: readonly FormDefinition[]): FormDefinition | null {
  return forms.find((form) => form.group?.file === MEASUREMENTS) ?? null
}

/** Lesions as rows and assessments as columns, from a subject's records, schedule and unsaved edits. */
export function toLedger(
  form: FormDefinition,
  records: readonly RecordView[],
  cells: readonly MatrixCell[],
  edits: Edits = {},
): Ledger {
  const assessments = records.filter((record) => record.form === form.key)
  const visits = new Set([
    ...assessments.flatMap(({ visit }) => visit ?? []),
    ...unsavedVisits(edits),
  ])
  const columns = visitsOf(form, visits, cells).map((visit): LedgerColumn => {
    const read = assessments.find((one) => one.visit === visit) ?? null
    const record = basisAt(edits, visit, read)
    const unsaved = unsavedAt(edits, visit)
    const typing = unsaved ?? typingFrom(record)
    const { rows } = typing.values
    const scanDate = scanDateOf(rows)
    return {
      visit,
      record,
      date: visitDate(records, cells, visit),
      values: valuesToStore(typing),
      rows: byLesion(rows),
      scanDate: scanDate === '' ? typing.date : scanDate,
      dates: { ofRows: rows.map((row) => row['TRDAT'] ?? ''), typed: typing.date },
      faults: typing.faults,
      unsaved: unsaved !== null,
    }
  })
  return { lesions: lesionsIn(records, columns), columns }
}

function lesionsIn(
  records: readonly RecordView[],
  columns: readonly LedgerColumn[],
): readonly Lesion[] {
  const baseline = columns.find(({ visit }) => visit === BASELINE)
  const methodOf = (id: string): string =>
    baseline === undefined ? '' : (rowOf(baseline, id)['TRMETHOD'] ?? '')
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
  const measured = columns.flatMap(({ rows }) => [...rows.keys()])
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
  recorded: ReadonlySet<string>,
  cells: readonly MatrixCell[],
): readonly string[] {
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

function byLesion(rows: readonly RowValues[]): ReadonlyMap<string, readonly RowValues[]> {
  const found = new Map<string, readonly RowValues[]>()
  for (const row of rows) {
    const lesion = row['TRLNKID'] ?? ''
    found.set(lesion, [...(found.get(lesion) ?? []), row])
  }
  return found
}

/** The row of a lesion at an assessment, the first one where it was recorded twice; empty without one. */
export function rowOf({ rows }: Pick<LedgerColumn, 'rows'>, lesion: string): RowValues {
  return rows.get(lesion)?.[0] ?? {}
}

function scanDateOf(rows: readonly RowValues[]): string | null {
  const dates = new Set(rows.map((row) => row['TRDAT'] ?? '').filter((date) => date !== ''))
  if (dates.size > 1) return null
  return [...dates][0] ?? ''
}
