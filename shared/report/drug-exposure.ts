import { deliveredPercent } from '../endpoints/delivered-dose.ts'
import type { DosingPeriod, Timeline } from '../endpoints/timeline.ts'
import type { Day } from '../kernel/brand.ts'

/** What one subject was given of one drug up to the cut-off. */
export interface DrugExposure {
  readonly drug: string
  readonly studyDrug: boolean
  /** From the first to the last day with a dose, both counted; up to the cut-off or death while ongoing. */
  readonly days: number
  readonly ongoing: boolean
  /** A later period has a lower dose than one before it. */
  readonly reduced: boolean
  /** A day between the first and the last has no dose. */
  readonly interrupted: boolean
  /** Share of the dose first given, on every one of these days, that was given; percent. */
  readonly deliveredPercent: number
}

/** The drugs a subject was given, in the order of their first dose. */
export function drugExposures(timeline: Timeline): readonly DrugExposure[] {
  const drugs = [...timeline.doses].sort((a, b) => a.start.day - b.start.day)
  return [...new Set(drugs.map(({ drug }) => drug))].map((drug) =>
    exposureTo(
      drug,
      drugs.filter((dose) => dose.drug === drug),
      timeline,
    ),
  )
}

function exposureTo(
  drug: string,
  periods: readonly DosingPeriod[],
  timeline: Timeline,
): DrugExposure {
  const { cutoff, death } = timeline.limits
  const last = (death === null || death > cutoff ? cutoff : death) as Day
  const start = Math.min(...periods.map((period) => period.start.day)) as Day
  const lastDay = Math.max(
    ...periods.map(({ end, start: from }) => end?.day ?? Math.max(last, from.day)),
  ) as Day
  return {
    drug,
    studyDrug: periods.some(({ studyDrug }) => studyDrug),
    days: lastDay - start + 1,
    ongoing: periods.some(({ end }) => end === null),
    reduced: isReduced(periods),
    interrupted: hasGap(periods, last),
    deliveredPercent: deliveredPercent(timeline, drug, { start, lastDay }),
  }
}

function isReduced(periods: readonly DosingPeriod[]): boolean {
  let highest = -Infinity
  for (const { dose } of periods) {
    if (dose === null) continue
    if (dose < highest) return true
    highest = Math.max(highest, dose)
  }
  return false
}

/** Days between periods are days without a dose; a period that starts the day after another goes on. */
function hasGap(periods: readonly DosingPeriod[], last: Day): boolean {
  let reached: number | null = null
  for (const { start, end } of periods) {
    if (reached !== null && start.day > reached + 1) return true
    reached = Math.max(reached ?? -Infinity, end?.day ?? last)
  }
  return false
}
