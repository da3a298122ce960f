import { characteristicsOf, sidesOf, type Characteristic } from '../comparison/characteristics.ts'
import {
  adjustedHazards,
  plainHazards,
  type AdjustedHazards,
  type CohortHazards,
} from '../comparison/hazards.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { formatNumber } from '../kernel/shown-number.ts'
import type { CovariateEstimate } from '../statistics/cox-regression.ts'
import { column, heading, NO_VALUE, number, row, same, words } from './cells.ts'
import {
  cohortsOf,
  comparedTimes,
  logRankNote,
  NOT_RANDOMISED,
  withoutCohortNote,
} from './cohort-comparison.ts'
import type { ReportCell, ReportInput, ReportMember, ReportRow, ReportTable } from './define.ts'
import {
  endpointName,
  endpointPopulation,
  LIMITS_WORDS,
  subjectsOf,
  type EndpointResult,
} from './endpoint-rows.ts'
import { table } from './part.ts'

/** Hazard ratios between cohorts where the protocol compares them, plain and adjusted. @source STROBE 16(a) */
export const cohortHazardTables: ReportMember = {
  key: 'cohort-hazards',
  section: '14.2',
  parts: (input) => comparedTimes(input).map((result) => hazardTable(input, result)),
}

interface Hazards {
  readonly plain: CohortHazards
  /** Null where the study records no characteristic, or nobody has all of them. */
  readonly adjusted: AdjustedHazards | null
  readonly used: readonly Characteristic[]
}

function hazardsOf(input: ReportInput, result: EndpointResult): Hazards {
  const { definition, subjects } = input
  const question = { cohorts: cohortsOf(input), level: definition.conventions.confidenceLevel }
  const times = subjectsOf(result)
  const sides = sidesOf(subjects, definition)
  const used = askedOf(input).filter((one) =>
    times.some(({ subject }) => sides(subject, one) !== 'unknown'),
  )
  const adjusted = adjustedHazards(times, { ...question, characteristics: used, sides })
  return {
    plain: plainHazards(times, question),
    adjusted: used.length === 0 || adjusted.n === 0 ? null : adjusted,
    used,
  }
}

/** The characteristics to adjust for: those that were chosen, else the usual ones. */
function askedOf({ definition, adjustFor }: ReportInput): readonly Characteristic[] {
  return characteristicsOf(definition).filter(({ key, adjusts }) =>
    adjustFor === null ? adjusts : adjustFor.includes(key),
  )
}

function hazardTable(input: ReportInput, result: EndpointResult): ReportTable {
  const hazards = hazardsOf(input, result)
  const { plain, adjusted } = hazards
  const { definition } = result
  const name = endpointName(definition)
  const limits = LIMITS_WORDS(input.definition.conventions.confidenceLevel)
  const end = { align: 'end' } as const
  return table({
    key: `hazard-${definition.id.toLowerCase()}`,
    title: { en: `Hazard ratios between cohorts: ${name.en}`, zh: `队列间风险比：${name.zh}` },
    population: endpointPopulation(result),
    criteria: definition.criteria,
    usesResponses: definition.criteria !== null,
    basis: {
      en: 'Consent and enrolment; baseline; tumour assessments; reviews; death; survival contacts',
      zh: '知情同意与入组；基线；肿瘤评估；疗效审核；死亡；生存随访',
    },
    empty: { en: 'No subject is at risk.', zh: '尚无风险人群。' },
    columns: [
      column('LABEL', { en: 'Cohort', zh: '队列' }, { width: 2.2 }),
      column('EVENTS', { en: 'Events/N', zh: '事件/例数' }, end),
      column('HR', { en: 'Hazard ratio', zh: '风险比' }, end),
      column('LIMITS', limits, end),
      column('P', { en: 'p', zh: 'p值' }, end),
      column('ADJ_EVENTS', { en: 'Adjusted: events/N', zh: '校正后：事件/例数' }, end),
      column('ADJ_HR', { en: 'Hazard ratio', zh: '风险比' }, end),
      column('ADJ_LIMITS', limits, end),
      column('ADJ_P', { en: 'p', zh: 'p值' }, end),
    ],
    rows: plain.n === 0 ? [] : [...cohortRows(plain, adjusted), ...covariateRows(adjusted)],
    footnotes: [
      NOT_RANDOMISED,
      ...logRankNote(input, result),
      ...withoutCohortNote(input, result),
      methodNote(plain),
      ...chosenNote(input),
      ...adjustedNotes(input, hazards),
      ...infiniteNotes(hazards),
    ],
  })
}

