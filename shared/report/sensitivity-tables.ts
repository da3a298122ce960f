import type { EndpointRow } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { formatNumber, formatShare } from '../kernel/shown-number.ts'
import type { Agreement } from '../sensitivity/agreement.ts'
import type { PlanVariant } from '../sensitivity/define.ts'
import type { Outcome } from '../sensitivity/outcomes.ts'
import { OWN_PLAN } from '../sensitivity/plans.ts'
import type { SensitivityResults } from '../sensitivity/results.ts'
import { column, count, heading, NO_VALUE, row, same, text, words } from './cells.ts'
import type { ReportCell, ReportInput, ReportMember, ReportRow, ReportTable } from './define.ts'
import { endpointName, LIMITS_WORDS } from './endpoint-rows.ts'
import { table } from './part.ts'
import { population } from './report-populations.ts'
import { timesNote } from './time-to-event-tables.ts'

/** The outcomes under every way of analysing them, and how far judgements of the response agree. @source ICH E9(R1), A.5.2 */
export const sensitivityTables: ReportMember = {
  key: 'sensitivity',
  section: '14.2',
  parts(input) {
    const { sensitivity } = input
    if (sensitivity === null) return []
    return [
      sensitivityTable(input, sensitivity),
      ...sensitivity.agreements.map((agreement) => agreementTable(input, agreement)),
    ]
  },
}

const BASIS: Bilingual = {
  en: 'The same records as the analysis; one rule at a time is changed',
  zh: '与主要分析相同的记录；每次仅改变一项规则',
}

/** Where a row of the table stands among outcomes and variants; null: it names those below it. */
export type SensitivityPlace = { readonly outcome: string; readonly variant: string } | null

/** The rows in their order: an outcome, and below it every way of analysing it. */
export function sensitivityPlaces({
  plans,
}: Pick<SensitivityResults, 'plans'>): readonly SensitivityPlace[] {
  return plans.outcomes.flatMap(({ endpoint: { id } }) => [
    null,
    ...plans.variants.map(({ key }) => ({ outcome: id, variant: key })),
  ])
}

function sensitivityTable(input: ReportInput, sensitivity: SensitivityResults): ReportTable {
  const { plans } = sensitivity
  const level = input.definition.conventions.confidenceLevel
  return table({
    key: 'sensitivity',
    title: {
      en: 'Sensitivity of the results to rules of the analysis',
      zh: '结果对分析规则的敏感性',
    },
    population: population(input, 'ENR'),
    criteria: null,
    usesResponses: true,
    basis: BASIS,
    empty: {
      en: 'The protocol has no outcome of response or time.',
      zh: '方案无疗效或时间类结局指标。',
    },
    columns: [
      column('LABEL', { en: 'Outcome and analysis', zh: '结局指标与分析' }, { width: 3 }),
      column('POPULATION', { en: 'Population', zh: '人群' }),
      column('N', { en: 'N', zh: 'N' }, { align: 'end' }),
      column('EVENTS', { en: 'n or events', zh: '例数或事件数' }, { align: 'end' }),
      column(
        'ESTIMATE',
        { en: 'Rate or median, months', zh: '比例或中位数（月）' },
        { align: 'end' },
      ),
      column('LIMITS', LIMITS_WORDS(level), { align: 'end', width: 1.3 }),
      column('DIFFERS', { en: 'Against the protocol', zh: '与方案分析相比' }),
      column('SUBJECTS', { en: 'Subjects that differ', zh: '有差异的受试者' }, { align: 'end' }),
    ],
    rows: plans.outcomes.flatMap((outcome) => [
      heading(nameOf(outcome)),
      ...plans.variants.map((variant) => rowOf(sensitivity, outcome, variant)),
    ]),
    footnotes: [...NOTES, ...unvaried(sensitivity), timesNote(input)],
  })
}

const NOTES: readonly Bilingual[] = [
  {
    en: "Each row changes one rule of the protocol's analysis and nothing else. It shows how far a result depends on that rule; it does not replace the protocol's analysis.",
    zh: '每行仅改变方案分析中的一项规则，其余不变，用于说明结果对该规则的依赖程度，不能取代方案规定的分析。',
  },
  {
    en: 'Subjects that differ: those whose value, or whose being counted, is not the same as in the analysis of the protocol.',
    zh: '有差异的受试者：其取值或是否计入与方案规定的分析不同者。',
  },
]

function nameOf({ endpoint, own }: Outcome): Bilingual {
  const name = endpointName(endpoint)
  if (own) return name
  return { en: `${name.en}, no endpoint of the protocol`, zh: `${name.zh}（非方案终点）` }
}

function rowOf(
  { results }: SensitivityResults,
  { endpoint: { id } }: Outcome,
  { key, label }: PlanVariant,
): ReportRow {
  const found = results.get(key)?.get(id)
  const own = results.get(OWN_PLAN)?.get(id)
  if (found === undefined || own === undefined) return row(label, [], 1)
  const isOwn = key === OWN_PLAN
  const differs = !isOwn && (found.differing > 0 || !isSameResult(found.row, own.row))
  return row(
    label,
    [
      text(found.row.population),
      ...numbersOf(found.row),
      isOwn ? NO_VALUE : words(differs ? DIFFERS : SAME),
      isOwn ? NO_VALUE : count(found.differing),
    ],
    1,
  )
}

