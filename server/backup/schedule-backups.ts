import { inArray } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { ReadQueries, Store } from '../../db/store.ts'
import { lastDue, nextDue } from '../../shared/backup/schedule.ts'
import type { BackupSettings } from '../../shared/backup/settings.ts'
import type { Jobs } from '../jobs/service.ts'
import { backupSettings, backupSettingsSince } from '../settings/service.ts'
import { BACKUP_JOB } from './backup-job.ts'
import { backupState } from './installation.ts'
import { serverClock } from './server-clock.ts'
import { unfinishedBackup } from './unfinished-backup.ts'

const EVERY_MS = 30_000
/** One that failed is tried again after so many minutes each, then no more before the next is due. */
const PAUSES_MIN = [10, 30, 60, 120] as const

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
 * Puts the backup that is due into the line of jobs, once: its id is its moment and which attempt it is,
 * so of several processes one puts it. One that came due while no server ran is made up for; one that
 * failed or was interrupted is tried again after a pause. True where it was put. @source BK-01
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
    const id = await nextAttempt(store, tx, moment)
    if (id === null || (await unfinishedBackup(store, tx)) !== null) return []
    return tx
      .insert(job)
      .values({
        ...{ id, studyId: null, accountId: null, kind: BACKUP_JOB },
        ...{ state: 'waiting', input, createdAt: store.now() },
      })
      .onConflictDoNothing()
      .returning({ id: job.id })
  })
  if (put.length > 0) jobs.wake()
  return put.length > 0
}

/** The ids of the attempts at the backup that is due at a moment, in their order. */
function attemptIds(moment: string): readonly string[] {
  const again = PAUSES_MIN.map((_, at) => `backup ${moment} attempt ${at + 2}`)
  return [`backup ${moment}`, ...again]
}

/** The id of the attempt whose time has come; null where there is none. */
async function nextAttempt(
  store: Store,
  queries: ReadQueries,
  moment: string,
): Promise<string | null> {
  const { job } = store.t
  const ids = attemptIds(moment)
  const tried = await queries
    .select({ id: job.id, state: job.state, endedAt: job.finishedAt })
    .from(job)
    .where(inArray(job.id, [...ids]))
  const next = ids[tried.length] ?? null
  const last = tried.find(({ id }) => id === ids[tried.length - 1])
  if (last === undefined) return next
  if (last.state !== 'failed' || last.endedAt === null) return null
  const now = store.now()
  if (isPausing({ endedAt: last.endedAt, now }, PAUSES_MIN[tried.length - 1])) return null
  const { made } = await backupState(store, queries)
  const isMadeSince = made !== null && made.at >= moment && made.at <= now
  return isMadeSince ? null : next
}

interface Pausing {
  readonly endedAt: string
  readonly now: string
}

/** An end in the future is of a clock that was ahead: how long ago it was, nobody knows. */
function isPausing({ endedAt, now }: Pausing, minutes = 0): boolean {
  const passed = Date.parse(now) - Date.parse(endedAt)
  return passed >= 0 && passed < minutes * 60_000
}

/** When the next backup is due, ISO 8601 in UTC; null where none is. */
export function nextBackup(store: Store, { schedule, folder }: BackupSettings): string | null {
  const next = folder === '' ? null : nextDue(schedule, Date.parse(store.now()), serverClock)
  return next === null ? null : new Date(next).toISOString()
}
