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
          return text(wordsOf(value))
        }),
        1,
      ),
    ),
  ]
}

function wordsOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
