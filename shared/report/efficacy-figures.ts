import type { EndpointDefinition, LandmarkEndpoint } from '../endpoints/define.ts'
import type { TimeToEventSubject, TimepointRow } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import { formatMonths, formatShare, formatShareLimits } from '../kernel/shown-number.ts'
import type { SurvivalCurve, WaterfallBar } from '../plots/define.ts'
import { curveLimits } from '../statistics/curve-limits.ts'
import { curveRows } from '../statistics/curve-rows.ts'
import { kaplanMeier } from '../statistics/kaplan-meier.ts'
import { reasonWords } from './censoring-words.ts'
import {
  ASSESSMENTS_BASIS,
  countedAssessments,
  NEW_THERAPY_NOTE,
  ORIENTATION_NOTE,
} from './counted-assessments.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import {
  endpointName,
  endpointPopulation,
  endpointsOf,
  type EndpointResult,
} from './endpoint-rows.ts'
import { hazardNotes } from './cohort-hazards.ts'
import { groupsOf, type Group } from './groups.ts'
import { figure } from './part.ts'
import { population } from './report-populations.ts'
import { keyOf } from './response-tables.ts'
import { logRankNote, subjectsOf, timesNote } from './time-to-event-tables.ts'

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

function curvesOf(
  input: ReportInput,
  result: EndpointResult,
  groups: readonly Group[],
): ReportFigure {
  const { definition } = result
  const byCohort = groups.some(({ cohort }) => cohort !== null)
  const name = endpointName(definition)
  const subjects = subjectsOf(result)
  const curves = groups.map((group) => curveOf(input, group, subjects)).filter(({ n }) => n > 0)
  return figure({
    key: `curve-${definition.id.toLowerCase()}${byCohort ? '-by-cohort' : ''}`,
    title: byCohort ? { en: `${name.en}, by cohort`, zh: `${name.zh}，按队列` } : name,
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
      ...medians(input, result, groups),
      ...(byCohort ? [...logRankNote(result), ...hazardNotes(input, result)] : []),
      ...censoringNote(subjects),
      timesNote(input),
    ],
  })
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

function medians(
  { definition: { conventions }, analysis, definition: protocol }: ReportInput,
  { definition, rows }: EndpointResult,
  groups: readonly Group[],
): readonly Bilingual[] {
  const months = (days: number | null): string =>
    days === null ? 'NR' : formatMonths(days, conventions.monthDays)
  const level = conventions.confidenceLevel * 100
  const notes = groups.flatMap(({ cohort, label }): readonly Bilingual[] => {
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
        en: `${of.en}${events} events in ${N} subjects; median ${months(median)}${median === null ? '' : ' months'} (${level}% CI ${limits}).`,
        zh: `${of.zh}${N}例中${events}例发生事件；中位时间${months(median)}${median === null ? '' : '个月'}（${level}%置信区间${limits}）。`,
      },
    ]
  })
  const landmarks = protocol.endpoints.flatMap((endpoint) =>
    endpoint.kind === 'landmark' && isOfCurve(endpoint, definition) ? [endpoint] : [],
  )
  const rates = landmarks.flatMap(({ id, label }): readonly Bilingual[] => {
    const row = analysis.endpoints.find((one) => one.id === id && one.cohort === null)
    if (row?.kind !== 'landmark' || groups.some(({ cohort }) => cohort !== null)) return []
    const { estimate, lower, upper } = row.km
    return [
      {
        en: `${label.en}: ${formatShare(estimate)} (${formatShareLimits(lower, upper)}).`,
        zh: `${label.zh}：${formatShare(estimate, 'zh')}（${formatShareLimits(lower, upper, 'zh')}）。`,
      },
    ]
  })
  return [...notes, ...rates]
}

/** A rate that is read from this very curve: a landmark may be of another population. */
function isOfCurve(
  landmark: LandmarkEndpoint,
  { id, population: of }: EndpointDefinition,
): boolean {
  return landmark.of === id && landmark.population === of
}

/** Best change of the sum by subject, for each criterion. */
export const waterfallFigures: ReportMember = {
  key: 'waterfall',
  section: '14.2',
  parts: (input) => input.definition.criteria.map(({ key }) => waterfallFigure(input, key)),
}

function waterfallFigure(input: ReportInput, criteria: string): ReportFigure {
  const bars = barsOf(input, criteria)
  const enrolled = population(input, 'ENR')
  const without = enrolled.n - bars.length
  return figure({
    key: `waterfall-${keyOf(criteria)}`,
    title: {
      en: `Best change of the sum of target lesions, ${criteria}`,
      zh: `靶病灶直径总和的最佳变化，${criteria}`,
    },
    population: enrolled,
    criteria,
    usesResponses: true,
    basis: ASSESSMENTS_BASIS,
    empty: {
      en: 'No subject has a sum at baseline and one after it.',
      zh: '尚无受试者同时具有基线及基线后直径总和。',
    },
    plot: { kind: 'waterfall', bars },
    subtitle: responseRates(input, criteria),
    footnotes: [
      {
        en: `${bars.length} of ${enrolled.n} subjects have a sum at baseline and one after it; ${without} ${without === 1 ? 'is' : 'are'} left out. Assessments count from the origin of tumour response to the first progression. Colour: best overall response, confirmed where the protocol asks for it.`,
        zh: `${enrolled.n}例中${bars.length}例具有基线及基线后直径总和，其余${without}例未显示。仅计自疗效起点至首次疾病进展的评估。颜色表示最佳总体疗效（方案要求时为经确认的疗效）。`,
      },
      ORIENTATION_NOTE,
      NEW_THERAPY_NOTE,
    ],
  })
}

function responseRates(input: ReportInput, criteria: string): readonly Bilingual[] {
  const rate = endpointsOf(input, 'proportion').find(
    ({ definition }) =>
      definition.criteria === criteria &&
      definition.kind === 'proportion' &&
      definition.durationAboveMonths === undefined &&
      definition.responses.length === 2,
  )
  const pooled = rate?.rows.find(({ cohort }) => cohort === null)
  if (rate === undefined || pooled?.kind !== 'proportion') return []
  const { n, N, estimate, lower, upper } = pooled
  const { label } = rate.definition
  return [
    {
      en: `${label.en} ${n}/${N}, ${formatShare(estimate)} (${formatShareLimits(lower, upper)})`,
      zh: `${label.zh}：${n}/${N}，${formatShare(estimate, 'zh')}（${formatShareLimits(lower, upper, 'zh')}）`,
    },
  ]
}

function barsOf(input: ReportInput, criteria: string): readonly WaterfallBar[] {
  const bars = countedAssessments(input, criteria).flatMap(({ subject, best, timepoints }) => {
    const counted = timepoints.filter(({ counts }) => counts)
    const changes = counted.flatMap(({ percentFromBaseline }) => percentFromBaseline ?? [])
    if (changes.length === 0) return []
    return [
      {
        subject: subject.addition.subject,
        change: Math.min(...changes),
        response: best,
        otherProgression: counted.some(isOtherProgression),
      },
    ]
  })
  return bars.sort((a, b) => b.change - a.change || (a.subject < b.subject ? -1 : 1))
}

function isOtherProgression({ newLesion, nonTarget }: TimepointRow): boolean {
  return newLesion || nonTarget === 'PD'
}
