import { statfs } from 'node:fs/promises'
import { and, desc, eq, gte, inArray, lte, min } from 'drizzle-orm'
import { databaseFacts } from '../../db/database-facts.ts'
import type { Store } from '../../db/store.ts'
import { problemSchema } from '../../shared/api/problem.ts'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { getSystemStatus } from '../../shared/api/routes/system.ts'
import { alertsOf, type DiskRoom, type SystemFacts } from '../../shared/system/alerts.ts'
import { clockAlerts } from '../audit-trail/service.ts'
import { BACKUP_JOB, backupState, lastRestore, nextBackup } from '../backup/service.ts'
import type { Jobs } from '../jobs/service.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { backupSettings, backupSettingsSince } from '../settings/service.ts'
import { toldAlerts } from './told-alerts.ts'
import { VERIFY_JOB } from './verify-job.ts'

export interface StatusServices {
  readonly store: Store
  readonly dataDir: string
  readonly jobs: Jobs
  /** Room on the disk of a folder; null where it cannot be looked at. For tests. */
  readonly roomOf?: (folder: string) => Promise<DiskRoom | null>
}

export type SystemStatus = ResponseOf<typeof getSystemStatus>
type FailedJob = SystemStatus['failedJobs'][number]

const DAY_MS = 86_400_000
/** Of long work and of the clock, the page shows the last month. */
const SHOWN_DAYS = 30
const MOST_JOBS = 20

/**
 * How the installation is, and what is wrong with it. What a clock noted that was ahead is left out until
 * its time has come: it says nothing of what came after it. @source BK-07, TM-04
 */
export async function systemStatus(services: Omit<StatusServices, 'jobs'>): Promise<SystemStatus> {
  const { store, dataDir, roomOf = roomOnDisk } = services
  const at = store.now()
  const { value: settings } = await backupSettings(store)
  const state = await backupState(store, store.read)
  const { folder, schedule } = settings
  const disks = {
    data: { folder: dataDir, room: await roomOf(dataDir) },
    backups: folder === '' ? null : { folder, room: await roomOf(folder) },
  }
  const since = daysBefore(at, SHOWN_DAYS)
  const failedJobs = await failuresBetween(store, since, at)
  const failed = await lastBackupFailure(store, at)
  // A backup of a clock that was ahead says nothing of what came after it.
  const madeAt = state.made !== null && state.made.at <= at ? state.made.at : ''
  const { alerts: jumps } = await clockAlerts(store)
  const clockJumps = jumps.filter((jump) => jump.at >= since && jump.at <= at)
  const shown = {
    ...{ disks, ...state, schedule, clockJumps, failedJobs },
    failed: failed !== null && failed.at > madeAt ? failed : null,
  }
  return {
    ...{ at, ...shown, program: PROGRAM_VERSION, running: await runningKinds(store) },
    alerts: [
      ...alertsOf({
        ...factsOf(shown, at),
        scheduledSince: await backupSettingsSince(store),
        dataSince: await productionDataSince(store),
        told: await toldAlerts(store, store.read),
      }),
    ],
    database: { engine: store.engine, ...(await databaseFacts(store)) },
    nextBackup: nextBackup(store, settings),
  }
}

type Shown = Pick<
  SystemStatus,
  'disks' | 'made' | 'drill' | 'verified' | 'schedule' | 'clockJumps' | 'failedJobs' | 'failed'
>

function factsOf(
  shown: Shown,
  now: string,
): Omit<SystemFacts, 'scheduledSince' | 'dataSince' | 'told'> {
  const { disks, made, drill, verified, schedule, clockJumps, failed } = shown
  return {
    ...{ now, schedule, made },
    failedAt: failed?.at ?? null,
    drillPassed: drill?.passed ?? null,
    chainFaults: verified?.faults ?? null,
    dataDisk: disks.data.room,
    hasBackupFolder: disks.backups !== null,
    backupDisk: disks.backups === null ? null : disks.backups.room,
    lastClockJump: clockJumps[0]?.at ?? null,
    failedJobs: shown.failedJobs.filter((failure) => isOwnFault(failure, now)).length,
  }
}

/** Since when there are subjects of studies in production; null: there are none, or all is for tests. */
async function productionDataSince({
  t: { subject, study },
  read,
  installation,
}: Store): Promise<string | null> {
  if (installation === 'test') return null
  const [first] = await read
    .select({ at: min(subject.createdAt) })
    .from(subject)
    .innerJoin(study, eq(study.id, subject.studyId))
    .where(eq(study.environment, 'production'))
  return first?.at ?? null
}

/** Of the last day, by no fault of who asked; backups have an alert of their own. */
function isOwnFault({ at, kind, problem }: FailedJob, now: string): boolean {
  if (kind === BACKUP_JOB || at < daysBefore(now, 1)) return false
  return problem === null || problem.status >= 500
}

function daysBefore(moment: string, days: number): string {
  return new Date(Date.parse(moment) - days * DAY_MS).toISOString()
}

async function failuresBetween(
  { t: { job }, read }: Store,
  since: string,
  until: string,
): Promise<FailedJob[]> {
  const rows = await read
    .select({ kind: job.kind, at: job.finishedAt, problem: job.problem })
    .from(job)
    .where(and(eq(job.state, 'failed'), gte(job.finishedAt, since), lte(job.finishedAt, until)))
    .orderBy(desc(job.finishedAt))
    .limit(MOST_JOBS)
  return rows.map(toFailedJob)
}

interface FailedRow {
  readonly kind: string
  readonly at: string | null
  readonly problem: string | null
}

function toFailedJob({ kind, at, problem }: FailedRow): FailedJob {
  return {
    ...{ kind, at: at ?? '' },
    problem: problem === null ? null : problemSchema.parse(JSON.parse(problem)),
  }
}

/**
 * The last backup that ended, where it failed: however much else failed since, and however long ago. What
 * failed before the database came from a backup was another's.
 */
async function lastBackupFailure(store: Store, until: string): Promise<FailedJob | null> {
  const { job } = store.t
  const ended = inArray(job.state, ['done', 'failed'])
  const restored = await lastRestore(store)
  const [last] = await store.read
    .select({ kind: job.kind, at: job.finishedAt, problem: job.problem, state: job.state })
    .from(job)
    .where(
      and(
        ...[eq(job.kind, BACKUP_JOB), ended, lte(job.finishedAt, until)],
        restored === null ? undefined : gte(job.finishedAt, restored.at),
      ),
    )
    .orderBy(desc(job.finishedAt))
    .limit(1)
  return last?.state === 'failed' ? toFailedJob(last) : null
}

async function runningKinds({ t: { job }, read }: Store): Promise<SystemStatus['running']> {
  const kinds = [BACKUP_JOB, VERIFY_JOB] as const
  const rows = await read
    .selectDistinct({ kind: job.kind })
    .from(job)
    .where(and(inArray(job.state, ['waiting', 'running']), inArray(job.kind, [...kinds])))
  return kinds.filter((kind) => rows.some((row) => row.kind === kind))
}

async function roomOnDisk(folder: string): Promise<DiskRoom | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, size: blocks * bsize }
  } catch {
    return null
  }
}
