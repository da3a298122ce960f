import type { EndpointRow, TimeToEventSubject } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import { count, heading, row } from './cells.ts'
import { reasonWords } from './censoring-words.ts'
import { logRankNote, NOT_RANDOMISED } from './cohort-comparison.ts'
import type { ReportCell, ReportInput, ReportMember, ReportRow, ReportTable } from './define.ts'
import {
  endpointCells,
  endpointName,
  endpointPopulation,
  endpointsOf,
  LIMITS_WORDS,
  subjectsOf,
  type EndpointResult,
} from './endpoint-rows.ts'
import { groupColumns, groupsOf } from './groups.ts'
import { table } from './part.ts'

/** Events, medians and what ended each time, one table for each endpoint. @source ICH E3, 11.4.1 */
export const timeToEventTables: ReportMember = {
  key: 'time-to-event',
  section: '14.2',
  parts: (input) =>
    endpointsOf(input, 'time-to-event').map((result) => timeToEventTable(input, result)),
}

function timeToEventTable(input: ReportInput, result: EndpointResult): ReportTable {
  const { definition } = result
  const logRank = logRankNote(input, result)
  return table({
    key: `time-${definition.id.toLowerCase()}`,
    title: endpointName(definition),
    population: endpointPopulation(result),
    criteria: definition.criteria,
    usesResponses: definition.criteria !== null,
    basis: {
      en: 'Consent and enrolment; study treatment; tumour assessments; reviews; death; survival contacts',
      zh: '知情同意与入组；研究用药；肿瘤评估；疗效审核；死亡；生存随访',
    },
    columns: groupColumns(input, { en: 'Time to event', zh: '时间-事件' }, null),
    rows: rowsOf(input, result),
    footnotes: [timesNote(input), ...logRank, ...(logRank.length > 0 ? [NOT_RANDOMISED] : [])],
  })
}

/** How times are counted and limits are made. */
export function timesNote({ definition: { conventions } }: ReportInput): Bilingual {
  const { monthDays, survivalLimits, confidenceLevel } = conventions
  const level = confidenceLevel * 100
  return {
    en: `Kaplan-Meier estimates with ${level}% CI (${survivalLimits}). A month has ${monthDays} days. NR: not reached.`,
    zh: `Kaplan-Meier估计及${level}%置信区间（${survivalLimits}法）。1个月按${monthDays}天计。NR：未达到。`,
  }
}

const NAMES = {
  subjects: { en: 'Subjects', zh: '受试者' },
  events: { en: 'Events, n (%)', zh: '事件，例（%）' },
  censored: { en: 'Censored, n (%)', zh: '删失，例（%）' },
  median: { en: 'Median, months', zh: '中位时间，月' },
} as const

type TimeRow = Extract<EndpointRow, { kind: 'time-to-event' }>

function rowsOf(input: ReportInput, result: EndpointResult): readonly ReportRow[] {
  const { confidenceLevel } = input.definition.conventions
  const cells = (cellOf: (row: TimeRow) => ReportCell) =>
    endpointCells(input, result, 'time-to-event', cellOf)
  const subjects = subjectsOf(result)
  return [
    row(
      NAMES.subjects,
      cells(({ N }) => count(N)),
    ),
    row(
      NAMES.events,
      cells(({ events, N }) => count(events, N)),
    ),
    ...whatHappened(
      input,
      subjects.filter(({ event }) => event),
      subjects,
    ),
    row(
      NAMES.censored,
      cells(({ events, N }) => count(N - events, N)),
    ),
    ...whatHappened(
      input,
      subjects.filter(({ event }) => !event),
      subjects,
    ),
    heading({ en: 'Kaplan-Meier', zh: 'Kaplan-Meier法' }),
    row(
      NAMES.median,
      cells(({ median }) => ({ kind: 'time', days: median })),
      1,
    ),
    row(
      LIMITS_WORDS(confidenceLevel),
      cells(({ lower, upper }) => ({ kind: 'time-limits', lower, upper })),
      1,
    ),
  ]
}

/** What ended the times, each reason that occurs. */
function whatHappened(
  input: ReportInput,
  some: readonly TimeToEventSubject[],
  all: readonly TimeToEventSubject[],
): readonly ReportRow[] {
  const reasons = [...new Set(some.map(({ reason }) => reason))].sort(compareCodePoints)
  return reasons.map((reason) =>
    row(
      reasonWords(reason),
      groupsOf(input).map(({ cohort }) => {
        const inGroup = (one: TimeToEventSubject): boolean =>
          cohort === null || one.cohort === cohort
        return count(
          some.filter((one) => inGroup(one) && one.reason === reason).length,
          all.filter(inGroup).length,
        )
      }),
      1,
    ),
  )
}