function cohortRows(plain: CohortHazards, adjusted: AdjustedHazards | null): readonly ReportRow[] {
  return plain.cohorts.map(({ cohort, n, events, estimate }) => {
    const own = adjusted?.cohorts.find((one) => one.cohort === cohort)
    return row(same(cohort), [
      { kind: 'fraction', n: events, of: n },
      ...estimateCells(estimate),
      ...(own === undefined
        ? NONE
        : [
            { kind: 'fraction', n: own.events, of: own.n } as const,
            ...estimateCells(own.estimate),
          ]),
    ])
  })
}

const NONE: readonly ReportCell[] = [NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE]
const REFERENCE: Bilingual = { en: 'reference', zh: '参照' }
const NOT_ESTIMABLE: Bilingual = { en: 'not estimable', zh: '无法估计' }

/** Ratio, limits and p; null is the reference. */
function estimateCells(estimate: CovariateEstimate | null): readonly ReportCell[] {
  if (estimate === null) return [words(REFERENCE), NO_VALUE, NO_VALUE]
  if (estimate.kind !== 'finite') return [words(NOT_ESTIMABLE), NO_VALUE, NO_VALUE]
  const { hr, lower, upper, p } = estimate
  return [number(hr, 2), { kind: 'ratio-limits', lower, upper }, { kind: 'p', p }]
}

function covariateRows(adjusted: AdjustedHazards | null): readonly ReportRow[] {
  if (adjusted === null) return []
  return [
    heading({ en: 'Adjusted for', zh: '校正因素' }),
    ...adjusted.covariates.map(({ characteristic: { label, inside, outside }, estimate }) =>
      row(
        {
          en: `${label.en}: ${inside.en} (reference: ${outside.en})`,
          zh: `${label.zh}：${inside.zh}（参照：${outside.zh}）`,
        },
        [...NONE, NO_VALUE, ...estimateCells(estimate)],
        1,
      ),
    ),
  ]
}

function methodNote({ reference }: CohortHazards): Bilingual {
  const of = reference ?? ''
  return {
    en: `Cox regression, ties as Efron, Wald CI; above 1: events come sooner than in ${of}.`,
    zh: `Cox回归（Efron法处理结点），Wald置信区间；大于1表示较${of}更早发生事件。`,
  }
}

/** That somebody chose what to adjust for, and what it would have been. */
function chosenNote({ definition, adjustFor }: ReportInput): readonly Bilingual[] {
  if (adjustFor === null) return []
  const all = characteristicsOf(definition)
  const chosen = namesOf(all.filter(({ key }) => adjustFor.includes(key)))
  const usual = namesOf(all.filter(({ adjusts }) => adjusts))
  return [
    {
      en: `Characteristics to adjust for were chosen by the reader: ${chosen.en}. Without a choice: ${usual.en}.`,
      zh: `校正因素由读者选择：${chosen.zh}。默认为：${usual.zh}。`,
    },
  ]
}

function namesOf(characteristics: readonly Characteristic[]): Bilingual {
  if (characteristics.length === 0) return { en: 'none', zh: '无' }
  return {
    en: characteristics.map(({ label }) => label.en).join('; '),
    zh: characteristics.map(({ label }) => label.zh).join('、'),
  }
}

/** Fewer events than these for each ratio leave a model on little ground. @source Peduzzi 1995 */
const EVENTS_EACH = 10

