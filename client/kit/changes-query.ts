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

const NONE: readonly ChangedRecord[] = []

/**
 * The records to be marked as changed. None are while they are not known yet, and for a reader who never
 * reviewed or signed: everything would be.
 */
export function useChanges(study: string, subjid: string): readonly ChangedRecord[] {
  const { data } = useQuery(changesQuery(study, subjid))
  return data === undefined || data.since === null ? NONE : data.records
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
