import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Store } from '../../db/store.ts'
import type { ResponseOf } from '../../shared/api/define.ts'
import type * as routes from '../../shared/api/routes/system.ts'
import type { BackupSettings } from '../../shared/backup/settings.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { actorOf } from '../http/actor.ts'
import { invalidField } from '../http/problem-error.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { Jobs } from '../jobs/service.ts'
import { serverTimeZone } from '../server-time-zone.ts'
import { backupSettings, changeBackupSettings } from '../settings/service.ts'
import { BACKUP_JOB, fingerprintOf, storedBackups } from './backup-job.ts'
import { refusal } from './refusal.ts'
import { nextBackup } from './schedule-backups.ts'
import { publicKeyFingerprint } from './sealing-keys.ts'

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
        const wish = { kind: BACKUP_JOB, studyId: null, accountId, input: {}, at }
        const { id } = await jobs.put(tx, wish)
        const draft = { act: 'backup.ask', entity: 'job', entityId: id } as const
        return { result: id, audit: [{ ...draft, before: null, after: { folder: value.folder } }] }
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

/** Settings that no backup could be made with are refused where they are typed, not at night. */
async function refuseUnusable({ schedule, folder, publicKey }: BackupSettings): Promise<void> {
  if (folder === '' && schedule.kind !== 'off') {
    throw invalidField('/settings/folder', 'backups.folderMissing')
  }
  if (folder !== '' && !(await isWritableFolder(folder))) {
    throw invalidField('/settings/folder', 'backups.folderUnusable', { folder })
  }
  if (publicKey !== null && !isPublicKey(publicKey)) {
    throw invalidField('/settings/publicKey', 'backup.fault.key-unreadable')
  }
}

async function isWritableFolder(folder: string): Promise<boolean> {
  if (!path.isAbsolute(folder)) return false
  try {
    await access(folder, constants.W_OK | constants.X_OK)
    return (await stat(folder)).isDirectory()
  } catch {
    return false
  }
}

function isPublicKey(pem: string): boolean {
  try {
    publicKeyFingerprint(pem)
    return true
  } catch {
    return false
  }
}
