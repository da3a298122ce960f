import type { ResponseOf } from '../../shared/api/define.ts'
import { getHome } from '../../shared/api/routes/analysis.ts'
import { getQueryAgeing } from '../../shared/api/routes/queries.ts'
import { getLagReport } from '../../shared/api/routes/trail.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type Enrolment = ResponseOf<typeof getHome>
export type Lags = ResponseOf<typeof getLagReport>
export type Ages = ResponseOf<typeof getQueryAgeing>

export function enrolmentQuery(study: string): Query<Enrolment> {
  return {
    queryKey: ['study', study, 'home'],
    queryFn: ({ signal }) => call(getHome, { params: { study }, signal }),
  }
}

export function lagsQuery(study: string): Query<Lags> {
  return {
    queryKey: ['study', study, 'lag-report'],
    queryFn: ({ signal }) => call(getLagReport, { params: { study }, signal }),
  }
}

export function ageingQuery(study: string): Query<Ages> {
  return {
    queryKey: ['study', study, 'query-ageing'],
    queryFn: ({ signal }) => call(getQueryAgeing, { params: { study }, signal }),
  }
}
