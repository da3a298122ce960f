import { parseDay } from '../../../kernel/dates.ts'
import { plannedVisits } from '../../../protocol/schedule.ts'
import type { PlannedVisit } from '../../../protocol/define.ts'
import type { DatasetStudy } from '../../datasets/define.ts'
import type { SdtmDomain } from '../define.ts'
import { plannedStudyDay } from '../visit-numbers.ts'

/** Trial visits: the schedule, carried on for as long as the study has lasted. */
export const tv: SdtmDomain = {
  key: 'TV',
  label: 'Trial Visits',
  class: 'TRIAL DESIGN',
  structure: 'One record per planned visit',
  keys: ['VISITNUM'],
  fills: ['VISITDY'],
  isFilledBy: () => true,
  design: (study, { definition }) =>
    plannedVisits(definition.schedule, daysOf(study)).map((visit, at) => ({
      values: {
        VISITNUM: at + 1,
        VISIT: visit.visit,
        VISITDY: plannedStudyDay(visit),
        TVSTRL: startRule(visit, definition.schedule.anchor),
      },
    })),
}

/** Days that a subject can have been followed: the planned follow-up, or as long as data go. */
function daysOf({ definition, totals }: DatasetStudy): number {
  const { followUpMonths, conventions } = definition
  const first = totals.firstConsent === null ? null : parseDay(totals.firstConsent)
  const last = totals.lastContact === null ? null : parseDay(totals.lastContact)
  const lasted = first === null || last === null ? 0 : last - first
  return Math.max(Math.ceil(followUpMonths * conventions.monthDays), lasted)
}

function startRule(
  { day, before, after }: PlannedVisit,
  anchor: DatasetStudy['definition']['schedule']['anchor'],
): string {
  const origin = anchor === 'firstDose' ? 'first dose' : 'enrolment'
  const on = day === 0 ? `Day of ${origin}` : `${day} days after ${origin}`
  return `${on}, ${before} days before to ${after} days after`
}