const DIFFERS: Bilingual = { en: '≠ differs', zh: '≠ 有差异' }
const SAME: Bilingual = { en: '= same', zh: '= 相同' }

/** N, hits or events, estimate and limits. */
function numbersOf(result: EndpointRow): readonly ReportCell[] {
  if (result.kind === 'proportion') {
    const { n, N, estimate, lower, upper } = result
    const limits = { kind: 'share-limits', lower, upper } as const
    return [count(N), count(n), { kind: 'share', share: estimate }, limits]
  }
  if (result.kind === 'time-to-event') {
    const { N, events, median, lower, upper } = result
    const limits = { kind: 'time-limits', lower, upper } as const
    return [count(N), count(events), { kind: 'time', days: median }, limits]
  }
  return [NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE]
}

function isSameResult(one: EndpointRow, other: EndpointRow): boolean {
  return JSON.stringify(numbersOf(one)) === JSON.stringify(numbersOf(other))
}

/** What this protocol cannot vary, and why. */
function unvaried({ plans }: SensitivityResults): readonly Bilingual[] {
  return plans.unvaried.map(({ title, reason }) => ({
    en: `Not varied: ${title.en.toLowerCase()}; ${reason.en}.`,
    zh: `未作变化：${title.zh}（${reason.zh}）。`,
  }))
}

function agreementTable(input: ReportInput, agreement: Agreement): ReportTable {
  const { variant, own, other, responses, counts } = agreement
  const total = (values: readonly number[]): number => values.reduce((sum, n) => sum + n, 0)
  const names = headsOf(agreement)
  return table({
    key: `agreement-${variant}`,
    title: {
      en: `Agreement of best overall responses: ${names.own.en} and ${names.other.en}`,
      zh: `最佳总体疗效的一致性：${names.own.zh}与${names.other.zh}`,
    },
    population: population(input, 'ENR'),
    criteria: own.criteria === other.criteria ? own.criteria : null,
    usesResponses: own.criteria !== other.criteria,
    basis: { en: 'Lesions; tumour assessments; reviews', zh: '病灶；肿瘤评估；疗效审核' },
    empty: { en: 'No subject is enrolled.', zh: '尚无受试者入组。' },
    columns: [
      column('LABEL', { en: `${names.own.en} ↓ / ${names.other.en} →`, zh: `${names.own.zh}↓ / ${names.other.zh}→` }, { width: 2 }), // prettier-ignore
      ...responses.map((response) => column(response, same(response), { align: 'end' })),
      column('ALL', { en: 'All', zh: '合计' }, { align: 'end' }),
    ],
    rows:
      responses.length === 0
        ? []
        : [
            ...responses.map((response, at) => {
              const line = counts[at] ?? []
              return row(same(response), [...line.map((n) => count(n)), count(total(line))])
            }),
            row({ en: 'All', zh: '合计' }, [
              ...responses.map((_, at) => count(total(counts.map((line) => line[at] ?? 0)))),
              count(agreement.kappa.n),
            ]),
          ],
    footnotes: [...kappaNotes(input, agreement)],
  })
}

/** Two criteria are named by their names; one criterion from two sources by whose responses they are. */
function headsOf({ own, other }: Agreement): {
  readonly own: Bilingual
  readonly other: Bilingual
} {
  if (own.criteria !== other.criteria) {
    return { own: same(own.criteria), other: same(other.criteria) }
  }
  return { own: lowerFirst(own.label), other: lowerFirst(other.label) }
}

function lowerFirst({ en, zh }: Bilingual): Bilingual {
  return { en: en.charAt(0).toLowerCase() + en.slice(1), zh }
}

function kappaNotes(input: ReportInput, { kappa: found }: Agreement): readonly Bilingual[] {
  const { n, observed, expected, kappa, lower, upper } = found
  if (observed === null || expected === null) return []
  if (kappa === null) {
    return [
      {
        en: `All ${n} subjects have one and the same response in both: kappa is not defined.`,
        zh: `全部${n}例在两种判定中均为同一疗效，无法计算kappa值。`,
      },
    ]
  }
  const level = input.definition.conventions.confidenceLevel * 100
  const limits = `${formatNumber(lower, 2)} – ${formatNumber(upper, 2)}`
  return [
    {
      en: `Agreement in ${formatShare(observed)} of ${n} subjects, ${formatShare(expected)} expected by chance. Cohen's kappa ${formatNumber(kappa, 2)} (${level}% CI ${limits}, large-sample). NE is an answer of its own.`,
      zh: `${n}例中一致率${formatShare(observed, 'zh')}，机遇期望一致率${formatShare(expected, 'zh')}；Cohen's kappa=${formatNumber(kappa, 2)}（${level}%置信区间${limits}，大样本法）。NE作为单独一类计入。`,
    },
  ]
}
