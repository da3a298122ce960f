import type { PlotData } from '../../../shared/plots/define.ts'
import type { Drawing, Mark } from '../../../shared/plots/marks.ts'
import { textWidth } from '../../../shared/plots/text-width.ts'
import { plots } from '../../../shared/plots/registry.ts'
import { expect } from 'vitest'
import type {
  EscalationDot,
  GradeCounts,
  LagBox,
  LiverDot,
  SafetyPlotData,
  TermBars,
  TrendLine,
} from '../../../shared/plots/safety-data.ts'
import { liverQuadrant } from '../../../shared/safety/liver-safety.ts'

export const draw = (data: PlotData, language: 'en' | 'zh' = 'en'): Drawing =>
  plots.get(data.kind).draw(data, language)
export const tableOf = (data: PlotData) => plots.get(data.kind).table(data)
export const textsOf = ({ marks }: Drawing): readonly string[] =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
export const areasOf = ({ marks }: Drawing) =>
  marks.flatMap((mark) => (mark.kind === 'area' ? [mark] : []))
export type Area = Extract<Mark, { kind: 'area' }>
export const spanOf = ({ points }: Area, axis: 0 | 1): readonly [number, number] => {
  const values = points.map((point) => point[axis])
  return [Math.min(...values), Math.max(...values)]
}
export const widthOf = (area: Area): number => {
  const [from, to] = spanOf(area, 0)
  return to - from
}
export const middleOf = (area: Area): readonly [number, number] => {
  const [[left, right], [top, bottom]] = [spanOf(area, 0), spanOf(area, 1)]
  return [(left + right) / 2, (top + bottom) / 2]
}

/** Every place of a drawing lies within it, and no text reaches over its sides. */
export function expectInside({ width, height, marks }: Drawing): void {
  const outside = marks.flatMap((mark) => {
    const points = mark.kind === 'text' ? endsOf(mark) : mark.points
    return points.filter(
      ([x, y]) => !(x >= -0.5 && x <= width + 0.5 && y >= -0.5 && y <= height + 0.5),
    )
  })
  expect(outside).toEqual([])
}

export function endsOf(
  mark: Extract<Mark, { kind: 'text' }>,
): readonly (readonly [number, number])[] {
  const { at, text, size, anchor, upwards } = mark
  const wide = textWidth(text, size)
  const before = anchor === 'start' ? 0 : anchor === 'end' ? wide : wide / 2
  const [x, y] = at
  return upwards === true
    ? [
        [x, y + before],
        [x, y + before - wide],
      ]
    : [
        [x - before, y],
        [x - before + wide, y],
      ]
}

export const counts = (
  byWorstGrade: GradeCounts['byWorstGrade'],
  missingGrade = 0,
): GradeCounts => ({
  ...{ byWorstGrade, missingGrade },
  subjects: byWorstGrade.reduce<number>((sum, n) => sum + n, missingGrade),
})
export const bars = (rows: readonly TermBars[], N = 20): SafetyPlotData => ({
  kind: 'adverse-event-bars',
  left: { key: 'ALL', label: { en: 'All causes', zh: '所有原因' }, N },
  right: { key: 'RELATED', label: { en: 'Related', zh: '相关' }, N },
  rows,
})
export const nausea: TermBars = {
  ...{ soc: 'Gastrointestinal disorders', term: 'Nausea' },
  left: counts([4, 2, 2, 0, 0], 2),
  right: counts([1, 0, 1, 0, 0]),
}

export const dot = (subject: string, transaminase: number, bilirubin: number): LiverDot => ({
  ...{ subject, cohort: null, transaminase, bilirubin },
  quadrant: liverQuadrant({ transaminase, bilirubin }),
})
export const liver = (dots: readonly LiverDot[]): SafetyPlotData => ({
  ...{ kind: 'liver-safety', of: 'limit', transaminaseLine: 3, bilirubinLine: 2, dots },
})

export const escalation = (dots: readonly EscalationDot[]): SafetyPlotData => ({
  ...{ kind: 'dose-escalation', windowDays: 28, dots },
  levels: [
    {
      key: 'DL1',
      label: { en: 'Dose level 1: 0.1 g', zh: '剂量组1：0.1 g' },
      evaluable: 3,
      toxicities: 1,
    },
    {
      key: 'DL2',
      label: { en: 'Dose level 2: 0.2 g', zh: '剂量组2：0.2 g' },
      evaluable: 0,
      toxicities: 0,
    },
  ],
})
export const escalated = (
  subject: string,
  cohort: string,
  state: EscalationDot['state'],
  daysLeft: number | null = null,
): EscalationDot => ({ subject, cohort, state, daysLeft })

export const lag = (key: string, more: Partial<LagBox> = {}): LagBox => ({
  ...{ key, count: 9, shortest: 0, lower: 2, median: 4, upper: 6, ninetieth: 9, longest: 12 },
  late: 1,
  ...more,
})

export const trend = (lines: readonly TrendLine[], more: object = {}): SafetyPlotData => ({
  ...{ kind: 'laboratory-trend', test: 'ALT', label: { en: 'ALT', zh: 'ALT' }, unit: null },
  ...{ limit: 'upper', monthDays: 30, low: null, high: 1, lines },
  bands: [
    { grade: 1, from: 1, to: 3 },
    { grade: 2, from: 3, to: 5 },
    { grade: 4, from: 20, to: null },
  ],
  median: [],
  ...more,
})
