import { withEntry, type Edits } from '../../client/tumour-ledger/ledger-edits.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { RowValues } from '../../shared/forms/define.ts'

/** Edits as the boxes of a ledger over these records make them. */
export function typedInto(
  records: readonly RecordView[],
  { visit, lesion }: { readonly visit: string; readonly lesion: string },
  change: RowValues,
  edits: Edits = {},
): Edits {
  const isAssessment = (one: RecordView): boolean =>
    one.form === 'tumour-assessment' && one.visit === visit
  const record = records.find(isAssessment) ?? null
  const place = { lesion, field: Object.keys(change)[0] ?? '' }
  return withEntry(edits, { visit, record }, { place, change, fault: null })
}
