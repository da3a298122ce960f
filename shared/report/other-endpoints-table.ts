import { heading, row, text } from './cells.ts'
import type { ReportInput, ReportMember, ReportRow } from './define.ts'
import {
  endpointName,
  endpointPopulation,
  endpointsOf,
  type EndpointResult,
} from './endpoint-rows.ts'
import { groupColumns, groupsOf } from './groups.ts'
import { table } from './part.ts'
import { rateRows } from './response-tables.ts'

/** Rates of antibodies against a drug. */
export const antibodyTable: ReportMember = {
  key: 'antibodies',
  section: '14.3',
  parts(input) {
    const results = endpointsOf(input, 'antibody')
    const [leading] = results
    if (leading === undefined) return []
    return [
      table({
        key: 'antibodies',
        title: { en: 'Anti-drug antibodies', zh: '抗药抗体' },
        population: endpointPopulation(leading),
        basis: { en: 'Antibody samples; study treatment', zh: '抗体样本；研究用药' },
        columns: groupColumns(input, { en: 'Antibodies', zh: '抗体' }, null),
        rows: results.flatMap((result) => rateRows(input, result)),
        footnotes: [
          {
            en: 'N: subjects of the population with the samples that the endpoint asks for.',
            zh: 'N：该人群中有该终点所需样本的受试者。',
          },
        ],
      }),
    ]
  },
}

/** Endpoints of kinds that are not built in: what they computed, by name. */
export const otherEndpointsTable: ReportMember = {
  key: 'other-endpoints',
  section: '14.2',
  parts(input) {
    const kinds = input.definition.endpoints.flatMap(({ kind }) =>
      kind.startsWith('x-') ? [kind] : [],
    )
    const results = endpointsOf(input, ...kinds)
    const [leading] = results
    if (leading === undefined) return []
    return [
      table({
        key: 'other-endpoints',
        title: { en: 'Other endpoints', zh: '其他终点' },
        population: endpointPopulation(leading),
        basis: { en: 'As the endpoint says', zh: '见终点定义' },
        columns: groupColumns(input, { en: 'Endpoint', zh: '终点' }, null),
        rows: results.flatMap((result) => otherRows(input, result)),
      }),
    ]
  },
}

function otherRows(input: ReportInput, { definition, rows }: EndpointResult): readonly ReportRow[] {
  const names = new Set(rows.flatMap((one) => ('result' in one ? Object.keys(one.result) : [])))
  return [
    heading(endpointName(definition)),
    ...[...names].map((name) =>
      row(
        { en: name, zh: name },
        groupsOf(input).map(({ cohort }) => {
          const found = rows.find((one) => one.cohort === cohort)
          const value = found !== undefined && 'result' in found ? found.result[name] : undefined
          return text(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
        }),
        1,
      ),
    ),
  ]
}
