import { compareCodePoints } from '../../kernel/code-points.ts'
import type { Cell } from '../datasets/define.ts'

type Values = Readonly<Record<string, Cell>>

/** Order of records by their keys: nothing first, numbers by value, text by code point. */
export function compareByKeys(keys: readonly string[], a: Values, b: Values): number {
  for (const key of keys) {
    const order = compareCells(a[key] ?? null, b[key] ?? null)
    if (order !== 0) return order
  }
  return 0
}

function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return compareCodePoints(String(a), String(b))
}
