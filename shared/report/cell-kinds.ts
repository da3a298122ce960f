import type { ReportCell } from './define.ts'

/** A cell of words, dates or counts. */
export type WordCell = Extract<
  ReportCell,
  { kind: 'words' | 'text' | 'date' | 'count' | 'fraction' }
>

/** A cell of something that was estimated or measured. */
export type EstimateCell = Exclude<ReportCell, WordCell>

const WORD_KINDS = new Set<ReportCell['kind']>(['words', 'text', 'date', 'count', 'fraction'])

export function isWordCell(cell: ReportCell): cell is WordCell {
  return WORD_KINDS.has(cell.kind)
}
