import type { QueryInputOf, ResponseOf } from '../../shared/api/define.ts'
import {
  getAccessReview,
  getSettings,
  getStudyAccess,
  listRights,
  listSystemTrail,
} from '../../shared/api/routes/access.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type Settings = ResponseOf<typeof getSettings>
export type AccessReview = ResponseOf<typeof getAccessReview>
export type StudyAccessView = ResponseOf<typeof getStudyAccess>
export type RightsView = ResponseOf<typeof listRights>
export type SystemTrail = ResponseOf<typeof listSystemTrail>
export type SystemFilter = Omit<NonNullable<QueryInputOf<typeof listSystemTrail>>, 'limit'>

export const settingsQuery: Query<Settings> = {
  queryKey: ['settings'],
  queryFn: ({ signal }) => call(getSettings, { signal }),
}

/** Accounts with their rights; unused: idle for more than these days, or than the setting. */
export function reviewQuery(days: number | null): Query<AccessReview> {
  return {
    queryKey: ['access-review', days ?? ''],
    queryFn: ({ signal }) =>
      call(getAccessReview, { query: days === null ? {} : { days }, signal }),
  }
}

export function systemTrailQuery(filter: SystemFilter): Query<SystemTrail> {
  return {
    queryKey: ['system-trail', JSON.stringify(filter)],
    queryFn: ({ signal }) => call(listSystemTrail, { query: { ...filter, limit: 50 }, signal }),
  }
}

export function studyAccessQuery(study: string): Query<StudyAccessView> {
  return {
    queryKey: ['study', study, 'access'],
    queryFn: ({ signal }) => call(getStudyAccess, { params: { study }, signal }),
  }
}

/** Who held which right in a study on a day. */
export function rightsQuery(study: string, day: string): Query<RightsView> {
  return {
    queryKey: ['study', study, 'rights', day],
    queryFn: ({ signal }) => call(listRights, { params: { study }, query: { day }, signal }),
  }
}
