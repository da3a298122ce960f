import type { SubjectAddition } from '../endpoints/derivation.ts'
import type { BestResponse, EndpointRow } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { DistributionBar } from '../plots/define.ts'
import { DRAWN_RESPONSES } from '../plots/response-look.ts'
import { count, heading, row, same } from './cells.ts'
import type {
  ReportCell,
  ReportFigure,
  ReportInput,
  ReportMember,
  ReportRow,
  ReportTable,
} from './define.ts'
import {
  endpointCells,
  endpointName,
  endpointPopulation,
  endpointsOf,
  LIMITS_WORDS,
  type EndpointResult,
} from './endpoint-rows.ts'
import { groupColumns, groupsOf, type Group } from './groups.ts'
import { figure, table } from './part.ts'

/** Best responses and rates, one table and one figure for each criterion. @source ICH E3, 11.4.1 */
export const responseTables: ReportMember = {
  key: 'response',
  section: '14.2',
  parts: (input) =>
    input.definition.criteria.flatMap(({ key: criteria }) => {
      const results = endpointsOf(input, 'proportion', 'distribution').filter(
        ({ definition }) => definition.criteria === criteria,
      )
      const [leading] = results
      if (leading === undefined) return []
      return [
        responseTable(input, criteria, { results, leading }),
        responseFigure(input, criteria, leading),
      ]
    }),
}

interface Results {
  readonly results: readonly EndpointResult[]
  readonly leading: EndpointResult
}

function responseTable(
  input: ReportInput,
  criteria: string,
  { results, leading }: Results,
): ReportTable {
  const rates = results.filter(({ definition }) => definition.kind === 'proportion')
  return table({
    key: `response-${keyOf(criteria)}`,
    title: { en: `Tumour response, ${criteria}`, zh: `肿瘤疗效，${criteria}` },
    population: endpointPopulation(leading),
    criteria,
    usesResponses: true,
    basis: { en: 'Lesions; tumour assessments; reviews', zh: '病灶；肿瘤评估；疗效审核' },
    columns: groupColumns(input, { en: 'Response', zh: '疗效' }, null),
    rows: [...bestResponses(input, leading), ...rates.flatMap((rate) => rateRows(input, rate))],
    footnotes: [confirmationNote(leading), limitsNote(input)],
  })
}

/** File names hold neither blanks nor points. */
export function keyOf(criteria: string): string {
  return criteria.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}

function bestResponses(input: ReportInput, leading: EndpointResult): readonly ReportRow[] {
  const groups = groupsOf(input).map((group) => distributionOf(input, leading, group))
  const shown = DRAWN_RESPONSES.filter(
    (response) => response !== 'MISSING' || groups.some(({ counts }) => (counts.MISSING ?? 0) > 0),
  )
  return [
    heading({ en: 'Best overall response, n (%)', zh: '最佳总体疗效，例（%）' }),
    row(
      { en: 'Subjects', zh: '受试者' },
      groups.map(({ N }) => count(N)),
      1,
    ),
    ...shown.map((response) =>
      row(
        same(response),
        groups.map(({ counts, N }): ReportCell => count(counts[response] ?? 0, N)),
        1,
      ),
    ),
  ]
}

/**
 * Best responses of a group as the analysis counts them; where the protocol asks for rates alone, of
 * the subjects that its first rate counts.
 */
function distributionOf(
  input: ReportInput,
  leading: EndpointResult,
  { cohort, label }: Group,
): DistributionBar {
  const key = cohort ?? 'TOTAL'
  const { criteria } = leading.definition
  const counted = endpointsOf(input, 'distribution').find(
    ({ definition }) => definition.criteria === criteria,
  )
  const found = counted?.rows.find((one) => one.cohort === cohort)
  if (found?.kind === 'distribution') return { key, label, N: found.N, counts: found.counts }
  const counts: Partial<Record<BestResponse, number>> = {}
  const best = input.subjects.flatMap(({ addition }) =>
    cohort === null || addition.cohort === cohort ? (countedResponse(addition, leading) ?? []) : [],
  )
  for (const response of best) counts[response] = (counts[response] ?? 0) + 1
  return { key, label, N: best.length, counts }
}

