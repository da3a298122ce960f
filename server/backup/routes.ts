import type { Store } from '../../db/store.ts'
import type { ResponseOf } from '../../shared/api/define.ts'
import type * as routes from '../../shared/api/routes/system.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { Jobs } from '../jobs/service.ts'
import { serverTimeZone } from '../server-time-zone.ts'
import { backupSettings, changeBackupSettings } from '../settings/service.ts'
import { BACKUP_JOB, fingerprintOf, storedBackups } from './backup-job.ts'
import { refusal } from './refusal.ts'
import { nextBackup } from './schedule-backups.ts'
import { UnderWayError, unfinishedBackup } from './unfinished-backup.ts'
import { refuseUnusable } from './usable-settings.ts'

export interface BackupServices {
  readonly store: Store
  readonly jobs: Jobs
}

type BackupRoutes = Pick<typeof routes, 'getBackups' | 'changeBackups' | 'startBackup'>

export function backupHandlers({ store, jobs }: BackupServices): Handlers<BackupRoutes> {
  return {
    async getBackups() {
      return { body: await view(store) }
    },
    async changeBackups(call) {
      const { settings: value, version, reason } = call.body
      await refuseUnusable(value)
      await changeBackupSettings(store, actorOf(call), { value, version, reason })
      return { body: await view(store) }
    },
    async startBackup(call) {
      const { value } = await backupSettings(store)
      if (value.folder === '') throw refusal('no-folder')
      const { accountId } = call.caller
      const job = await unitOfWork(store, actorOf(call), async (tx, { at }) => {
        const underWay = await unfinishedBackup(store, tx)
        if (underWay !== null) throw new UnderWayError(underWay)
        const wish = { kind: BACKUP_JOB, studyId: null, accountId, input: {}, at }
        const { id } = await jobs.put(tx, wish)
        const draft = { act: 'backup.ask', entity: 'job', entityId: id } as const
        return { result: id, audit: [{ ...draft, before: null, after: { folder: value.folder } }] }
      }).catch((error: unknown) => {
        if (error instanceof UnderWayError) return error.job
        throw error
      })
      jobs.wake()
      return { body: { job } }
    },
  }
}

async function view(store: Store): Promise<ResponseOf<typeof routes.getBackups>> {
  const { value: settings, version } = await backupSettings(store)
  return {
    ...{ settings, version, fingerprint: fingerprintOf(settings), zone: serverTimeZone() },
    nextBackup: nextBackup(store, settings),
    stored: settings.folder === '' ? [] : await storedBackups(store, settings.folder),
  }
}
