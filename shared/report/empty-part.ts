import type { Registry } from '../kernel/registry.ts'
import type { Plot } from '../plots/define.ts'
import { plots } from '../plots/registry.ts'
import type { ReportPart } from './define.ts'

/** Whether a part has nothing to show: it then says so in its words for that. */
export function isEmptyPart(part: ReportPart, of: Registry<Plot> = plots): boolean {
  if (part.kind !== 'figure') return part.rows.length === 0
  return of.get(part.plot.kind).table(part.plot).rows.length === 0
}
