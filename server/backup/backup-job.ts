import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Store } from '../../db/store.ts'
import type { StoredBackup } from '../../shared/api/routes/system.ts'
import { backupName, backupsAmong, outlived } from '../../shared/backup/retention.ts'
import type { BackupSettings } from '../../shared/backup/settings.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { systemActor } from '../http/actor.ts'
import type { JobKind } from '../jobs/service.ts'
import { backupSettings } from '../settings/service.ts'
import { installationId } from './installation.ts'
import { makeBackup, UNFINISHED } from './make-backup.ts'
import { madeDraft, noteMade } from './note-made.ts'
import { refusal } from './refusal.ts'
import { ownArchives } from './own-archives.ts'
import { publicKeyFingerprint } from './sealing-keys.ts'

export const BACKUP_JOB = 'backup'
/** Stands in names while an installation has no entry of its own. */
const NO_ENTRY = '00000000'

export interface BackupJobParts {
  readonly store: Store
  readonly dataDir: string
  readonly factorKeySet: boolean
}

/**
 * A backup into the folder that is set, as a job: one process makes it. Only when the new one stands
 * checked under its name are those removed that this database made
 * and that need not be kept.
 */
export function backupJob({ store, dataDir, factorKeySet }: BackupJobParts): JobKind {
  return {
    key: BACKUP_JOB,
    async run(_job, { progress }) {
      const { value: settings } = await backupSettings(store)
      const { folder, publicKey } = settings
      if (folder === '') throw refusal('no-folder')
      const installation = await ownId(store)
      const made = await makeBackup({
        ...{ store, dataDir, factorKeySet },
        to: path.join(folder, backupName(installation, store.now())),
        sealer: publicKey === null ? null : { kind: 'public-key', pem: publicKey },
        progress({ done, total, table }) {
          const step = (language: 'en' | 'zh') => sentence(language, 'backup.step', { table })
          progress({ done, total, step: { en: step('en'), zh: step('zh') } })
        },
      })
      const now = store.now()
      const name = path.basename(made.file)
      const own = (await ownArchives(store)).add(name)
      const stored = backupsAmong(await readdir(folder), installation)
      const removed = outlived(
        stored.filter((one) => own.has(one.name)),
        settings.keep,
        { now, made: name },
      ).map((one) => one.name)
      const draft = madeDraft(made)
      return {
        result: { name, size: made.size, sha256: made.sha256 },
        audit: { ...draft, after: { ...draft.after, removed } },
        stands: (tx) => noteMade(store, tx, store.now(), made),
        async kept() {
          for (const old of removed) await rm(path.join(folder, old), { force: true })
          await removeUnfinished(folder, installation)
        },
        dropped: () => rm(made.file, { force: true }),
      }
    },
    failed: (_job, problem) => ({
      ...{ act: 'backup.failed', entity: 'setting', entityId: 'backup', before: null },
      after: { fault: problem.type === 'urn:problem:backup' ? problem.fault : problem.type },
    }),
    actor: () => systemActor({ part: 'backup', studyId: null }),
  }
}

async function ownId(store: Store): Promise<string> {
  return (await installationId(store, store.read)) ?? NO_ENTRY
}

const DAY_MS = 86_400_000

/** What a killed process left unfinished goes after a day. */
async function removeUnfinished(folder: string, installation: string): Promise<void> {
  const names = await readdir(folder)
  const begun = `.hepatrial-${installation}-`
  for (const name of names.filter((one) => one.startsWith(begun) && one.endsWith(UNFINISHED))) {
    const { mtimeMs } = await stat(path.join(folder, name))
    if (Date.now() - mtimeMs > DAY_MS) await rm(path.join(folder, name), { force: true })
  }
}

/** The backups of this installation in its folder, the newest first; null where it cannot be read. */
export async function storedBackups(store: Store, folder: string): Promise<StoredBackup[] | null> {
  const names = await readdir(folder).catch(() => null)
  if (names === null) return null
  const found = backupsAmong(names, await ownId(store))
  return Promise.all(
    found.map(async ({ name, madeAt }) => {
      const { size } = await stat(path.join(folder, name))
      return { name, madeAt, size }
    }),
  )
}

/** The fingerprint of a key that is set. */
export function fingerprintOf({ publicKey }: BackupSettings): string | null {
  return publicKey === null ? null : publicKeyFingerprint(publicKey)
}
