import { rm } from 'node:fs/promises'
import { eq, inArray, isNull } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { lostOutcome } from '../../db/unreachable.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { onceNotBusy } from '../once-not-busy.ts'
import { backupSettings } from '../settings/service.ts'
import { backupState, installationId, noteState } from './installation.ts'
import { makeBackup, type BackupWish, type MadeBackup } from './make-backup.ts'
import { madeDraft, noteMade } from './note-made.ts'
import { faultIn } from './refusal.ts'
import type { CheckedArchive } from './read-archive.ts'

export { backupState, noteState } from './installation.ts'
export { BACKUP_JOB, backupJob } from './backup-job.ts'
export { lastRestore } from './own-archives.ts'
export { isWritableFolder } from './usable-settings.ts'
export { nextBackup, startSchedule } from './schedule-backups.ts'
export { newKeyPair, publicKeyFingerprint, type Opener, type Sealer } from './sealing-keys.ts'
export { restoreArchive, type Restored } from './restore.ts'
export { compareRestored, type Comparison } from './compare-restored.ts'
export { hashRows } from './hash-rows.ts'
export { serverClock } from './server-clock.ts'
export { isRefusal } from './refusal.ts'
export { migrationsRoot } from './write-archive.ts'

/**
 * Makes a backup and says so in the trail; without the entry there is no backup. Where the database is lost
 * before it says whether the entry stands, the file stays. @source BK-01
 */
export async function takeBackup(actor: Actor, wish: BackupWish): Promise<MadeBackup> {
  const { store } = wish
  const made = await makeBackup(wish)
  try {
    await onceNotBusy(() =>
      unitOfWork(store, actor, async (tx, { at }) => {
        await noteMade(store, tx, at, made)
        return { result: null, audit: [madeDraft(made)] }
      }),
    )
  } catch (error) {
    if (lostOutcome(error) !== 'unknown') await rm(made.file, { force: true })
    else if (await isNoted(store, made).catch(() => false)) return made
    throw error
  }
  return made
}

/** Whether the database tells of this backup as the last one. */
async function isNoted(store: Store, { sha256, file }: MadeBackup): Promise<boolean> {
  const { made } = await backupState(store, store.read)
  return made !== null && made.sha256 === sha256 && made.file === file
}

/**
 * What follows a restore, in one unit: everybody signs in anew, work that was under way has ended, and no
 * backup is made by itself before somebody says where to, lest a rehearsal replaces the backups of the
 * original.
 */
export async function settleRestored(
  store: Store,
  actor: Actor,
  { manifest, sha256 }: CheckedArchive,
): Promise<void> {
  const { session, job, setting } = store.t
  await unitOfWork(store, actor, async (tx, { at }) => {
    const sessions = await tx
      .update(session)
      .set({ endedAt: at })
      .where(isNull(session.endedAt))
      .returning({ id: session.id })
    const jobs = await tx
      .update(job)
      .set({ state: 'cancelled', finishedAt: at })
      .where(inArray(job.state, ['waiting', 'running']))
      .returning({ id: job.id })
    // Of this database there is no backup yet.
    await noteState(tx, store, at, { made: null })
    const { value, version } = await backupSettings(store, tx)
    if (version > 0) {
      const off = JSON.stringify({ ...value, schedule: { kind: 'off' } })
      const next = { value: off, version: version + 1, changedAt: at }
      await tx.update(setting).set(next).where(eq(setting.key, 'backup'))
    }
    const after = {
      ...{ archive: sha256, state: manifest.madeAt, programVersion: manifest.programVersion },
      ...{ sessionsEnded: sessions.length, jobsEnded: jobs.length },
      ...{ scheduleBefore: value.schedule, schedule: { kind: 'off' } },
    }
    return {
      result: null,
      audit: [
        { act: 'backup.restore', entity: 'setting', entityId: 'backup', before: null, after },
      ],
    }
  })
}

/** Says in the trail of the installation that a backup of it was tried, and whether it passed. @source BK-02 */
export async function noteDrill(
  store: Store,
  actor: Actor,
  drill: { readonly madeAt: string; readonly sha256: string; readonly passed: boolean },
): Promise<void> {
  await unitOfWork(store, actor, async (tx, { at }) => {
    const { madeAt, passed } = drill
    await noteState(tx, store, at, { drill: { at, madeAt, passed, refused: null } })
    return {
      result: null,
      audit: [
        { act: 'backup.drill', entity: 'setting', entityId: 'backup', before: null, after: drill },
      ],
    }
  })
}

/**
 * Says that a drill failed before anything could be compared: the archive, or what opens it, was refused,
 * or there was no room for it. @source BK-02
 */
export async function noteRefusedDrill(
  store: Store,
  actor: Actor,
  { file, error }: { readonly file: string; readonly error: unknown },
): Promise<void> {
  await unitOfWork(store, actor, async (tx, { at }) => {
    const refused = { file, ...(faultIn(error) ?? { fault: null, params: {} }) }
    await noteState(tx, store, at, { drill: { at, madeAt: null, passed: false, refused } })
    const after = { ...refused, passed: false }
    return {
      result: null,
      audit: [{ act: 'backup.drill', entity: 'setting', entityId: 'backup', before: null, after }],
    }
  })
}

/** Whether an archive is one of this installation's own: their trails begin with the same entry. */
export async function isOfInstallation(store: Store, restored: Store): Promise<boolean> {
  const own = await installationId(store, store.read)
  return own !== null && own === (await installationId(restored, restored.read))
}
