import { leadingCriteria } from '../endpoints/populations.ts'
import { isTreatmentOpen } from '../endpoints/subject-ends.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { parseDay, studyDay } from '../kernel/dates.ts'
import type { SwimmerEvent, SwimmerLane } from '../plots/define.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import { figure } from './part.ts'
import { inPopulation, population } from './report-populations.ts'
import type { ReportSubject } from './report-subject.ts'
import { orderNotes } from './swimmer-order.ts'

/** Lanes on one page, and how many pages of them there are at most. */
const LANES = 40
const PAGES = 6

/** Treatment, responses and ends by subject, in as many figures as they need. @source UX rules, P3 */
export const swimmerFigures: ReportMember = {
  key: 'swimmer',
  section: '14.2',
  parts(input) {
    const lanes = lanesOf(input)
    const shown = evenlySpaced(lanes, LANES * PAGES)
    const pages = Math.max(1, Math.ceil(shown.length / LANES))
    return Array.from({ length: pages }, (_, page) =>
      swimmerFigure(input, {
        lanes: shown.slice(page * LANES, (page + 1) * LANES),
        page: page + 1,
        pages,
        longestDays: Math.max(0, ...shown.map(({ followedDays }) => followedDays)),
        left: lanes.length - shown.length,
      }),
    )
  },
}

/** As many as there is room for: of the cohorts, and of long and short courses, in proportion. */
function evenlySpaced<T>(all: readonly T[], room: number): readonly T[] {
  if (all.length <= room) return all
  return all.filter(
    (_, at) => Math.floor(((at + 1) * room) / all.length) > Math.floor((at * room) / all.length),
  )
}

interface SwimmerPage {
  readonly lanes: readonly SwimmerLane[]
  readonly page: number
  readonly pages: number
  readonly longestDays: number
  /** Subjects that no page shows. */
  readonly left: number
}

function swimmerFigure(
  input: ReportInput,
  { lanes, page, pages, longestDays, left }: SwimmerPage,
): ReportFigure {
  const criteria = leadingCriteria(input.definition)
  const cohorts = input.definition.cohorts.length > 0
  const order = { by: 'follow-up', cohorts, left, barred: 0 } as const
  const part = pages === 1 ? '' : ` (${page}/${pages})`
  return figure({
    key: pages === 1 ? 'swimmer' : `swimmer-${page}`,
    title: { en: `Course of treated subjects${part}`, zh: `受试者治疗历程${part}` },
    population: population(input, 'SAF'),
    criteria,
    usesResponses: criteria !== null,
    basis: {
      en: 'Study treatment; end of treatment and of study; tumour assessments; reviews; death; survival contacts; new therapies',
      zh: '研究用药；治疗结束与研究结束；肿瘤评估；疗效审核；死亡；生存随访；新抗肿瘤治疗',
    },
    showsCohorts: true,
    empty: { en: 'No subject was treated.', zh: '无受试者接受治疗。' },
    plot: {
      ...{ kind: 'swimmer', order, lanes, longestDays },
      monthDays: input.definition.conventions.monthDays,
    },
    footnotes: [...orderNotes(order), LANE_NOTE, RESPONSE_NOTE],
  })
}

const LANE_NOTE: Bilingual = {
  en: 'Day 1 is the first dose. A bar is the time on study treatment: to its recorded end, or the last dose where that is later. Where only the end of the study, a loss or the death is recorded, it goes to the last dose, and to that day while a dose is open. An arrow says that no end is recorded: the bar then goes to the last dose, and to the cut-off while a dose is open. The thin line goes to the last date known alive or the death.',
  zh: '首次给药日为第1天。柱形为研究治疗时间：绘至记录的治疗结束日，末次给药更晚者绘至末次给药日。仅记录研究结束、失访或死亡者绘至末次给药日，给药尚未记录结束者绘至该日。箭头表示未记录治疗结束：柱形绘至末次给药日，给药尚未记录结束者绘至数据截止日。细线延伸至末次确认存活日期或死亡。',
}

const RESPONSE_NOTE: Bilingual = {
  en: 'The first complete and the first partial response are the first among the assessments that count for the best response.',
  zh: '首次CR及首次PR仅取自计入最佳疗效的评估。',
}