function adjustedNotes(input: ReportInput, { adjusted, used }: Hazards): readonly Bilingual[] {
  if (used.length === 0) return [nothingUsedNote(input)]
  if (adjusted === null) {
    return [
      {
        en: 'No adjusted ratios: no subject has all the baseline characteristics that would be needed.',
        zh: '未计算校正风险比：没有受试者具备全部所需基线特征。',
      },
    ]
  }
  const { n, events, leftOut, df } = adjusted
  const isThin = events < EVENTS_EACH * df
  return [
    {
      en: `Adjusted: ${events} events in ${n} subjects with all characteristics; ${leftOut} left out for a missing one.`,
      zh: `校正分析：基线特征齐全者${n}例，其中${events}例发生事件；因特征缺失未纳入${leftOut}例。`,
    },
    ...(isThin
      ? [
          {
            en: `${events} events for ${df} ratios are fewer than ${EVENTS_EACH} each: the adjusted ratios are unstable.`,
            zh: `${events}个事件对应${df}个风险比，平均不足${EVENTS_EACH}个：校正结果不稳定。`,
          },
        ]
      : []),
  ]
}

/** Why there is nothing to adjust for: by choice, for want of values, or because nothing is planned. */
function nothingUsedNote(input: ReportInput): Bilingual {
  if (askedOf(input).length > 0) {
    return {
      en: 'No adjusted ratios: no subject has a value of any baseline characteristic to adjust for.',
      zh: '未计算校正风险比：所有受试者均无校正用基线特征的记录。',
    }
  }
  if (input.adjustFor !== null) {
    return {
      en: 'No adjusted ratios: the reader chose no characteristic to adjust for.',
      zh: '未计算校正风险比：读者未选择任何校正因素。',
    }
  }
  return {
    en: 'No adjusted ratios: the study has no baseline characteristic to adjust for.',
    zh: '未计算校正风险比：本研究没有可用于校正的基线特征。',
  }
}

/** Why a ratio has no number. */
function infiniteNotes({ plain, adjusted }: Hazards): readonly Bilingual[] {
  const all = [
    ...plain.cohorts.map(({ estimate }) => estimate),
    ...(adjusted?.cohorts ?? []).map(({ estimate }) => estimate),
    ...(adjusted?.covariates ?? []).map(({ estimate }) => estimate),
  ]
  if (all.every((one) => one === null || one.kind === 'finite')) return []
  return [
    {
      en: 'Not estimable: a group has no event, or has all of them before or after the other, or a characteristic is the same in all. The likelihood then has no maximum, and no number would be true.',
      zh: '无法估计：某组没有事件、两组事件先后完全分离，或某特征在全部受试者中相同；此时似然函数无极大值，给出任何数值均不真实。',
    },
  ]
}

/** The plain ratios of a time in words, for figures; none where the protocol compares no cohorts. */
export function hazardNotes(input: ReportInput, result: EndpointResult): readonly Bilingual[] {
  if (!comparedTimes(input).some(({ definition }) => definition.id === result.definition.id)) {
    return []
  }
  const level = input.definition.conventions.confidenceLevel
  const question = { cohorts: cohortsOf(input), level }
  const { reference, cohorts } = plainHazards(subjectsOf(result), question)
  if (reference === null) return []
  const ratios = cohorts.flatMap(({ cohort, estimate }) => {
    if (estimate === null) return []
    const shown = hazardWords(estimate)
    return [{ en: `${cohort} ${shown.en}`, zh: `${cohort} ${shown.zh}` }]
  })
  return [
    {
      en: `Hazard ratios against ${reference} with ${level * 100}% CI, unadjusted: ${ratios.map(({ en }) => en).join('; ')}.`,
      zh: `与${reference}相比的风险比及${level * 100}%置信区间（未校正）：${ratios.map(({ zh }) => zh).join('；')}。`,
    },
  ]
}

/** A ratio with its limits, or that there is none. */
function hazardWords(estimate: CovariateEstimate): Bilingual {
  if (estimate.kind !== 'finite') return NOT_ESTIMABLE
  const [hr, lower, upper] = [estimate.hr, estimate.lower, estimate.upper].map((value) =>
    formatNumber(value, 2),
  )
  return same(`${hr ?? ''} (${lower ?? ''} – ${upper ?? ''})`)
}
