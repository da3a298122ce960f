import type { PlotData } from '../plots/define.ts'
import type { SafetyPlotData } from '../plots/safety-data.ts'
import { unreachable } from '../kernel/unreachable.ts'
import type { ReportPart } from './define.ts'

/** Whether a part has nothing to show: it then says so in its words for that. */
export function isEmptyPart(part: ReportPart): boolean {
  return part.kind === 'figure' ? itemsOf(part.plot) === 0 : part.rows.length === 0
}

function itemsOf(plot: PlotData): number {
  switch (plot.kind) {
    case 'kaplan-meier':
      return plot.curves.length
    case 'swimmer':
      return plot.lanes.length
    case 'waterfall':
    case 'response-distribution':
      return plot.bars.length
    default:
      return safetyItemsOf(plot)
  }
}

function safetyItemsOf(plot: SafetyPlotData): number {
  switch (plot.kind) {
    case 'adverse-event-bars':
      return plot.rows.length
    case 'liver-safety':
    case 'dose-escalation':
      return plot.dots.length
    case 'enrolment':
      return plot.days.length
    case 'entry-lag':
      return plot.boxes.length
    case 'query-ages':
      return plot.bars.length
    case 'laboratory-trend':
      return plot.lines.length
    case 'laboratory-shift':
      return plot.panels.length
    default:
      return unreachable(plot)
  }
}
