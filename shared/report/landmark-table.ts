import type { EndpointRow } from '../endpoints/results.ts'
import { count, heading, row } from './cells.ts'
import type { ReportCell, ReportInput, ReportMember, ReportRow } from './define.ts'
import {
  endpointCells,
  endpointName,
  endpointPopulation,
  endpointsOf,
  LIMITS_WORDS,
  type EndpointResult,
} from './endpoint-rows.ts'
import { groupColumns } from './groups.ts'
import { table } from './part.ts'
import { timesNote } from './time-to-event-tables.ts'

/** Rates at landmarks: Kaplan-Meier, and the crude share with what stands between them. */
export const landmarkTable: ReportMember = {
  key: 'landmarks',
  section: '14.2',
  parts(input) {
    const results = endpointsOf(input, 'landmark')
    const [leading] = results
    if (leading === undefined) return []
    const criteria = [...new Set(results.flatMap(({ definition }) => definition.criteria ?? []))]
    return [
      table({
        key: 'landmarks',
        title: { en: 'Rates at landmarks', zh: '界标时间点率' },
        population: endpointPopulation(leading),
        criteria: criteria.length === 0 ? null : criteria.join(', '),
        usesResponses: criteria.length > 0,
        basis: {
          en: 'Study treatment; tumour assessments; reviews; death; survival contacts',
          zh: '研究用药；肿瘤评估；疗效审核；死亡；生存随访',
        },
        columns: groupColumns(input, { en: 'Landmark', zh: '界标' }, null),
        rows: results.flatMap((result) => rowsOf(input, result)),
        footnotes: [
          timesNote(input),
          {
            en: 'Crude: over all subjects of the population. Who was censored before the landmark counts as neither reached nor failed, and lowers the crude rate.',
            zh: '粗率以该人群全部受试者为分母；界标前删失者既不计为达到也不计为事件，会使粗率偏低。',
          },
        ],
      }),
    ]
  },
}

const NAMES = {
  estimate: { en: 'Kaplan-Meier', zh: 'Kaplan-Meier法' },
  atRisk: { en: 'At risk', zh: '风险人数' },
  crude: { en: 'Crude, n/N', zh: '粗率，n/N' },
  crudeRate: { en: 'Crude rate', zh: '粗率' },
  events: { en: 'Events before', zh: '界标前事件' },
  censored: { en: 'Censored before', zh: '界标前删失' },
} as const

function rowsOf(input: ReportInput, result: EndpointResult): readonly ReportRow[] {
  const cells = (cellOf: (row: Extract<EndpointRow, { kind: 'landmark' }>) => ReportCell) =>
    endpointCells(input, result, 'landmark', cellOf)
  return [
    heading(endpointName(result.definition)),
    row(
      NAMES.estimate,
      cells(({ km }) => ({ kind: 'share', share: km.estimate })),
      1,
    ),
    row(
      LIMITS_WORDS(input.definition.conventions.confidenceLevel),
      cells(({ km: { lower, upper } }) => ({ kind: 'share-limits', lower, upper })),
      1,
    ),
    row(
      NAMES.atRisk,
      cells(({ km }) => count(km.atRisk)),
      1,
    ),
    row(
      NAMES.crude,
      cells(({ crude }) => ({ kind: 'fraction', n: crude.n, of: crude.N })),
      1,
    ),
    row(
      NAMES.crudeRate,
      cells(({ crude }) => ({ kind: 'share', share: crude.estimate })),
      1,
    ),
    row(
      NAMES.events,
      cells(({ crude }) => count(crude.events)),
      1,
    ),
    row(
      NAMES.censored,
      cells(({ crude }) => count(crude.censoredBefore)),
      1,
    ),
  ]
}
