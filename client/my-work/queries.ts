import type { ResponseOf } from '../../shared/api/define.ts'
import { getHome } from '../../shared/api/routes/analysis.ts'
import type { listMyDrafts } from '../../shared/api/routes/drafts.ts'
import { listWork } from '../../shared/api/routes/work.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type Work = ResponseOf<typeof listWork>
export type WorkItem = Work['items'][number]
export type KeptDraft = ResponseOf<typeof listMyDrafts>['drafts'][number]
export type Home = ResponseOf<typeof getHome>

/** What is to be done in a study. */
export function workQuery(study: string): Query<Work> {
  return {
    queryKey: ['study', study, 'work'],
    queryFn: ({ signal }) => call(listWork, { params: { study }, query: { limit: 1000 }, signal }),
  }
}

/** Enrolment progress and headline endpoints of a study. */
export function homeQuery(study: string): Query<Home> {
  return {
    queryKey: ['study', study, 'home'],
    queryFn: ({ signal }) => call(getHome, { params: { study }, signal }),
  }
}
