import { useQuery } from '@tanstack/react-query'
import type { ResponseOf } from '../../shared/api/define.ts'
import { getSubjectChanges, type ChangedRecord } from '../../shared/api/routes/changes.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'

export type SubjectChanges = ResponseOf<typeof getSubjectChanges>

/** What of a subject changed since the reader's own last review or signature. */
export function changesQuery(study: string, subjid: string): Query<SubjectChanges> {
  return {
    queryKey: ['study', study, 'changes', subjid],
    queryFn: ({ signal }) => call(getSubjectChanges, { params: { study, subjid }, signal }),
  }
}

/**
 * Whether a record is to be marked as changed. Nothing is while it is not known yet, and for a reader
 * who never reviewed or signed: everything would be.
 */
export function useChanged(study: string, subjid: string): (record: string) => boolean {
  const { data } = useQuery(changesQuery(study, subjid))
  if (data?.since === undefined || data.since === null) return () => false
  const changed = new Set(data.records.map(({ record }) => record))
  return (record) => changed.has(record)
}

/** The changed records of a form, or of one visit of it. */
export function changedAt(
  records: readonly ChangedRecord[],
  at: { readonly form?: string; readonly visit?: string | null },
): readonly ChangedRecord[] {
  return records.filter(
    ({ form, visit }) =>
      (at.form === undefined || at.form === form) && (at.visit === undefined || at.visit === visit),
  )
}
