import type { RowValues } from '../forms/define.ts'
import { parseDay } from '../kernel/dates.ts'
import { instantOf } from '../kernel/time-zone.ts'

const HOUR_MS = 3_600_000

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
