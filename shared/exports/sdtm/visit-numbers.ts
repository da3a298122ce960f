import { parsePartialDate } from '../../kernel/dates.ts'
import { findPlannedVisit, plannedVisits } from '../../protocol/schedule.ts'
import type { PlannedVisit, Schedule } from '../../protocol/define.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'
import type { VisitValues } from './define.ts'

export const NO_VISIT: VisitValues = { VISITNUM: null, VISIT: null, VISITDY: null }

interface NumberedVisit {
  readonly visit: PlannedVisit
  readonly number: number
}

const numbered = new WeakMap<Schedule, Map<string, NumberedVisit | null>>()

/**
 * A planned visit and its number: its place in the schedule, carried on as long as needed, so that a
 * name has one number in every study of the definition. Null for a name the schedule never gives.
 */
export function plannedByName(schedule: Schedule, name: string): NumberedVisit | null {
  const byName = numbered.get(schedule) ?? new Map<string, NumberedVisit | null>()
  numbered.set(schedule, byName)
  const known = byName.get(name)
  if (known !== undefined) return known
  const visit = findPlannedVisit(schedule, name)
  const made = visit === null ? null : { visit, number: placeOf(schedule, visit) }
  if (byName.size < MOST_NAMES) byName.set(name, made)
  return made
}

/** Names of visits come from data too: more than these are looked up each time. */
const MOST_NAMES = 2000

function placeOf(schedule: Schedule, { visit, day }: PlannedVisit): number {
  return plannedVisits(schedule, day).findIndex((one) => one.visit === visit) + 1
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
  const values = new Map<string, VisitValues>()
  const planned: { readonly number: number; readonly date: string | null }[] = []
  const unplanned: NamedVisit[] = []
  for (const visit of visits) {
    const found = plannedByName(schedule, visit.name)
    if (found === null) unplanned.push(visit)
    else {
      const { number } = found
      planned.push({ number, date: visit.date })
      values.set(visit.name, {
        VISITNUM: number,
        VISIT: visit.name,
        VISITDY: plannedStudyDay(found.visit),
      })
    }
  }
  const hundredths = new Map<number, number>()
  for (const visit of unplanned.sort(byDateThenName)) {
    const last = lastBefore(planned, visit.date)
    const count = (hundredths.get(last) ?? 0) + 1
    hundredths.set(last, count)
    values.set(visit.name, unscheduledValues(last, count))
  }
  return values
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
