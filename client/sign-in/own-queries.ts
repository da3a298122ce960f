import type { ResponseOf } from '../../shared/api/define.ts'
import { getOwnAccess } from '../../shared/api/routes/own-access.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type OwnAccess = ResponseOf<typeof getOwnAccess>

/** The own second factor, sessions and access tokens. */
export const ownAccessQuery: Query<OwnAccess> = {
  queryKey: ['own-access'],
  queryFn: ({ signal }) => call(getOwnAccess, { signal }),
}
