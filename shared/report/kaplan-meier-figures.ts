import type { EndpointDefinition, LandmarkEndpoint } from '../endpoints/define.ts'
import type { TimeToEventSubject } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import { formatMonths, formatShare, formatShareLimits } from '../kernel/shown-number.ts'
import type { SurvivalCurve } from '../plots/define.ts'
import { curveLimits } from '../statistics/curve-limits.ts'
import { curveRows } from '../statistics/curve-rows.ts'
import { kaplanMeier } from '../statistics/kaplan-meier.ts'
import { reasonWords } from './censoring-words.ts'
import { logRankNote, NOT_RANDOMISED, withoutCohortNote } from './cohort-comparison.ts'
import { hazardNotes } from './cohort-hazards.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import {
  endpointName,
  endpointPopulation,
  endpointsOf,
  subjectsOf,
  type EndpointResult,
} from './endpoint-rows.ts'
import { groupsOf, type Group } from './groups.ts'
import { figure } from './part.ts'
import { timesNote } from './time-to-event-tables.ts'

/** Curves of each time to event: of all subjects, and of the cohorts beside each other. */
export const kaplanMeierFigures: ReportMember = {
  key: 'kaplan-meier',
  section: '14.2',
  parts: (input) =>
    endpointsOf(input, 'time-to-event').flatMap((result) => {
      const groups = groupsOf(input)
      const pooled = groups.filter(({ cohort }) => cohort === null)
      const cohorts = groups.filter(({ cohort }) => cohort !== null)
      return [
        curvesOf(input, result, pooled),
        ...(cohorts.length > 1 ? [curvesOf(input, result, cohorts)] : []),
      ]
    }),
}

/** Where only one cohort has subjects at risk, its curve has no legend: the title names it. */
function cohortTitle(name: Bilingual, curves: readonly SurvivalCurve[]): Bilingual {
  const [only, ...others] = curves
  if (only === undefined || others.length > 0) {
    return { en: `${name.en}, by cohort`, zh: `${name.zh}，按队列` }
  }
  return { en: `${name.en}, ${only.label.en} alone`, zh: `${name.zh}，仅${only.label.zh}` }
}

function curvesOf(
  input: ReportInput,
  result: EndpointResult,
  groups: readonly Group[],
): ReportFigure {
  const { definition } = result
  const byCohort = groups.some(({ cohort }) => cohort !== null)
  const name = endpointName(definition)
  const drawn = new Set(groups.map(({ cohort }) => cohort))
  const subjects = subjectsOf(result).filter(({ cohort }) => !byCohort || drawn.has(cohort))
  const curves = groups.map((group) => curveOf(input, group, subjects)).filter(({ n }) => n > 0)
  return figure({
    key: `curve-${definition.id.toLowerCase()}${byCohort ? '-by-cohort' : ''}`,
    title: byCohort ? cohortTitle(name, curves) : name,
    population: endpointPopulation(result),
    criteria: definition.criteria,
    usesResponses: definition.criteria !== null,
    showsCohorts: curves.length > 1,
    basis: {
      en: 'Study treatment; tumour assessments; reviews; death; survival contacts',
      zh: '研究用药；肿瘤评估；疗效审核；死亡；生存随访',
    },
    empty: { en: 'No subject is at risk.', zh: '尚无风险人群。' },
    plot: {
      kind: 'kaplan-meier',
      label: definition.label,
      monthDays: input.definition.conventions.monthDays,
      curves,
    },
    footnotes: [
      ...medianNotes(input, result, groups),
      ...landmarkNotes(input, result, groups),
      ...(byCohort ? cohortNotes(input, result) : []),
      ...censoringNote(subjects),
      timesNote(input),
    ],
  })
}

/** How the cohorts compare where the protocol compares them, and who is in none. */
function cohortNotes(input: ReportInput, result: EndpointResult): readonly Bilingual[] {
  const logRank = logRankNote(input, result)
  return [
    ...logRank,
    ...hazardNotes(input, result),
    ...(logRank.length > 0 ? [NOT_RANDOMISED] : []),
    ...withoutCohortNote(input, result),
  ]
}

