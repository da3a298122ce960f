import { and, asc, eq, inArray } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { ReadQueries, Store, Tx } from '../../db/store.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { toTrialSubject } from '../../shared/trial/from-records.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import { storedValues } from '../entry/service.ts'

/** What derivations and overviews read of a record. */
export type ReadRecord = Pick<
  RecordRow,
  | 'id'
  | 'subjectId'
  | 'form'
  | 'visit'
  | 'rowKey'
  | 'values'
  | 'completeness'
  | 'definitionVersion'
  | 'derivation'
>

/** The records of some subjects by subject, removed ones left out, in the order they were made. */
export async function loadRecords(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ReadRecord[]>> {
  const { record } = t
  const rows: readonly ReadRecord[] = await queries
    .select({
      id: record.id,
      subjectId: record.subjectId,
      form: record.form,
      visit: record.visit,
      rowKey: record.rowKey,
      values: record.values,
      completeness: record.completeness,
      definitionVersion: record.definitionVersion,
      derivation: record.derivation,
    })
    .from(record)
    .where(and(inArray(record.subjectId, [...subjectIds]), eq(record.removed, false)))
    .orderBy(asc(record.createdSeq), asc(record.id))
  const bySubject = new Map<string, ReadRecord[]>(subjectIds.map((id) => [id, []]))
  for (const row of rows) bySubject.get(row.subjectId)?.push(row)
  return bySubject
}

/** The same of one subject, as a save reads them. */
export async function recordsOfSubject(
  { t }: Pick<Store, 't'>,
  tx: Tx,
  subjectId: string,
): Promise<readonly RecordRow[]> {
  const rows = await tx.hot.rows(t.record, { subjectId, removed: false })
  return inOrderMade(rows)
}

/** Records in the order they were made; one that is being made has no number yet and is the last. */
export function inOrderMade<T extends Pick<RecordRow, 'id' | 'createdSeq'>>(
  rows: readonly T[],
): readonly T[] {
  const madeAt = ({ createdSeq }: T): number => (createdSeq === 0 ? Infinity : createdSeq)
  return rows.toSorted((a, b) =>
    madeAt(a) === madeAt(b) ? (a.id < b.id ? -1 : 1) : madeAt(a) - madeAt(b),
  )
}

/** A subject's records as the plain file view that the analysis reads. */
export function trialSubjectOf(
  subject: { readonly subjid: string; readonly site: string },
  records: readonly Pick<ReadRecord, 'form' | 'visit' | 'values'>[],
  forms: ReadonlyMap<string, FormDefinition>,
): TrialSubject {
  const filled = records.map(({ form, visit, values }) => ({
    ...{ form, visit },
    filled: storedValues({ values }),
  }))
  return filledSubjectOf(subject, filled, forms)
}

/** The same of records whose values are parsed. */
export function filledSubjectOf(
  subject: { readonly subjid: string; readonly site: string },
  records: readonly (Pick<ReadRecord, 'form' | 'visit'> & { readonly filled: FormValues })[],
  forms: ReadonlyMap<string, FormDefinition>,
): TrialSubject {
  const filled = records.map(({ form, visit, filled: values }) => ({ form, visit, values }))
  return toTrialSubject(subject, filled, forms)
}