/** The best response of a subject that an endpoint counts; null where it counts none. */
function countedResponse(
  { enrolled, endpoints, responses }: SubjectAddition,
  leading: EndpointResult,
): BestResponse | null {
  const { id, criteria } = leading.definition
  const own = endpoints.find((endpoint) => endpoint.id === id)
  if (!enrolled || own?.inPopulation !== true || own.value.kind === 'not-at-risk') return null
  const found = responses.find(({ row: of }) => of.criteria === criteria)
  if (found === undefined) return null
  return isConfirmed(leading) ? found.row.confirmedBor : found.row.bor
}

function isConfirmed({ definition }: EndpointResult): boolean {
  return 'confirmed' in definition && definition.confirmed
}

function confirmationNote(leading: EndpointResult): Bilingual {
  return isConfirmed(leading)
    ? {
        en: 'Complete and partial responses count once confirmed; one that was not confirmed counts as stable disease where it lasted long enough.',
        zh: 'CR和PR经确认后计入；未经确认且持续时间足够者计为SD。',
      }
    : {
        en: 'Confirmation of responses is not required.',
        zh: '疗效无需确认。',
      }
}

function limitsNote({ definition: { conventions } }: ReportInput): Bilingual {
  const level = conventions.confidenceLevel * 100
  const method =
    conventions.proportionLimits === 'clopper-pearson'
      ? { en: 'exact (Clopper-Pearson)', zh: 'Clopper-Pearson精确法' }
      : { en: 'Wilson', zh: 'Wilson法' }
  return {
    en: `CI: ${level}% confidence interval, ${method.en}.`,
    zh: `置信区间：${level}%，${method.zh}。`,
  }
}

/** A rate by group: n/N, estimate and limits, as on the page of the endpoints. */
export function rateRows(input: ReportInput, result: EndpointResult): readonly ReportRow[] {
  const { conventions } = input.definition
  const cells = (cellOf: (row: Extract<EndpointRow, { kind: 'proportion' }>) => ReportCell) =>
    endpointCells(input, result, 'proportion', cellOf)
  return [
    heading(endpointName(result.definition)),
    row(
      NAMES.counts,
      cells(({ n, N }) => ({ kind: 'fraction', n, of: N })),
      1,
    ),
    row(
      NAMES.rate,
      cells(({ estimate }) => ({ kind: 'share', share: estimate })),
      1,
    ),
    row(
      LIMITS_WORDS(conventions.confidenceLevel),
      cells(({ lower, upper }) => ({ kind: 'share-limits', lower, upper })),
      1,
    ),
  ]
}

const NAMES = {
  counts: { en: 'n/N', zh: 'n/N' },
  rate: { en: 'Rate', zh: '比例' },
} as const

function responseFigure(
  input: ReportInput,
  criteria: string,
  leading: EndpointResult,
): ReportFigure {
  const bars = groupsOf(input)
    .map((group) => distributionOf(input, leading, group))
    .filter(({ N }) => N > 0)
  return figure({
    key: `response-distribution-${keyOf(criteria)}`,
    title: { en: `Best overall response, ${criteria}`, zh: `最佳总体疗效分布，${criteria}` },
    population: endpointPopulation(leading),
    criteria,
    usesResponses: true,
    basis: { en: 'Lesions; tumour assessments; reviews', zh: '病灶；肿瘤评估；疗效审核' },
    empty: { en: 'No subject is in this population.', zh: '该人群中尚无受试者。' },
    plot: { kind: 'response-distribution', bars },
    showsCohorts: true,
    footnotes: [confirmationNote(leading)],
  })
}
