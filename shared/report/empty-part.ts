import { plots } from '../plots/registry.ts'
import type { ReportPart } from './define.ts'

/** Whether a part has nothing to show: it then says so in its words for that. */
export function isEmptyPart(part: ReportPart): boolean {
  if (part.kind !== 'figure') return part.rows.length === 0
  return plots.get(part.plot.kind).table(part.plot).rows.length === 0
}
