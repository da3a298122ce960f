import type { Day } from '../kernel/brand.ts'
import { addDays } from '../kernel/dates.ts'
import type { PlannedVisit, Schedule } from '../protocol/define.ts'
import { plannedVisits } from '../protocol/schedule.ts'
import type { Course } from './course.ts'
import type { Random } from './random.ts'

/** An attended visit of a made-up subject, with the forms that the schedule asks for. */
export interface DemoVisit {
  readonly visit: string
  readonly day: Day
  readonly forms: readonly string[]
}

/** How long visits go on after progression, in days. */
const AFTER_PROGRESSION = 56

/** The visits a subject attends: those before treatment, then the planned ones until shortly after progression. */
export function makeVisits(random: Random, schedule: Schedule, course: Course): DemoVisit[] {
  const anchor = course.firstDose ?? course.enrolment ?? addDays(course.consent, 7)
  const end = addDays(course.progression, AFTER_PROGRESSION)
  const last = end < course.lastKnown ? end : course.lastKnown
  const visits: DemoVisit[] = []
  for (const planned of plannedVisits(schedule, Math.max(0, last - anchor))) {
    const day = attendedOn(random, planned, anchor)
    if (planned.day > 0 && course.firstDose === null) break
    if (planned.day > 0 && (day > last || random.chance(0.03))) continue
    visits.push({ visit: planned.visit, day, forms: planned.forms })
  }
  return visits
}

function attendedOn(random: Random, planned: PlannedVisit, anchor: Day): Day {
  if (planned.day <= 0) return addDays(anchor, planned.day - random.between(1, 9))
  const early = Math.max(planned.before - 1, 0)
  const late = Math.max(planned.after - 1, 0)
  return addDays(anchor, planned.day + random.between(-early, late))
}
