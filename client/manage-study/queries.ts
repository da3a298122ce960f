import { listVersions } from '../../shared/api/routes/amendments.ts'
import type { ResponseOf } from '../../shared/api/define.ts'
import { listAccounts } from '../../shared/api/routes/accounts.ts'
import { listProtocols } from '../../shared/api/routes/studies.ts'
import { listClockAlerts } from '../../shared/api/routes/trail.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export const accountsQuery: Query<ResponseOf<typeof listAccounts>> = {
  queryKey: ['accounts'],
  queryFn: ({ signal }) => call(listAccounts, { signal }),
}

export const protocolsQuery: Query<ResponseOf<typeof listProtocols>> = {
  queryKey: ['protocols'],
  queryFn: ({ signal }) => call(listProtocols, { signal }),
  staleTime: 300_000,
}

/** When the server's clock was found to have gone backward. */
export const clockAlertsQuery: Query<ResponseOf<typeof listClockAlerts>> = {
  queryKey: ['clock-alerts'],
  queryFn: ({ signal }) => call(listClockAlerts, { signal }),
}

/** Versions of a study's definition, the newest first. */
export function versionsQuery(study: string): Query<ResponseOf<typeof listVersions>> {
  return {
    queryKey: ['study', study, 'versions'],
    queryFn: ({ signal }) => call(listVersions, { params: { study }, signal }),
  }
}
