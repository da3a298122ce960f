import { characteristicsOf, sidesOf, type Characteristic } from '../comparison/characteristics.ts'
import { interaction, plainHazards, type CohortHazards } from '../comparison/hazards.ts'
import { headlineIds } from '../endpoints/headline.ts'
import type { TimeToEventSubject } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { ForestData, ForestRow } from '../plots/forest-data.ts'
import { proportion } from '../statistics/proportion.ts'
import { same } from './cells.ts'
import { cohortsOf, comparedTimes, NOT_RANDOMISED, withoutCohortNote } from './cohort-comparison.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import {
  endpointName,
  endpointPopulation,
  endpointsOf,
  LIMITS_WORDS,
  subjectsOf,
  type EndpointResult,
} from './endpoint-rows.ts'
import { figure } from './part.ts'
import { shownP } from './show-cell.ts'

/** The leading rate by subgroup, and hazard ratios between cohorts by subgroup. */
export const forestFigures: ReportMember = {
  key: 'forest',
  section: '14.2',
  parts: (input) => [...rateForests(input), ...hazardForests(input)],
}

const ALL: Bilingual = { en: 'All subjects', zh: '全部受试者' }
const BASIS: Bilingual = {
  en: 'Consent and enrolment; baseline; tumour assessments; reviews; death; survival contacts',
  zh: '知情同意与入组；基线；肿瘤评估；疗效审核；死亡；生存随访',
}
const EXPLORATORY: Bilingual = {
  en: 'Subgroups are exploratory and were not planned for by sample size; no correction for their number. Subjects without a value stand in no subgroup of that characteristic.',
  zh: '亚组分析为探索性，未据此计算样本量，亦未作多重性校正。某特征缺失者不计入该特征的亚组。',
}

/** What a line says of the subjects that it is about. */
type Line = Pick<ForestRow, 'n' | 'counts' | 'estimate' | 'lower' | 'upper' | 'note'>

/** All subjects, then each characteristic with both of its sides. */
function linesOf(
  input: ReportInput,
  of: (isMember: (subject: string) => boolean) => Line,
  noteOf: (characteristic: Characteristic) => Bilingual | null = () => null,
): readonly ForestRow[] {
  const { definition, subjects } = input
  const sides = sidesOf(subjects, definition)
  const all = of(() => true)
  if (all.n === 0) return []
  const known = characteristicsOf(definition).filter((one) =>
    subjects.some(({ addition }) => sides(addition.subject, one) !== 'unknown'),
  )
  const parts = known.flatMap((one): readonly ForestRow[] => {
    const heads = { key: one.key, label: one.label, level: 0, heading: true } as const
    const part = (side: 'in' | 'out', label: Bilingual): ForestRow => ({
      ...{ key: `${one.key}-${side}`, label, level: 1, heading: false },
      ...of((subject) => sides(subject, one) === side),
    })
    return [
      { ...heads, ...NO_LINE, note: noteOf(one) },
      part('in', one.inside),
      part('out', one.outside),
    ]
  })
  return [{ key: 'ALL', label: ALL, level: 0, heading: false, ...all }, ...parts]
}

const NO_LINE = { n: 0, counts: '', estimate: null, lower: null, upper: null } as const

/** The first rate that leads, over the subjects that it counts. */
function rateForests(input: ReportInput): readonly ReportFigure[] {
  const leading = new Set(headlineIds(input.definition))
  const rates = endpointsOf(input, 'proportion').filter(
    ({ definition }) =>
      definition.kind === 'proportion' &&
      definition.durationAboveMonths === undefined &&
      definition.responses.includes('PR'),
  )
  const rate = rates.find(({ definition }) => leading.has(definition.id)) ?? rates[0]
  if (rate === undefined) return []
  const { conventions } = input.definition
  const name = endpointName(rate.definition)
  const question = { level: conventions.confidenceLevel, method: conventions.proportionLimits }
  const counted = countedOf(input, rate)
  const rows = linesOf(input, (isMember) => {
    const own = counted.filter(({ subject }) => isMember(subject))
    const n = own.filter(({ hit }) => hit).length
    const { estimate, lower, upper } = proportion({ n, N: own.length, ...question })
    return { n: own.length, counts: `${n}/${own.length}`, estimate, lower, upper, note: NOBODY }
  })
  const limits = LIMITS_WORDS(conventions.confidenceLevel)
  return [
    figure({
      key: `forest-${rate.definition.id.toLowerCase()}`,
      title: { en: `${name.en}, by subgroup`, zh: `${name.zh}，按亚组` },
      population: endpointPopulation(rate),
      criteria: rate.definition.criteria,
      usesResponses: rate.definition.criteria !== null,
      basis: BASIS,
      empty: { en: 'No subject is in this population.', zh: '该人群中尚无受试者。' },
      plot: {
        kind: 'forest',
        scale: 'share',
        axis: { en: `${rate.definition.label.en} (%)`, zh: `${rate.definition.label.zh}（%）` },
        countsHead: { en: 'n/N', zh: 'n/N' },
        estimateHead: { en: `% (${limits.en})`, zh: `%（${limits.zh}）` },
        sides: null,
        rows,
      },
      footnotes: [EXPLORATORY, ALL_LINE],
    }),
  ]
}

