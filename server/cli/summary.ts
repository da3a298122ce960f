import type { Analysis, EndpointRow } from '../../shared/endpoints/results.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { unreachable } from '../../shared/kernel/unreachable.ts'

/** An analysis as a person reads it in a shell: one line for each endpoint and cohort. */
export function analysisSummary(analysis: Analysis, definition: ProtocolDefinition): string {
  const populations = Object.entries(analysis.populations)
    .map(([name, size]) => `${name} ${size}`)
    .join(', ')
  const rows = analysis.endpoints.map((row) => [
    row.id,
    row.cohort ?? 'all',
    row.criteria ?? '',
    row.population,
    describe(row),
  ])
  const heads = ['Endpoint', 'Cohort', 'Criteria', 'Pop.', 'Result']
  return [
    definition.title.en,
    `Cut-off ${analysis.cutoff}, responses: ${analysis.source}. ${populations}.`,
    '',
    ...table([heads, ...rows]),
    '',
  ].join('\n')
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function describe(row: EndpointRow): string {
  switch (row.kind) {
    case 'proportion':
      return `${row.n}/${row.N}  ${percentWithLimits(row)}`
    case 'time-to-event':
      return `${row.events} events in ${row.N}, median ${days(row.median)} days (${days(row.lower)} to ${days(row.upper)})`
    case 'landmark':
      return `Kaplan-Meier ${percentWithLimits(row.km)}, at risk ${row.km.atRisk}; crude ${row.crude.n}/${row.crude.N} ${percent(row.crude.estimate)}`
    case 'incidence':
      return `${row.n}/${row.N} subjects, ${row.events} events  ${percentWithLimits(row)}`
    case 'distribution':
      return Object.entries(row.counts)
        .map(([response, count]) => `${response} ${count}`)
        .join(', ')
    default:
      return row.kind.startsWith('x-') ? JSON.stringify(row.result) : unreachable(row as never)
  }
}

interface Limits {
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
}

function percentWithLimits({ estimate, lower, upper }: Limits): string {
  return `${percent(estimate)} (${percent(lower)} to ${percent(upper)})`
}

function percent(value: number | null): string {
  return value === null ? 'n/a' : `${(value * 100).toFixed(1)} %`
}

function days(value: number | null): string {
  return value === null ? 'not reached' : String(value)
}
