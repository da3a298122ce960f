import { rowLabel } from '../endpoints/row-label.ts'
import type { TraceSource } from '../kernel/trace.ts'
import { rowsOf, type Row, type TrialSubject } from './trial.ts'

/** Where a cell stands in a subject's data, as a trace names it. */
export function placeOfCell(
  subject: TrialSubject,
  { file, row, column }: { readonly file: string; readonly row: Row; readonly column: string },
): TraceSource {
  const at = rowsOf(subject, file).indexOf(row)
  const source = { file, row: rowLabel(file, row), column }
  return at < 0 ? source : { ...source, at }
}
