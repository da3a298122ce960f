import type { RowValues } from '../forms/define.ts'
import { parseDay } from '../kernel/dates.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** The clock of a report, as ISO 8601 in UTC: when the site became aware, and when the report is due. */
export interface ReportClock {
  readonly awareAt: string
  readonly dueAt: string
}

/** The clock that starts at a moment (ISO 8601). */
export function clockFrom(awareAt: string, hours: number): ReportClock {
  const start = Date.parse(awareAt)
  return {
    awareAt: new Date(start).toISOString(),
    dueAt: new Date(start + hours * HOUR_MS).toISOString(),
  }
}

/**
 * The clock of an adverse event by its own items: awareness date and time (`AEAWDAT`, `AEAWTIM`; no
 * time: the start of the day) as the site's clock showed them. Null without a complete date.
 * @source ICH E6(R3), 2.7.2; the hours are the protocol's
 */
export function clockOf(items: RowValues, timeZone: string, hours: number): ReportClock | null {
  const date = items['AEAWDAT'] ?? ''
  if (parseDay(date) === null) return null
  const time = /^\d\d:\d\d$/.test(items['AEAWTIM'] ?? '') ? (items['AEAWTIM'] ?? '') : '00:00'
  return clockFrom(instantOf(`${date}T${time}:00Z`, timeZone), hours)
}

/** The form's clock, unless that of the recording began earlier. */
export function earlierClock(ofForm: ReportClock | null, recorded: ReportClock): ReportClock {
  return ofForm !== null && ofForm.awareAt <= recorded.awareAt ? ofForm : recorded
}

/** A moment as clocks of a zone show it, with the zone: `2026-03-03 16:00 UTC+8`. */
export function momentText(instant: string, timeZone: string): string {
  const at = Date.parse(instant)
  const offset = offsetAt(at, timeZone)
  const wall = new Date(at + offset).toISOString().slice(0, 16).replace('T', ' ')
  return `${wall} UTC${offsetText(offset / MINUTE_MS)}`
}

function offsetText(minutes: number): string {
  if (minutes === 0) return ''
  const size = Math.abs(minutes)
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`
  return `${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`
}

/** The moment at which clocks of a zone show a wall time (written as if it were UTC). */
function instantOf(wallTime: string, timeZone: string): string {
  const wall = Date.parse(wallTime)
  const guess = wall - offsetAt(wall, timeZone)
  // Near a change of the clock the first guess may lie on its other side.
  return new Date(wall - offsetAt(guess, timeZone)).toISOString()
}

/** Whether this is the IANA name of a zone, e.g. `Asia/Shanghai`. */
export function isTimeZone(name: string): boolean {
  return formatOf(name) !== null
}

/** Milliseconds by which a zone is ahead of UTC at a moment; an unknown zone counts as UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const shown = wallClock(instant, timeZone)
  return shown === null ? 0 : shown - Math.floor(instant / MINUTE_MS) * MINUTE_MS
}

function wallClock(instant: number, timeZone: string): number | null {
  const format = formatOf(timeZone)
  if (format === null) return null
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
