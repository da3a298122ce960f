import type { Day } from '../kernel/brand.ts'
import { addDays, studyDay } from '../kernel/dates.ts'
import type { Schedule } from './define.ts'
import { findPlannedVisit } from './schedule.ts'

/** Where a date lies in a subject's schedule. */
export interface DatePlace {
  readonly studyDay: number
  /** Cycle and day in it, both from 1; `null` before the first, or where the schedule has no cycles. */
  readonly cycle: { readonly number: number; readonly day: number } | null
  /** The window of the visit; `off` is the days before (negative) or after it, 0 inside; else `null`. */
  readonly window: { readonly from: Day; readonly to: Day; readonly off: number } | null
}

/** Study day, day of the cycle, and distance from the window of a planned visit. */
export function datePlace(
  day: Day,
  anchor: Day,
  { schedule, visit }: { readonly schedule: Schedule; readonly visit: string | null },
): DatePlace {
  return {
    studyDay: studyDay(day, anchor),
    cycle: cycleOf(day, anchor, schedule),
    window: visit === null ? null : windowOf(day, anchor, findPlannedVisit(schedule, visit)),
  }
}

function cycleOf(day: Day, anchor: Day, { repeating }: Schedule): DatePlace['cycle'] {
  const length = repeating.find(({ numbering }) => numbering === 'cycles')?.everyDays
  if (length === undefined || day < anchor) return null
  const since = day - anchor
  return { number: Math.floor(since / length) + 1, day: (since % length) + 1 }
}

function windowOf(
  day: Day,
  anchor: Day,
  planned: ReturnType<typeof findPlannedVisit>,
): DatePlace['window'] {
  if (planned === null) return null
  const from = addDays(anchor, planned.day - planned.before)
  const to = addDays(anchor, planned.day + planned.after)
  const off = day < from ? day - from : Math.max(0, day - to)
  return { from, to, off }
}
