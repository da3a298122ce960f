import { unreachable } from '../kernel/unreachable.ts'
import { WEEKDAYS, type BackupSchedule } from './settings.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** What a clock shows at a moment, in the zone of whoever asks. */
export interface ClockFace {
  readonly year: number
  /** From 1. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

/** Reads and sets a clock of one time zone: the moment is milliseconds since 1970. */
export interface Clock {
  readonly face: (moment: number) => ClockFace
  /** The moment of a face. Days beyond the month count on; an hour that summer time leaves out is the next. */
  readonly moment: (face: ClockFace) => number
}

/** The last moment at or before `now` at which a backup was due; null where none is ever due. */
export function lastDue(schedule: BackupSchedule, now: number, clock: Clock): number | null {
  return dueNear(schedule, now, clock)?.last ?? null
}

/** The first moment after `now` at which a backup is due; null where none is ever due. */
export function nextDue(schedule: BackupSchedule, now: number, clock: Clock): number | null {
  return dueNear(schedule, now, clock)?.next ?? null
}

function dueNear(schedule: BackupSchedule, now: number, clock: Clock) {
  if (schedule.kind === 'off') return null
  const [hour = 0, minute = 0] = schedule.time.split(':').map(Number)
  const today = clock.face(now)
  const moments = NEAR_DAYS.filter((offset) => isDueOn(schedule, today, offset)).map((offset) =>
    clock.moment({ ...today, day: today.day + offset, hour, minute }),
  )
  const last = Math.max(...moments.filter((moment) => moment <= now))
  const next = Math.min(...moments.filter((moment) => moment > now))
  return { last, next }
}

/** Every schedule is due within a week of today, before and after. */
const NEAR_DAYS = Array.from({ length: 17 }, (_, position) => position - 8)

function isDueOn(schedule: BackupSchedule, today: ClockFace, offset: number): boolean {
  switch (schedule.kind) {
    case 'off':
      return false
    case 'daily':
      return true
    case 'weekly':
      return weekdayOf(today, offset) === WEEKDAYS.indexOf(schedule.weekday)
    default:
      return unreachable(schedule)
  }
}

/** From 0 for Monday. */
function weekdayOf({ year, month, day }: ClockFace, offset: number): number {
  return (new Date(Date.UTC(year, month - 1, day + offset)).getUTCDay() + 6) % 7
}

/** A backup that is older than this is late: an interval, and two hours to make it. */
export function oldestAge(schedule: BackupSchedule): number | null {
  switch (schedule.kind) {
    case 'off':
      return null
    case 'daily':
      return DAY_MS + 2 * HOUR_MS
    case 'weekly':
      return 7 * DAY_MS + 2 * HOUR_MS
    default:
      return unreachable(schedule)
  }
}
