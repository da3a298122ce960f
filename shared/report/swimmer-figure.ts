import { leadingCriteria } from '../endpoints/populations.ts'
import { parseDay, studyDay } from '../kernel/dates.ts'
import type { SwimmerEvent, SwimmerLane } from '../plots/define.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import { figure } from './part.ts'
import { inPopulation, population } from './report-populations.ts'
import type { ReportSubject } from './report-subject.ts'

/** Lanes on one page, and how many pages of them there are at most. */
const LANES = 40
const PAGES = 6

/** Treatment, responses and ends by subject, the longest first, in as many figures as they need. */
export const swimmerFigures: ReportMember = {
  key: 'swimmer',
  section: '14.2',
  parts(input) {
    const lanes = lanesOf(input)
    const shown = lanes.slice(0, LANES * PAGES)
    const pages = Math.max(1, Math.ceil(shown.length / LANES))
    return Array.from({ length: pages }, (_, page) =>
      swimmerFigure(input, {
        lanes: shown.slice(page * LANES, (page + 1) * LANES),
        page: page + 1,
        pages,
        longestDays: lanes[0]?.followedDays ?? 0,
        left: lanes.length - shown.length,
      }),
    )
  },
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
  const part = pages === 1 ? '' : ` (${page}/${pages})`
  return figure({
    key: pages === 1 ? 'swimmer' : `swimmer-${page}`,
    title: { en: `Course of treated subjects${part}`, zh: `受试者治疗历程${part}` },
    population: population(input, 'SAF'),
    criteria,
    usesResponses: criteria !== null,
    basis: {
      en: 'Study treatment; tumour assessments; reviews; death; new therapies',
      zh: '研究用药；肿瘤评估；疗效审核；死亡；新抗肿瘤治疗',
    },
    showsCohorts: true,
    empty: { en: 'No subject was treated.', zh: '无受试者接受治疗。' },
    plot: {
      ...{ kind: 'swimmer', lanes, longestDays },
      monthDays: input.definition.conventions.monthDays,
    },
    footnotes: [
      {
        en: 'All treated subjects, the longest followed first; day 1 is the first dose. A bar is the time on study treatment, the thin line goes to the last date known alive or the death.',
        zh: '显示全部接受治疗的受试者，按随访时间由长至短排列；首次给药日为第1天。柱形为研究治疗时间，细线延伸至末次确认存活日期或死亡。',
      },
      ...(left === 0
        ? []
        : [
            {
              en: `${left} subjects with the shortest follow-up are not shown.`,
              zh: `另有${left}例随访时间最短的受试者未显示。`,
            },
          ]),
    ],
  })
}

function lanesOf(input: ReportInput): readonly SwimmerLane[] {
  const criteria = leadingCriteria(input.definition)
  const lanes = inPopulation(input, 'SAF').flatMap(
    (subject) => laneOf(input, subject, criteria) ?? [],
  )
  return lanes.sort(
    (a, b) =>
      b.followedDays - a.followedDays ||
      b.treatedDays - a.treatedDays ||
      (a.subject < b.subject ? -1 : 1),
  )
}

/** Dates of a subject as days from the first dose; null where there is none. */
type DayOf = (date: string | null | undefined) => number | null

function laneOf(
  { analysis }: ReportInput,
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
  const death = dayOf(dates.death)
  const off = dayOf(dates.lastDose)
  const followed = dayOf(dates.death ?? dates.lastKnownAlive) ?? 1
  const treatedDays = dayOf(dates.lastDose ?? dates.death ?? analysis.cutoff) ?? 1
  return {
    subject: addition.subject,
    cohort: addition.cohort,
    treatedDays,
    followedDays: Math.max(treatedDays, followed),
    ongoing: off === null && death === null && ends.treatment === null,
    response: responseOf(subject, criteria, dayOf),
    events: eventsOf(subject, criteria, dayOf),
  }
}

function eventsOf(
  { addition, dates }: ReportSubject,
  criteria: string | null,
  dayOf: DayOf,
): SwimmerLane['events'] {
  return [
    ...firstOf(addition, { criteria, response: 'CR', dayOf }),
    ...firstOf(addition, { criteria, response: 'PR', dayOf }),
    ...event('PD', dayOf(responseRow(addition, criteria)?.progression)),
    ...event('new-therapy', dayOf(dates.newTherapy)),
    ...event('off-treatment', dayOf(dates.lastDose)),
    ...event('death', dayOf(dates.death)),
  ]
}

function responseRow({ responses }: ReportSubject['addition'], criteria: string | null) {
  return responses.find(({ row }) => row.criteria === criteria)?.row
}

/** From the first response to progression or death, or as far as it was seen. */
function responseOf(
  { addition, dates }: ReportSubject,
  criteria: string | null,
  dayOf: DayOf,
): SwimmerLane['response'] {
  const row = responseRow(addition, criteria)
  const from = dayOf(row?.firstResponse)
  if (from === null) return null
  const ended = dayOf(row?.progression) ?? dayOf(dates.death) ?? dayOf(row?.lastEvaluable)
  return { from, to: Math.max(from, ended ?? from) }
}

function event(kind: SwimmerEvent, days: number | null): SwimmerLane['events'] {
  return days === null ? [] : [{ kind, days }]
}

/** The first assessment in force with a response that counts: none before the first that counts at all. */
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
    ({ row, inForce }) =>
      row.criteria === of.criteria &&
      inForce === of.response &&
      first !== null &&
      row.date >= first,
  )
  return found === undefined ? [] : event(of.response, of.dayOf(found.row.date))
}
