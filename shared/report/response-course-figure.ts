import type { CourseBar, CourseState } from '../plots/course-data.ts'
import { plannedVisits } from '../protocol/schedule.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import {
  ASSESSMENTS_BASIS,
  countedAssessments,
  type CountedAssessments,
} from './counted-assessments.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import { figure } from './part.ts'
import { population } from './report-populations.ts'
import { keyOf } from './response-tables.ts'

/** Responses at each planned visit, for each criterion. @source UX rules, P7 */
export const responseCourseFigures: ReportMember = {
  key: 'response-course',
  section: '14.2',
  parts: (input) => input.definition.criteria.map(({ key }) => courseFigure(input, key)),
}

/** Ten years: no schedule is drawn beyond them. */
const LONGEST_DAYS = 3653

function courseFigure(input: ReportInput, criteria: string): ReportFigure {
  const all = countedAssessments(input, criteria).map(thoseThatCount)
  const { bars, unplanned } = barsOf(input, all)
  const enrolled = population(input, 'ENR')
  return figure({
    key: `response-course-${keyOf(criteria)}`,
    title: { en: `Response at each visit, ${criteria}`, zh: `各访视疗效，${criteria}` },
    population: enrolled,
    criteria,
    usesResponses: true,
    basis: {
      en: `${ASSESSMENTS_BASIS.en}; death; new therapies; end of treatment and of study`,
      zh: `${ASSESSMENTS_BASIS.zh}；死亡；新抗肿瘤治疗；治疗结束与研究结束`,
    },
    empty: {
      en: 'No subject has been assessed at a planned visit after baseline.',
      zh: '基线后尚无受试者在计划访视接受评估。',
    },
    plot: { kind: 'response-course', bars },
    footnotes: [
      {
        en: 'Overall response of each visit as it was judged there, not yet confirmed. Every bar is all enrolled subjects; visits are shown up to the last at which a subject was assessed.',
        zh: '各访视当次总体疗效，未经确认。每一柱形均为全部入组受试者；显示至最后一次有评估的访视。',
      },
      ...(unplanned === 0
        ? []
        : [
            {
              en: `${unplanned} unscheduled ${unplanned === 1 ? 'assessment is' : 'assessments are'} not shown.`,
              zh: `另有${unplanned}次计划外评估未显示。`,
            },
          ]),
      countedNote(input),
    ],
  })
}

/** What counts, as the protocol deals with new anticancer therapy. */
function countedNote({ definition }: ReportInput): Bilingual {
  const censors = definition.conventions.newTherapy === 'censor'
  const until = censors
    ? {
        en: ', and not after the start of new anticancer therapy',
        zh: '，且不晚于新抗肿瘤治疗开始日',
      }
    : { en: '', zh: '' }
  return {
    en: `Shown are the assessments that count for the best response: from its origin to the first progression${until.en}.`,
    zh: `仅显示计入最佳疗效的评估：自起算日至首次进展${until.zh}。`,
  }
}

/** What the analysis itself counts, and nothing besides. */
function thoseThatCount(one: CountedAssessments): CountedAssessments {
  return { ...one, timepoints: one.timepoints.filter(({ counts }) => counts) }
}

/** A bar for each planned visit with an assessment, and how many assessments are of none. */
function barsOf(
  { definition }: ReportInput,
  all: readonly CountedAssessments[],
): { readonly bars: readonly CourseBar[]; readonly unplanned: number } {
  const seen = new Set(all.flatMap(({ timepoints }) => timepoints.map(({ visit }) => visit)))
  const visits = plannedVisits(definition.schedule, LONGEST_DAYS).filter(({ visit }) =>
    seen.has(visit),
  )
  const planned = new Set(visits.map(({ visit }) => visit))
  const bars = visits.map(({ visit, title }, at) => {
    const counts: Partial<Record<CourseState, number>> = {}
    const later = new Set(visits.slice(at + 1).map((one) => one.visit))
    for (const one of all) {
      const state = stateAt(one, visit, later)
      counts[state] = (counts[state] ?? 0) + 1
    }
    return { key: visit, label: title, N: all.length, counts }
  })
  const unplanned = all.reduce(
    (sum, { timepoints }) => sum + timepoints.filter(({ visit }) => !planned.has(visit)).length,
    0,
  )
  return { bars, unplanned }
}

/** What is known of a subject at a visit. */
function stateAt(
  { subject, row, timepoints }: CountedAssessments,
  visit: string,
  later: ReadonlySet<string>,
): CourseState {
  const here = timepoints.find((one) => one.visit === visit)
  if (here !== undefined) return here.inForce
  if (timepoints.some((one) => later.has(one.visit))) return 'missed'
  const { treatment, study, treatedUntil } = subject.ends
  const before = [row.progression, row.death, row.newTherapy, treatment, study, treatedUntil]
  return before.some((one) => one !== null) ? 'off' : 'pending'
}
