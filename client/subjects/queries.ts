import type { QueryInputOf, ResponseOf } from '../../shared/api/define.ts'
import { listSubjects } from '../../shared/api/routes/subjects.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type SubjectList = ResponseOf<typeof listSubjects>
export type SubjectFilter = Omit<NonNullable<QueryInputOf<typeof listSubjects>>, 'limit'>

export const PAGE_SIZE = 50

/** One page of the subject x visit matrix under the filters of the address. */
export function subjectsQuery(study: string, filter: SubjectFilter): Query<SubjectList> {
  return {
    queryKey: ['study', study, 'subjects', JSON.stringify(filter)],
    queryFn: ({ signal }) =>
      call(listSubjects, { params: { study }, query: { ...filter, limit: PAGE_SIZE }, signal }),
  }
}
