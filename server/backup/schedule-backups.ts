import type { Logger } from 'pino'
import type { Store } from '../../db/store.ts'
import { lastDue, nextDue } from '../../shared/backup/schedule.ts'
import type { BackupSettings } from '../../shared/backup/settings.ts'
import type { Jobs } from '../jobs/service.ts'
import { backupSettings, backupSettingsSince } from '../settings/service.ts'
import { BACKUP_JOB } from './backup-job.ts'
import { serverClock } from './server-clock.ts'
import { unfinishedBackup } from './unfinished-backup.ts'

const EVERY_MS = 30_000

export interface ScheduleParts {
  readonly store: Store
  readonly jobs: Pick<Jobs, 'wake'>
  readonly logger: Logger
}

/** Looks every half minute whether a backup is due, until stopped. Any number of processes may look. */
export function startSchedule(parts: ScheduleParts): () => void {
  const timer = setInterval(() => {
    putDue(parts).catch((err: unknown) => {
      parts.logger.error({ err }, 'looking for a due backup stopped in a round')
    })
  }, EVERY_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}

/**
 * Puts the backup that is due into the line of jobs, once: its id is its moment, so of several processes
 * one puts it. One that came due while no server ran is made up for. True where it was put.
 */
export async function putDue({ store, jobs }: Omit<ScheduleParts, 'logger'>): Promise<boolean> {
  const { value } = await backupSettings(store)
  const due = lastDue(value.schedule, Date.parse(store.now()), serverClock)
  if (due === null) return false
  const moment = new Date(due).toISOString()
  const since = await backupSettingsSince(store)
  if (since === null) return false
  // Set by a clock that was ahead: it says nothing of what is due now.
  if (since <= store.now() && moment < since) return false
  const { job } = store.t
  const input = JSON.stringify({ due: moment })
  const put = await store.write(async (tx) => {
    if ((await unfinishedBackup(store, tx)) !== null) return []
    return tx
      .insert(job)
      .values({
        ...{ id: `backup ${moment}`, studyId: null, accountId: null, kind: BACKUP_JOB },
        ...{ state: 'waiting', input, createdAt: store.now() },
      })
      .onConflictDoNothing()
      .returning({ id: job.id })
  })
  if (put.length > 0) jobs.wake()
  return put.length > 0
}

/** When the next backup is due, ISO 8601 in UTC; null where none is. */
export function nextBackup(store: Store, { schedule, folder }: BackupSettings): string | null {
  const next = folder === '' ? null : nextDue(schedule, Date.parse(store.now()), serverClock)
  return next === null ? null : new Date(next).toISOString()
}
