import { toIsoDate } from '../../kernel/dates.ts'
import type { Day } from '../../kernel/brand.ts'
import type { Cell, DatasetDefinition, DatasetRecord, DatasetVariable } from '../datasets/define.ts'
import type { PackedRecords, Packing } from '../datasets/packing.ts'

/** Days from 1960-01-01 to 1970-01-01. */
const SAS_EPOCH = 3653

/** A number of days from 1960-01-01 as the ISO 8601 date it means. */
export function isoOfSasDate(days: number): string {
  return toIsoDate((days - SAS_EPOCH) as Day)
}

/** Keeps records as the rows of Dataset-JSON: one JSON array and a line end each. */
export function jsonPacking(definitions: readonly DatasetDefinition[]): Packing {
  const encoder = new TextEncoder()
  return {
    definitions: new Map(definitions.map((definition) => [definition.key, definition])),
    problems: [],
    pack({ records }) {
      const datasets = new Map<string, PackedRecords>()
      for (const { key, variables } of definitions) {
        const own = records.get(key) ?? []
        if (own.length === 0) continue
        const cells = own.map((record) => cellsOf(record, variables))
        const lines = cells.map((row) => `${JSON.stringify(row)}\n`).join('')
        datasets.set(key, { cells, bytes: encoder.encode(lines), further: [] })
      }
      return { datasets, problems: [] }
    },
  }
}

function cellsOf({ values }: DatasetRecord, variables: readonly DatasetVariable[]): Cell[] {
  return variables.map(({ name, kind }) => {
    const value = values[name] ?? null
    if (kind === 'text') return value === null ? '' : String(value)
    if (typeof value !== 'number') return null
    return kind === 'sas-date' ? isoOfSasDate(value) : value
  })
}
