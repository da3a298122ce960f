import type { RecordView } from '../../shared/api/routes/subjects.ts'
import {
  reasonKey,
  type FormDefinition,
  type ItemDefinition,
  type RowValues,
} from '../../shared/forms/define.ts'
import { codeWords, reasonWords } from '../../shared/forms/shown-value.ts'
import { rowNames } from '../../shared/forms/row-name.ts'
import type { TableRow } from './table-file.ts'

/** A record as the archive holds it: its subject, and the entries of the trail that made it. */
export interface ArchivedRecord extends Omit<RecordView, 'findings' | 'derivation'> {
  readonly subjid: string
  readonly derivation: RecordView['derivation']
  readonly firstEntry: number
  readonly lastEntry: number
}

/**
 * The rows of a form's file: one for each record, or one for each row of its group. Each value stands as
 * it is stored; behind a code and behind a reason stands what it means.
 */
export function* dataRows(
  form: FormDefinition | undefined,
  records: Iterable<ArchivedRecord>,
): Generator<TableRow> {
  for (const record of records) yield* rowsOf(form, record)
}

function rowsOf(form: FormDefinition | undefined, record: ArchivedRecord): readonly TableRow[] {
  const { items, rows } = record.values
  const own = { ...placeOf(record), ...cellsOf(form?.items ?? [], items) }
  if (rows.length === 0) return [own]
  const { group } = form ?? {}
  const names = rowNames(group?.identity ?? [''], rows)
  return rows.map((row, at) => ({
    ...own,
    GROUP_ROW: names[at] ?? '',
    ...cellsOf(group?.items ?? [], row),
  }))
}

function placeOf(record: ArchivedRecord): TableRow {
  const { derivation } = record
  return {
    SUBJID: record.subjid,
    VISIT: record.visit,
    RECORD: record.id,
    VERSION: record.version,
    COMPLETENESS: record.completeness,
    REMOVED: record.removed,
    FORMS_VERSION: record.definitionVersion,
    FIRST_ENTRY: record.firstEntry,
    LAST_ENTRY: record.lastEntry,
    ...(derivation === null
      ? {}
      : { DERIVED_AT_REVIEW: derivation.derived, REOPENED: derivation.reopened }),
  }
}

/** The form's questions in their order, then whatever else is stored. */
function cellsOf(items: readonly ItemDefinition[], row: RowValues): TableRow {
  const cells: Record<string, string> = {}
  for (const item of items) {
    if (item.unstored === true) continue
    const value = row[item.key] ?? ''
    const reason = row[reasonKey(item.key)] ?? ''
    cells[item.key] = value
    if (item.kind === 'code') withMeaning(cells, item.key, codeWords(item.codes, value))
    if (reason === '') continue
    cells[reasonKey(item.key)] = reason
    withMeaning(cells, reasonKey(item.key), reasonWords(reason))
  }
  for (const [key, value] of Object.entries(row)) cells[key] ??= value
  return cells
}

function withMeaning(
  cells: Record<string, string>,
  key: string,
  { en, zh }: { readonly en: string; readonly zh: string },
): void {
  cells[`${key}_EN`] = en
  cells[`${key}_ZH`] = zh
}
