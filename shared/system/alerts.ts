import type { BackupSchedule } from '../backup/settings.ts'
import { oldestAge } from '../backup/schedule.ts'

/** What may be wrong with an installation, each told to its administrators once when it begins and ends. */
export const SYSTEM_ALERTS = [
  'backup-late',
  'backups-off',
  'backup-failed',
  'drill-failed',
  'data-disk-low',
  'backup-disk-low',
  'backup-folder-lost',
  'chain-faults',
  'clock-jumped',
  'jobs-failed',
] as const
export type SystemAlert = (typeof SYSTEM_ALERTS)[number]

/** Room on a disk, in bytes. */
export interface DiskRoom {
  readonly free: number
  readonly size: number
}

/** What is looked at. Times: ISO 8601, UTC. */
export interface SystemFacts {
  readonly now: string
  readonly schedule: BackupSchedule
  /** Since when the schedule holds; null: it never was set. */
  readonly scheduledSince: string | null
  readonly made: { readonly at: string; readonly size: number } | null
  /** Since when there are subjects of studies in production; null: there are none, or all is for tests. */
  readonly dataSince: string | null
  /** End of the last backup that failed, where none was made after it. */
  readonly failedAt: string | null
  readonly drillPassed: boolean | null
  readonly chainFaults: number | null
  readonly hasBackupFolder: boolean
  /** Null: the folder cannot be looked at. */
  readonly dataDisk: DiskRoom | null
  readonly backupDisk: DiskRoom | null
  readonly lastClockJump: string | null
  /** Long work that failed by the program's or the machine's fault in the last day. */
  readonly failedJobs: number
  /** What was wrong at the last look: room on a disk has to grow a tenth beyond the limit to end it. */
  readonly told: readonly SystemAlert[]
}

const DAY_MS = 86_400_000
/** Less than this is little on any disk; less than that share of it on a small one. */
const LITTLE_BYTES = 2e9
const LITTLE_SHARE = 0.1
const TINY_BYTES = 5e8

/** What is wrong now, in the order of the list. */
export function alertsOf(facts: SystemFacts): readonly SystemAlert[] {
  const isWrong: Readonly<Record<SystemAlert, boolean>> = {
    'backup-late': isLate(facts),
    'backups-off': areOff(facts),
    'backup-failed': facts.failedAt !== null,
    'drill-failed': facts.drillPassed === false,
    'data-disk-low': isLow(facts.dataDisk, facts.told.includes('data-disk-low')),
    'backup-disk-low': isBackupDiskLow(facts),
    'backup-folder-lost': isBackupFolderLost(facts),
    'chain-faults': (facts.chainFaults ?? 0) > 0,
    'clock-jumped': isRecent(facts.lastClockJump, facts.now),
    'jobs-failed': facts.failedJobs > 0,
  }
  return SYSTEM_ALERTS.filter((alert) => isWrong[alert])
}

/**
 * A schedule that has just been set has the same time for its first backup. A time in the future is of a
 * clock that was ahead, and counts as absent.
 */
function isLate({ schedule, scheduledSince, made, now }: SystemFacts): boolean {
  const oldest = oldestAge(schedule)
  if (oldest === null || scheduledSince === null) return false
  const times = [made?.at ?? scheduledSince, scheduledSince].filter((at) => at <= now).sort()
  const since = times.at(-1)
  return since === undefined || Date.parse(now) - Date.parse(since) > oldest
}

/** Without a schedule a shell may make backups, as rarely as a weekly schedule would. */
const BY_SHELL_MS = 7 * DAY_MS + 2 * 3_600_000

/**
 * Nobody makes backups of what is there: no schedule, and none by a shell for longer than a weekly
 * one allows. A new installation has a day after its first subject. @source BK-07
 */
function areOff({ schedule, dataSince, made, now }: SystemFacts): boolean {
  if (schedule.kind !== 'off' || dataSince === null) return false
  const isKnown = made !== null && made.at <= now
  const passed = Date.parse(now) - Date.parse(isKnown ? made.at : dataSince)
  return passed > (isKnown ? BY_SHELL_MS : DAY_MS)
}

/** Whether a disk is nearly full: there is still time to make room. @source BK-07 */
export function isLow(disk: DiskRoom | null, was: boolean): boolean {
  if (disk === null) return false
  const { size } = disk
  const free = beyond(disk, was)
  return free < TINY_BYTES || (free < LITTLE_BYTES && free < size * LITTLE_SHARE)
}

/** A disk at its limit would else begin and end an alert with every file that comes and goes. */
function beyond({ free }: DiskRoom, was: boolean): number {
  return was ? (free * 10) / 11 : free
}

/** The next backup needs about the room of the last one, beside it. */
function isBackupDiskLow({ schedule, backupDisk, made, told }: SystemFacts): boolean {
  if (schedule.kind === 'off' || backupDisk === null) return false
  const was = told.includes('backup-disk-low')
  return isLow(backupDisk, was) || beyond(backupDisk, was) < 2 * (made?.size ?? 0)
}

/** A share that is no longer mounted, a right that was taken: told before the next backup fails. */
function isBackupFolderLost({ schedule, hasBackupFolder, backupDisk }: SystemFacts): boolean {
  return schedule.kind !== 'off' && hasBackupFolder && backupDisk === null
}

/** A time in the future is of a clock that was ahead: it would be recent for as long as that was ahead. */
function isRecent(at: string | null, now: string): boolean {
  return at !== null && at <= now && Date.parse(now) - Date.parse(at) < DAY_MS
}
