import { unreachable } from '../kernel/unreachable.ts'
import { isWordCell, type EstimateCell, type WordCell } from './cell-kinds.ts'
import type { ReportCell } from './define.ts'

/** A number of a cell with its name, unrounded; null: not defined, or not reached. */
export interface CellNumber {
  readonly name: string
  readonly value: string | number | null
}

/** Everything that a cell says, for computing on: shares as percent, times in days. */
export function cellNumbers(cell: ReportCell): readonly CellNumber[] {
  return isWordCell(cell) ? wordNumbers(cell) : estimateNumbers(cell)
}

function wordNumbers(cell: WordCell): readonly CellNumber[] {
  switch (cell.kind) {
    case 'words':
      return one('text', cell.text.en)
    case 'text':
      return one('text', cell.text)
    case 'date':
      return one('date', cell.date)
    case 'count':
      return cell.of === null ? one('n', cell.n) : [...one('n', cell.n), ...share(cell.n, cell.of)]
    case 'fraction':
      return [...one('n', cell.n), ...one('N', cell.of)]
    default:
      return unreachable(cell)
  }
}

function estimateNumbers(cell: EstimateCell): readonly CellNumber[] {
  switch (cell.kind) {
    case 'share':
      return one('percent', percent(cell.share))
    case 'share-limits':
      return [
        ...one('lower_percent', percent(cell.lower)),
        ...one('upper_percent', percent(cell.upper)),
      ]
    case 'time':
      return one('days', cell.days)
    case 'time-limits':
      return [...one('lower_days', cell.lower), ...one('upper_days', cell.upper)]
    case 'ratio-limits':
      return [...one('lower', cell.lower), ...one('upper', cell.upper)]
    case 'p':
      return one('p', cell.p)
    case 'number':
      return one('value', cell.value)
    case 'mean':
      return [...one('mean', cell.mean), ...one('sd', cell.sd)]
    case 'range':
      return [...one('min', cell.min), ...one('max', cell.max)]
    default:
      return unreachable(cell)
  }
}

function one(name: string, value: CellNumber['value']): readonly CellNumber[] {
  return [{ name, value }]
}

function share(n: number, of: number): readonly CellNumber[] {
  return [...one('N', of), ...one('percent', of === 0 ? null : (n / of) * 100)]
}

function percent(value: number | null): number | null {
  return value === null ? null : value * 100
}
