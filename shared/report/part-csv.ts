import { guardedLine } from '../exports/guarded-csv.ts'
import type { Registry } from '../kernel/registry.ts'
import type { Plot } from '../plots/define.ts'
import { plots } from '../plots/registry.ts'
import { cellNumbers } from './cell-numbers.ts'
import type { NumberedPart, Report, ReportTable } from './define.ts'

/** The numbers of one part as a CSV file: its columns, and as many rows as it has lines of data. */
export interface PartCsv {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * A part as a file of numbers, unrounded. A table has a line for each number: the row's label with
 * those above it, the column, what the number is, and the number. A listing has a line for each record,
 * and a figure what it draws.
 */
export function partCsv(part: NumberedPart, of: Registry<Plot> = plots): PartCsv {
  const letter = { table: 't', listing: 'l', figure: 'f' }[part.kind]
  const name = `${letter}-${part.number.replaceAll('.', '-')}-${part.key}.csv`
  if (part.kind === 'figure') {
    const { columns, rows } = of.get(part.plot.kind).table(part.plot)
    return { name, columns, rows: rows.map((row) => row.map(shown)) }
  }
  return part.kind === 'listing' ? { name, ...listingCsv(part) } : { name, ...tableCsv(part) }
}

/** The numbers of all tables in one file, each line with the number of its table. */
export function numbersCsv({ sections }: Report): PartCsv {
  const rows = sections
    .flatMap(({ parts }) => parts)
    .flatMap((part) =>
      part.kind === 'table' ? tableCsv(part).rows.map((line) => [part.number, ...line]) : [],
    )
  return { name: 'numbers.csv', columns: ['TABLE', ...TABLE_COLUMNS], rows }
}

const TABLE_COLUMNS = ['ROW', 'COLUMN', 'STATISTIC', 'VALUE'] as const

/** The file's text: RFC 4180, LF; what a spreadsheet would take for a formula is guarded. */
export function csvText({ columns, rows }: PartCsv): string {
  return [columns, ...rows].map(guardedLine).join('')
}

function shown(value: string | number | null): string {
  return value === null ? '' : String(value)
}

function listingCsv({ columns, rows }: ReportTable): Pick<PartCsv, 'columns' | 'rows'> {
  return {
    columns: columns.map(({ key }) => key),
    rows: rows.map(({ cells }) => cells.map((cell) => shown(cellNumbers(cell)[0]?.value ?? null))),
  }
}

function tableCsv({ columns, rows }: ReportTable): Pick<PartCsv, 'columns' | 'rows'> {
  const lines: string[][] = []
  const above: string[] = []
  for (const { level, heading, cells } of rows) {
    const [label, ...numbers] = cells
    const name = label?.kind === 'words' ? label.text.en : ''
    above.length = level
    above[level] = name
    if (heading) continue
    const path = above.filter((text) => text !== '').join(' / ')
    numbers.forEach((cell, at) => {
      const column = columns[at + 1]?.key ?? ''
      for (const { name: statistic, value } of cellNumbers(cell)) {
        lines.push([path, column, statistic, shown(value)])
      }
    })
  }
  return { columns: TABLE_COLUMNS, rows: lines }
}
