import type { RowValues } from '../../shared/forms/define.ts'
import { normaliseEntry } from '../../shared/forms/normalise-entry.ts'
import { parseTenths } from '../../shared/kernel/number-text.ts'

/** What was typed into a diameter box: the change to the row, or that it is no length. */
export type CellEntry =
  { readonly kind: 'change'; readonly change: RowValues } | { readonly kind: 'fault' }

const NOT_EVALUABLE = new Set(['ne', 'nd', 'not done', '无法评估'])
const ABSENT = new Set(['a', 'abs', 'absent', '消失'])
const TOO_SMALL = new Set(['ts', 'tsm', 's', '<5', '过小'])

/**
 * Reads a diameter box: millimetres with at most one decimal, or a key for a small state: `a` absent
 * (0), `ts` too small to measure (5), `ne` not evaluable.
 */
export function readCell(column: string, typed: string): CellEntry {
  const text = normaliseEntry('number', typed).replace(',', '.')
  const key = text.toLowerCase()
  if (NOT_EVALUABLE.has(key)) {
    return change({ TRSTAT: 'NOT DONE', LDIAM: '', VDIAM: '', SAXIS: '' })
  }
  if (key === '') return change({ [column]: '', TRSTAT: '' })
  if (ABSENT.has(key)) return change({ [column]: '0', TRSTAT: '' })
  if (TOO_SMALL.has(key)) return change({ [column]: '5', TRSTAT: '' })
  return parseTenths(text) === null ? { kind: 'fault' } : change({ [column]: text, TRSTAT: '' })
}

function change(values: RowValues): CellEntry {
  return { kind: 'change', change: values }
}

/** What a diameter box shows of a row. */
export function cellText(column: string, row: RowValues): string {
  return row['TRSTAT'] === 'NOT DONE' ? 'NE' : (row[column] ?? '')
}