/** The same estimate that the median and the landmarks of the analysis rest on. */
function curveOf(
  { definition: { conventions } }: ReportInput,
  { cohort, label }: Group,
  subjects: readonly TimeToEventSubject[],
): SurvivalCurve {
  const own = subjects.filter((one) => cohort === null || one.cohort === cohort)
  const curve = kaplanMeier({
    time: own.map(({ days }) => days),
    event: own.map(({ event }) => event),
  })
  const { survivalLimits: type, confidenceLevel: level } = conventions
  const steps = curveRows(curve, curveLimits(curve, { type, level })).map(
    ({ time, nEvent, nCensor, surv, lower, upper }) => ({
      ...{ time, nEvent, nCensor, surv },
      ...{ lower, upper },
    }),
  )
  return { key: cohort ?? 'TOTAL', label, n: own.length, steps }
}

/** Why times were censored, with how many: the rule as it came to bear. */
function censoringNote(subjects: readonly TimeToEventSubject[]): readonly Bilingual[] {
  const censored = subjects.filter(({ event }) => !event).map(({ reason }) => reason)
  if (censored.length === 0) return []
  const reasons = [...new Set(censored)].sort(compareCodePoints).map((reason) => ({
    ...reasonWords(reason),
    n: censored.filter((one) => one === reason).length,
  }))
  return [
    {
      en: `Censored: ${reasons.map(({ en, n }) => `${en.slice(0, 1).toLowerCase()}${en.slice(1)} (${n})`).join('; ')}.`,
      zh: `删失：${reasons.map(({ zh, n }) => `${zh}（${n}例）`).join('；')}。`,
    },
  ]
}

/** Events and median of each curve. */
function medianNotes(
  { definition: { conventions } }: ReportInput,
  { rows }: EndpointResult,
  groups: readonly Group[],
): readonly Bilingual[] {
  const months = (days: number | null): string =>
    days === null ? 'NR' : formatMonths(days, conventions.monthDays)
  const level = conventions.confidenceLevel * 100
  return groups.flatMap(({ cohort, label }): readonly Bilingual[] => {
    const row = rows.find((one) => one.cohort === cohort)
    if (row?.kind !== 'time-to-event' || row.N === 0) return []
    const { events, N, median, lower, upper } = row
    const limits = `${months(lower)} – ${months(upper)}`
    const of = {
      en: cohort === null ? '' : `${label.en}: `,
      zh: cohort === null ? '' : `${label.zh}：`,
    }
    return [
      {
        en: `${of.en}${events} ${events === 1 ? 'event' : 'events'} in ${N} ${N === 1 ? 'subject' : 'subjects'}; median ${months(median)}${median === null ? '' : ' months'} (${level}% CI ${limits}).`,
        zh: `${of.zh}${N}例中${events}例发生事件；中位时间${months(median)}${median === null ? '' : '个月'}（${level}%置信区间${limits}）。`,
      },
    ]
  })
}

/** The rates at each landmark that is read from these curves. */
function landmarkNotes(
  { analysis, definition: protocol }: ReportInput,
  { definition }: EndpointResult,
  groups: readonly Group[],
): readonly Bilingual[] {
  const landmarks = protocol.endpoints.flatMap((endpoint) =>
    endpoint.kind === 'landmark' && isOfCurve(endpoint, definition) ? [endpoint] : [],
  )
  return landmarks.flatMap(({ id, label }): readonly Bilingual[] => {
    const rates = groups.flatMap(({ cohort, label: name }): readonly Bilingual[] => {
      const row = analysis.endpoints.find((one) => one.id === id && one.cohort === cohort)
      if (row?.kind !== 'landmark' || row.crude.N === 0) return []
      const { estimate, lower, upper } = row.km
      const of = cohort === null ? { en: '', zh: '' } : { en: `${name.en} `, zh: `${name.zh} ` }
      return [
        {
          en: `${of.en}${formatShare(estimate)} (${formatShareLimits(lower, upper)})`,
          zh: `${of.zh}${formatShare(estimate, 'zh')}（${formatShareLimits(lower, upper, 'zh')}）`,
        },
      ]
    })
    if (rates.length === 0) return []
    return [
      {
        en: `${label.en}: ${rates.map(({ en }) => en).join('; ')}.`,
        zh: `${label.zh}：${rates.map(({ zh }) => zh).join('；')}。`,
      },
    ]
  })
}

/** A rate that is read from this very curve: a landmark may be of another population. */
function isOfCurve(
  landmark: LandmarkEndpoint,
  { id, population: of }: EndpointDefinition,
): boolean {
  return landmark.of === id && landmark.population === of
}
