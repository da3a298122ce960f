import type { Store } from '../../db/store.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, RowValues } from '../../shared/forms/define.ts'
import { toPointer } from '../http/parse-request.ts'
import { loadRedactions, type Redaction } from './redactions.ts'
import { rowNamer } from './row-namer.ts'

interface Of {
  readonly studyId: string
  readonly forms: ReadonlyMap<string, FormDefinition>
}

/**
 * Records as people may read them: a removed one can no longer be corrected, so whatever was redacted
 * in its trail is left out of its values too. Others are given as they are.
 */
export async function withoutRedactedValues(
  store: Store,
  { studyId, forms }: Of,
  records: readonly RecordView[],
): Promise<readonly RecordView[]> {
  const removed = records.filter((record) => record.removed)
  if (removed.length === 0) return records
  const entries = removed.map(({ id }) => ({ entityId: id }))
  const redactions = await loadRedactions(store, store.read, { chain: studyId, entries, forms })
  if (redactions.length === 0) return records
  return records.map((record) => {
    const own = redactions.filter(({ entityId }) => record.removed && entityId === record.id)
    return own.length === 0 ? record : hidden(record, own, forms.get(record.form))
  })
}

function hidden(
  record: RecordView,
  redactions: readonly Redaction[],
  form: FormDefinition | undefined,
): RecordView {
  const without = (row: RowValues, path: readonly string[]): Record<string, string> =>
    Object.fromEntries(
      Object.entries(row).filter(([key, text]) => {
        const pointer = toPointer([...path, key])
        return !redactions.some((one) => one.pointer === pointer && one.text === text)
      }),
    )
  const { items, rows } = record.values
  const names = rowNamer(form)?.(rows) ?? rows.map((_, at) => String(at + 1))
  return {
    ...record,
    values: {
      items: without(items, ['items']),
      rows: rows.map((row, at) => without(row, ['rows', names[at] ?? ''])),
    },
  }
}