/** By cohort in the protocol's order, those without one at the end; in each the longest followed first. */
function lanesOf(input: ReportInput): readonly SwimmerLane[] {
  const criteria = leadingCriteria(input.definition)
  const lanes = inPopulation(input, 'SAF').flatMap(
    (subject) => laneOf(input, subject, criteria) ?? [],
  )
  const cohorts = input.definition.cohorts.map(({ key }) => key)
  const placeOf = ({ cohort }: SwimmerLane): number =>
    cohort === null ? cohorts.length : cohorts.indexOf(cohort)
  return lanes.sort(
    (a, b) =>
      placeOf(a) - placeOf(b) ||
      b.followedDays - a.followedDays ||
      b.treatedDays - a.treatedDays ||
      (a.subject < b.subject ? -1 : 1),
  )
}

/** Dates of a subject as days from the first dose; null where there is none. */
type DayOf = (date: string | null | undefined) => number | null

function laneOf(
  { analysis, definition }: ReportInput,
  subject: ReportSubject,
  criteria: string | null,
): SwimmerLane | null {
  const { addition, dates, ends } = subject
  const start = parseDay(dates.firstDose ?? '')
  if (start === null) return null
  const dayOf: DayOf = (date) => {
    const day = parseDay(date ?? '')
    return day === null ? null : Math.max(1, studyDay(day, start))
  }
  const censors = definition.conventions.newTherapy === 'censor'
  const followed = dayOf(dates.death ?? dates.lastKnownAlive) ?? 1
  const ongoing = isTreatmentOpen(ends)
  // Given until the last dose; what comes after it nobody has recorded yet.
  const treated = ongoing ? (dates.lastDose ?? analysis.cutoff) : ends.treatedUntil
  const treatedDays = dayOf(treated) ?? 1
  return {
    subject: addition.subject,
    cohort: addition.cohort,
    treatedDays,
    followedDays: Math.max(treatedDays, followed),
    ongoing,
    response: responseOf(subject, { criteria, censors, dayOf }),
    events: eventsOf(subject, criteria, dayOf),
  }
}

function eventsOf(
  { addition, dates, ends }: ReportSubject,
  criteria: string | null,
  dayOf: DayOf,
): SwimmerLane['events'] {
  return [
    ...firstOf(addition, { criteria, response: 'CR', dayOf }),
    ...firstOf(addition, { criteria, response: 'PR', dayOf }),
    ...event('PD', dayOf(responseRow(addition, criteria)?.progression)),
    ...event('new-therapy', dayOf(dates.newTherapy)),
    ...event('off-treatment', dayOf(ends.treatedUntil)),
    ...event('death', dayOf(dates.death)),
  ]
}

function responseRow({ responses }: ReportSubject['addition'], criteria: string | null) {
  return responses.find(({ row }) => row.criteria === criteria)?.row
}

/** To progression, or a death that no earlier new therapy censors, or as far as it was seen. */
function responseOf(
  { addition, dates }: ReportSubject,
  of: { readonly criteria: string | null; readonly censors: boolean; readonly dayOf: DayOf },
): SwimmerLane['response'] {
  const row = responseRow(addition, of.criteria)
  const from = of.dayOf(row?.firstResponse)
  if (from === null) return null
  const death = of.censors ? deathBeforeTherapy(dates) : dates.death
  const ended = of.dayOf(row?.progression ?? death ?? row?.lastEvaluable)
  return { from, to: Math.max(from, ended ?? from) }
}

/** A death that no earlier new therapy censors. */
function deathBeforeTherapy({ death, newTherapy }: ReportSubject['dates']): string | null {
  return death !== null && newTherapy !== null && newTherapy < death ? null : death
}

function event(kind: SwimmerEvent, days: number | null): SwimmerLane['events'] {
  return days === null ? [] : [{ kind, days }]
}

/** The first such assessment that counts: none before the first response that does, none after progression. */
function firstOf(
  { timepoints, responses }: ReportSubject['addition'],
  of: {
    readonly criteria: string | null
    readonly response: 'CR' | 'PR'
    readonly dayOf: (date: string) => number | null
  },
): SwimmerLane['events'] {
  const first = responses.find(({ row }) => row.criteria === of.criteria)?.row.firstResponse ?? null
  const found = timepoints.find(
    ({ row, inForce, counts }) =>
      counts &&
      row.criteria === of.criteria &&
      inForce === of.response &&
      first !== null &&
      row.date >= first,
  )
  return found === undefined ? [] : event(of.response, of.dayOf(found.row.date))
}
