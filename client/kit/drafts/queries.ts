import type { ResponseOf } from '../../../shared/api/define.ts'
import { listMyDrafts, listSubjectDrafts } from '../../../shared/api/routes/drafts.ts'
import { call } from '../http.ts'
import type { Query } from '../query.ts'

/** Where the person's own drafts lie in a study; without the values. */
export function studyDraftsQuery(study: string): Query<ResponseOf<typeof listMyDrafts>> {
  return {
    queryKey: ['study', study, 'drafts'],
    queryFn: ({ signal }) => call(listMyDrafts, { params: { study }, signal }),
  }
}

/** The person's own drafts for one subject. */
export function subjectDraftsQuery(
  study: string,
  subjid: string,
): Query<ResponseOf<typeof listSubjectDrafts>> {
  return {
    queryKey: ['study', study, 'drafts', subjid],
    queryFn: ({ signal }) => call(listSubjectDrafts, { params: { study, subjid }, signal }),
  }
}
