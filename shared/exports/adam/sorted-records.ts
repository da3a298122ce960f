import { compareCodePoints } from '../../kernel/code-points.ts'
import type { Cell, DatasetRecord } from '../datasets/define.ts'
import type { AdamDataset } from './define.ts'

/** What orders records where the keys leave off: natural, so that two exports agree. */
const NATURAL = ['ADT', 'VISITNUM', 'AVISIT', 'TRLNKID', 'AVALC', 'ASTDT', 'AESEQ'] as const

/**
 * Records as the dataset keeps them: known variables with a value, ordered by the keys and numbered
 * by ASEQ where there is one. Records that the keys cannot tell apart keep the order they were made in.
 */
export function sortedRecords(
  { keys, variables }: AdamDataset,
  records: readonly DatasetRecord[],
): readonly DatasetRecord[] {
  const names = variables.map(({ name }) => name)
  const order = [...keys.filter((key) => key !== 'ASEQ'), ...NATURAL]
  const numbered = names.includes('ASEQ')
  return records
    .map((record, at) => ({ record, at }))
    .sort((a, b) => compareBy(order, a.record.values, b.record.values) || a.at - b.at)
    .map(({ record: { values, ...rest } }, at) => {
      const all = numbered ? { ...values, ASEQ: at + 1 } : values
      return { ...rest, values: filled(names, all) }
    })
}

function filled(
  names: readonly string[],
  values: Readonly<Record<string, Cell>>,
): Record<string, Cell> {
  const found: Record<string, Cell> = {}
  for (const name of names) {
    const value = values[name] ?? null
    if (value !== null && value !== '') found[name] = value
  }
  return found
}

type Values = Readonly<Record<string, Cell>>

function compareBy(names: readonly string[], a: Values, b: Values): number {
  for (const name of names) {
    const order = compareCells(a[name] ?? null, b[name] ?? null)
    if (order !== 0) return order
  }
  return 0
}

/** None first, as where the files are read; numbers before texts. */
function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  return typeof a === 'number' ? -1 : 1
}
