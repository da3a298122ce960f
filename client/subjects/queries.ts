import type { QueryInputOf, ResponseOf } from '../../shared/api/define.ts'
import { listSubjects } from '../../shared/api/routes/subjects.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type SubjectList = Omit<ResponseOf<typeof listSubjects>, 'next'>
export type MatrixSubject = SubjectList['subjects'][number]
export type SubjectFilter = Omit<NonNullable<QueryInputOf<typeof listSubjects>>, 'limit' | 'cursor'>

const PAGE_SIZE = 500

/** The subject x visit matrix under the filters of the address, fetched page by page to its end. */
export function subjectsQuery(study: string, filter: SubjectFilter): Query<SubjectList> {
  return {
    queryKey: ['study', study, 'subjects', JSON.stringify(filter)],
    queryFn: async ({ signal }) => {
      const subjects: MatrixSubject[] = []
      const visits = new Set<string>()
      for (let cursor: string | undefined; ;) {
        const query = { ...filter, limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) }
        const page = await call(listSubjects, { params: { study }, query, signal })
        subjects.push(...page.subjects)
        for (const visit of page.visits) visits.add(visit)
        if (page.next === null) {
          return { subjects, visits: [...visits], total: page.total, filtered: page.filtered }
        }
        cursor = page.next
      }
    },
  }
}
