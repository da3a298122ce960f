import type { Day } from '../kernel/brand.ts'
import { addDays } from '../kernel/dates.ts'
import type { Schedule } from '../protocol/define.ts'
import type { Course } from './course.ts'
import type { Random } from './random.ts'

/** An attended visit of a made-up subject, with the forms that the schedule asks for. */
export interface DemoVisit {
  readonly visit: string
  readonly day: Day
  readonly forms: readonly string[]
}

/** The visits a subject attends: baseline, then every repeating visit until treatment and progression end. */
export function makeVisits(random: Random, schedule: Schedule, course: Course): DemoVisit[] {
  const start = course.firstDose ?? course.enrolment ?? addDays(course.consent, 7)
  const visits = schedule.single.map(({ visit, forms }): DemoVisit => ({
    visit,
    day: addDays(start, -random.between(1, 9)),
    forms,
  }))
  if (course.firstDose === null) return visits
  const byName = new Map<string, DemoVisit>()
  for (const series of [...schedule.repeating].sort((a, b) => b.everyDays - a.everyDays)) {
    addSeries({ random, series, course, anchor: course.firstDose, byName })
  }
  const repeated = [...byName.values()].sort((a, b) => a.day - b.day)
  return [...visits, ...repeated]
}

function addSeries(of: {
  readonly random: Random
  readonly series: Schedule['repeating'][number]
  readonly course: Course
  readonly anchor: Day
  readonly byName: Map<string, DemoVisit>
}): void {
  const { random, series, course, anchor, byName } = of
  const last = Math.min(course.lastKnown, addDays(course.progression, series.everyDays))
  for (let count = 1; count * series.everyDays < 1500; count += 1) {
    const planned = addDays(anchor, count * series.everyDays)
    const day = addDays(planned, random.between(-series.before + 1, series.after - 1))
    if (day > last) return
    const number = series.numbering === 'weeks' ? (count * series.everyDays) / 7 : count
    const visit = `${series.prefix}${number}`
    if (byName.has(visit) || random.chance(0.03)) continue
    byName.set(visit, { visit, day, forms: series.forms })
  }
}