const NOBODY: Bilingual = { en: 'nobody', zh: '无受试者' }
const ALL_LINE: Bilingual = {
  en: 'Dashed: the rate of all subjects. The larger a square, the more subjects.',
  zh: '虚线为全部受试者的比例；方块越大，例数越多。',
}

function countedOf(
  { subjects }: ReportInput,
  { definition: { id } }: EndpointResult,
): readonly { readonly subject: string; readonly hit: boolean }[] {
  return subjects.flatMap(({ addition: { subject, enrolled, endpoints } }) => {
    const own = endpoints.find((one) => one.id === id)
    if (!enrolled || own?.inPopulation !== true || own.value.kind !== 'counted') return []
    return [{ subject, hit: own.value.hit }]
  })
}

/** Of the times that lead: each other cohort against the first. */
function hazardForests(input: ReportInput): readonly ReportFigure[] {
  const leading = new Set(headlineIds(input.definition))
  const [reference, ...others] = cohortsOf(input)
  if (reference === undefined) return []
  return comparedTimes(input)
    .filter(({ definition }) => leading.has(definition.id))
    .flatMap((result) =>
      others.map((other) => hazardForest(input, result, [reference, other] as const)),
    )
}

function hazardForest(
  input: ReportInput,
  result: EndpointResult,
  pair: readonly [reference: string, other: string],
): ReportFigure {
  const [reference, other] = pair
  const { definition } = result
  const name = endpointName(definition)
  return figure({
    key: `forest-${definition.id.toLowerCase()}-${other.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    title: {
      en: `${name.en}, by subgroup: ${other} against ${reference}`,
      zh: `${name.zh}，按亚组：${other}对比${reference}`,
    },
    population: endpointPopulation(result),
    criteria: definition.criteria,
    usesResponses: definition.criteria !== null,
    showsCohorts: true,
    basis: BASIS,
    empty: { en: 'No subject is at risk.', zh: '尚无风险人群。' },
    plot: hazardPlot(input, subjectsOf(result), pair),
    footnotes: [NOT_RANDOMISED, ...withoutCohortNote(input, result), EXPLORATORY, METHOD],
  })
}

const METHOD: Bilingual = {
  en: 'Cox regression on the cohort within each subgroup, unadjusted. p: likelihood-ratio test of whether the ratio differs between both sides of a characteristic. Not estimable: a side has no event, or its events do not overlap.',
  zh: '各亚组内Cox回归，未校正。p值：特征两侧风险比是否不同的似然比检验。无法估计：一侧无事件，或事件时间完全分离。',
}

function hazardPlot(
  input: ReportInput,
  subjects: readonly TimeToEventSubject[],
  pair: readonly [reference: string, other: string],
): ForestData {
  const [, other] = pair
  const { definition } = input
  const question = { cohorts: cohortsOf(input), level: definition.conventions.confidenceLevel }
  const sides = sidesOf(input.subjects, definition)
  const rows = linesOf(
    input,
    (isMember) => {
      const own = subjects.filter(({ subject }) => isMember(subject))
      return hazardLine(plainHazards(own, question), pair)
    },
    (one) =>
      interactionWords(
        interaction(subjects, { ...question, cohort: other }, (subject) => sides(subject, one)),
      ),
  )
  const limits = LIMITS_WORDS(question.level)
  return {
    kind: 'forest',
    scale: 'ratio',
    axis: { en: 'Hazard ratio', zh: '风险比' },
    countsHead: { en: `Events/N, ${other} first`, zh: `事件/例数（${other}在前）` },
    estimateHead: { en: `Ratio (${limits.en})`, zh: `风险比（${limits.zh}）` },
    sides: {
      below: { en: `later in ${other}`, zh: `${other}事件较晚` },
      above: { en: `sooner in ${other}`, zh: `${other}事件较早` },
    },
    rows,
  }
}

/** The ratio of a pair from the model of all cohorts, as in the table. */
function hazardLine(
  { reference, cohorts }: CohortHazards,
  pair: readonly [reference: string, other: string],
): Line {
  const both = pair.map((key) => cohorts.find(({ cohort }) => cohort === key))
  const [, other] = both
  const n = both.reduce((sum, own) => sum + (own?.n ?? 0), 0)
  const shown = both.map((own) => `${own?.events ?? 0}/${own?.n ?? 0}`)
  const base = { n, counts: [...shown].reverse().join(' : ') }
  const estimate = reference === pair[0] ? (other?.estimate ?? null) : null
  if (estimate?.kind !== 'finite') {
    return { ...base, estimate: null, lower: null, upper: null, note: n === 0 ? NOBODY : NONE }
  }
  const { hr, lower, upper } = estimate
  return { ...base, estimate: hr, lower, upper, note: null }
}

const NONE: Bilingual = { en: 'not estimable', zh: '无法估计' }

function interactionWords(p: number | null): Bilingual | null {
  if (p === null) return null
  const sign = shownP(p).startsWith('<') ? shownP(p) : `= ${shownP(p)}`
  return same(`p ${sign}`)
}
