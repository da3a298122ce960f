import type { ResponseOf } from '../../shared/api/define.ts'
import { listDeviations } from '../../shared/api/routes/deviations.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

/** Deviations on record and suggested, at the sites of the reader. */
export function deviationsQuery(study: string): Query<ResponseOf<typeof listDeviations>> {
  return {
    queryKey: ['study', study, 'deviations'],
    queryFn: ({ signal }) => call(listDeviations, { params: { study }, signal }),
  }
}
