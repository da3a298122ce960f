import { parsePartialDate } from '../../kernel/dates.ts'
import { findPlannedVisit, plannedVisits } from '../../protocol/schedule.ts'
import type { PlannedVisit, Schedule } from '../../protocol/define.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'
import type { VisitValues } from './define.ts'

export const NO_VISIT: VisitValues = { VISITNUM: null, VISIT: null, VISITDY: null }

/**
 * Number of a planned visit: its place in the schedule, carried on as long as needed, so that a name
 * has one number in every study of the definition. Null for a name that the schedule never gives.
 */
export function plannedNumber(schedule: Schedule, name: string): number | null {
  const visit = findPlannedVisit(schedule, name)
  if (visit === null) return null
  const upTo = plannedVisits(schedule, visit.day)
  return upTo.findIndex((one) => one.visit === name) + 1
}

/** Planned study day: the anchor is day 1, the day before it -1. */
export function plannedStudyDay({ day }: PlannedVisit): number {
  return day >= 0 ? day + 1 : day
}

/** A visit of a subject as the product names it, with its date as far as it is known. */
export interface NamedVisit {
  readonly name: string
  readonly date: string | null
}

/**
 * VISITNUM, VISIT and VISITDY of a subject's visits by name. An unscheduled one has the number of the
 * last planned visit on or before its date and hundredths (3.01, 3.02, …), `UNSCHEDULED 3.01`.
 */
export function numberVisits(
  schedule: Schedule,
  visits: readonly NamedVisit[],
): ReadonlyMap<string, VisitValues> {
  const numbered = new Map<string, VisitValues>()
  const planned: { readonly number: number; readonly date: string | null }[] = []
  const unplanned: NamedVisit[] = []
  for (const visit of visits) {
    const found = findPlannedVisit(schedule, visit.name)
    const number = found === null ? null : plannedNumber(schedule, visit.name)
    if (found === null || number === null) unplanned.push(visit)
    else {
      planned.push({ number, date: visit.date })
      numbered.set(visit.name, {
        VISITNUM: number,
        VISIT: visit.name,
        VISITDY: plannedStudyDay(found),
      })
    }
  }
  const hundredths = new Map<number, number>()
  for (const visit of unplanned.sort(byDateThenName)) {
    const last = lastBefore(planned, visit.date)
    const count = (hundredths.get(last) ?? 0) + 1
    hundredths.set(last, count)
    numbered.set(visit.name, unscheduledValues(last, count))
  }
  return numbered
}

function unscheduledValues(last: number, count: number): VisitValues {
  const number = Math.round(last * 100 + count) / 100
  return { VISITNUM: number, VISIT: `UNSCHEDULED ${number.toFixed(2)}`, VISITDY: null }
}

function byDateThenName(a: NamedVisit, b: NamedVisit): number {
  return compareCodePoints(a.date ?? '9', b.date ?? '9') || compareCodePoints(a.name, b.name)
}

/** Number of the last planned visit on or before a date; of an undated one of all visits held. */
function lastBefore(
  planned: readonly { readonly number: number; readonly date: string | null }[],
  date: string | null,
): number {
  const until = date === null ? null : parsePartialDate(date)
  let last = 0
  for (const visit of planned) {
    const held = visit.date === null ? null : parsePartialDate(visit.date)
    const isBefore = until === null || (held !== null && held.latest <= until.latest)
    if (isBefore && visit.number > last) last = visit.number
  }
  return last
}
