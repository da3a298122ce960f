import type { ResponseOf } from '../../shared/api/define.ts'
import { getBackups, getSystemStatus } from '../../shared/api/routes/system.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type SystemStatus = ResponseOf<typeof getSystemStatus>
export type Backups = ResponseOf<typeof getBackups>

export const statusQuery: Query<SystemStatus> = {
  queryKey: ['system-status'],
  queryFn: ({ signal }) => call(getSystemStatus, { signal }),
}

export const backupsQuery: Query<Backups> = {
  queryKey: ['backups'],
  queryFn: ({ signal }) => call(getBackups, { signal }),
}
