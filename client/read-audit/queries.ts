import type { QueryInputOf, ResponseOf } from '../../shared/api/define.ts'
import { listAudit } from '../../shared/api/routes/trail.ts'
import {
  getLagReport,
  listEntryLags,
  listRiskPatterns,
  listTrailPeople,
} from '../../shared/api/routes/trail.ts'
import type { RiskPattern } from '../../shared/trail/risk-patterns.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type Trail = ResponseOf<typeof listAudit>
export type TrailFilter = Omit<NonNullable<QueryInputOf<typeof listAudit>>, 'limit'>

/** One page of a study's audit trail, newest first. */
export function trailQuery(study: string, filter: TrailFilter): Query<Trail> {
  return {
    queryKey: ['study', study, 'audit', JSON.stringify(filter)],
    queryFn: ({ signal }) =>
      call(listAudit, { params: { study }, query: { ...filter, limit: 50 }, signal }),
  }
}

export type Patterns = ResponseOf<typeof listRiskPatterns>

/** Patterns of the trail that an audit review looks at, of one kind or of all. */
export function patternsQuery(study: string, pattern: RiskPattern | undefined): Query<Patterns> {
  return {
    queryKey: ['study', study, 'audit-patterns', pattern ?? ''],
    queryFn: ({ signal }) =>
      call(listRiskPatterns, {
        params: { study },
        query: { limit: 1000, ...(pattern === undefined ? {} : { pattern }) },
        signal,
      }),
  }
}

/** Entry lag and change lag per site. */
export function lagQuery(study: string): Query<ResponseOf<typeof getLagReport>> {
  return {
    queryKey: ['study', study, 'lag-report'],
    queryFn: ({ signal }) => call(getLagReport, { params: { study }, signal }),
  }
}

export type EntryLags = ResponseOf<typeof listEntryLags>
export type EntryLagFilter = NonNullable<QueryInputOf<typeof listEntryLags>>

/** The first entries behind the lags, some at a time, the latest ones first. */
export function entryLagsQuery(study: string, filter: EntryLagFilter): Query<EntryLags> {
  return {
    queryKey: ['study', study, 'entry-lags', JSON.stringify(filter)],
    queryFn: ({ signal }) => call(listEntryLags, { params: { study }, query: filter, signal }),
  }
}

type People = ResponseOf<typeof listTrailPeople>['people']

/** Who can be chosen as the person of an entry. */
export function peopleQuery(study: string): Query<People> {
  return {
    queryKey: ['study', study, 'audit-people'],
    queryFn: async ({ signal }) =>
      (await call(listTrailPeople, { params: { study }, signal })).people,
  }
}
