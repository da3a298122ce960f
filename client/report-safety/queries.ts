import type { ResponseOf } from '../../shared/api/define.ts'
import { getSafetyCase } from '../../shared/api/routes/safety.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type CaseFile = ResponseOf<typeof getSafetyCase>

/** One event to be reported, with the content of its reports. */
export function caseQuery(study: string, subjid: string, record: string): Query<CaseFile> {
  return {
    queryKey: ['study', study, 'safety-case', subjid, record],
    queryFn: ({ signal }) => call(getSafetyCase, { params: { study, subjid, record }, signal }),
  }
}
