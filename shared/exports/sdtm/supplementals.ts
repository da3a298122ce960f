import type { DatasetRecord } from '../datasets/define.ts'
import type { FinishedRecord, SdtmDomain, SubjectContext, Supplemental } from './define.ts'
import { compareByKeys } from './order.ts'
import { namesOfDomain } from './variables-of.ts'

/** SUPP-- of a domain's records: one for each qualifier, pointing at its parent. */
export function qualifierRecords(
  domain: SdtmDomain,
  finished: readonly FinishedRecord[],
  context: SubjectContext,
): readonly DatasetRecord[] {
  const records = finished.flatMap((record) =>
    (record.draft.supplementals ?? []).map((one): DatasetRecord => ({
      values: {
        STUDYID: context.study.studyId,
        RDOMAIN: domain.key,
        USUBJID: context.usubjid,
        ...parentOf(domain, record),
        QNAM: one.name,
        QLABEL: one.label,
        QVAL: one.value,
        QORIG: one.origin,
        QEVAL: one.evaluator,
      },
      ...sourceOf(record, one),
    })),
  )
  return records.sort((a, b) => compareByKeys(KEYS, a.values, b.values))
}

function sourceOf(
  { draft }: FinishedRecord,
  { source, column }: Supplemental,
): Pick<DatasetRecord, 'source'> {
  const row = source ?? draft.row?.source
  return row === undefined ? {} : { source: { ...row, column } }
}

const KEYS = ['IDVAR', 'IDVARVAL', 'QNAM']

/** IDVAR and IDVARVAL of a record: its number; of a domain without numbers its visit, or nothing. */
export function parentOf(
  domain: SdtmDomain,
  { values }: Pick<FinishedRecord, 'values'>,
): { readonly IDVAR: string | null; readonly IDVARVAL: string | null } {
  const names = namesOfDomain(domain)
  const variable = [`${domain.key}SEQ`, 'VISITNUM'].find((name) => names.has(name))
  const value = variable === undefined ? null : (values[variable] ?? null)
  if (variable === undefined || value === null) return { IDVAR: null, IDVARVAL: null }
  return { IDVAR: variable, IDVARVAL: String(value) }
}
