import type { ResponseOf } from '../../shared/api/define.ts'
import { listResponses } from '../../shared/api/routes/reviews.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'

export type Responses = ResponseOf<typeof listResponses>

/** Derived, recorded and read responses side by side: of a study, or of one subject. */
export function responsesQuery(study: string, subjid?: string): Query<Responses> {
  return {
    queryKey: ['study', study, 'responses', subjid ?? ''],
    queryFn: ({ signal }) =>
      call(listResponses, {
        params: { study },
        query: subjid === undefined ? {} : { subjid },
        signal,
      }),
  }
}
