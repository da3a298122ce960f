import type { ResponseOf } from '../../shared/api/define.ts'
import { listNotices } from '../../shared/api/routes/notices.ts'
import { listSafetyCases } from '../../shared/api/routes/safety.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'

export type Notices = ResponseOf<typeof listNotices>
export type SafetyCases = ResponseOf<typeof listSafetyCases>

/** The signed-in person's own notices, newest first. */
export const noticesQuery: Query<Notices> = {
  queryKey: ['notices'],
  queryFn: ({ signal }) => call(listNotices, { query: { limit: 200 }, signal }),
  staleTime: 30_000,
}

/** Events of a study to be reported at once, with clock and reports. */
export function safetyCasesQuery(study: string): Query<SafetyCases> {
  return {
    queryKey: ['study', study, 'safety-cases'],
    queryFn: ({ signal }) => call(listSafetyCases, { params: { study }, signal }),
  }
}
