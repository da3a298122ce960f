import type { Day } from './brand.ts'
import { addDays, parseDay, toIsoDate } from './dates.ts'
import { remembered } from './remembered.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** A moment as clocks of a zone show it, with the zone: `2026-03-03 16:00 UTC+8`. */
export function momentText(instant: string, timeZone: string): string {
  const at = Date.parse(instant)
  const offset = offsetAt(at, timeZone)
  const wall = new Date(at + offset).toISOString().slice(0, 16).replace('T', ' ')
  return `${wall} UTC${offsetText(offset / MINUTE_MS)}`
}

/** The calendar day (ISO 8601) on which a moment falls where clocks show this zone. */
export function isoDayAt(instant: string, timeZone: string): string {
  const at = Date.parse(instant)
  return isoDayIn(Math.floor((at + offsetAt(at, timeZone)) / DAY_MS))
}

/** The ISO 8601 text of a day counted from 1970. */
const isoDayIn = remembered(
  (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10),
  String,
  1_000,
)

/** The same as a day to count with; null for what no calendar has. */
export function dayAt(instant: string, timeZone: string): Day | null {
  return parseDay(isoDayAt(instant, timeZone))
}

/** `dayAt` of one zone for many moments in their order: looks at the clock once for each day. */
export function daysAt(timeZone: string): (instant: string) => Day | null {
  let last: { readonly from: number; readonly until: number; readonly day: Day } | null = null
  return (instant) => {
    const at = Date.parse(instant)
    if (last !== null && at >= last.from && at < last.until) return last.day
    const day = dayAt(instant, timeZone)
    if (day === null) return null
    const midnight = instantOf(`${toIsoDate(addDays(day, 1))}T00:00Z`, timeZone)
    last = { from: at, until: Date.parse(midnight), day }
    return day
  }
}

function offsetText(minutes: number): string {
  if (minutes === 0) return ''
  const size = Math.abs(minutes)
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`
  return `${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`
}

/** The moment at which clocks of a zone show a wall time (written as if it were UTC). */
export function instantOf(wallTime: string, timeZone: string): string {
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
  return instant < WHOLE_MINUTES_SINCE
    ? findOffset({ instant, timeZone })
    : offsetInMinute({ instant, timeZone })
}

/** Since Liberia gave up 44.5 minutes, zones are ahead by whole minutes and change at whole minutes. */
const WHOLE_MINUTES_SINCE = Date.UTC(1973, 0)

/** One save asks for the day of its moment several times. */
const offsetInMinute = remembered(
  findOffset,
  ({ instant, timeZone }) => `${Math.floor(instant / MINUTE_MS)} ${timeZone}`,
  1_000,
)

interface Moment {
  readonly instant: number
  readonly timeZone: string
}

function findOffset({ instant, timeZone }: Moment): number {
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

/** The zones of a study's sites are few; making a format costs more than using it. */
const formatOf = remembered(newFormat, (timeZone) => timeZone, 600)

function newFormat(timeZone: string): Intl.DateTimeFormat | null {
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
