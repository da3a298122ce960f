import { parseDay } from '../../../shared/kernel/dates.ts'
import type { Drawing, Mark } from '../../../shared/plots/marks.ts'
import { plots } from '../../../shared/plots/registry.ts'
import type { ReportFigure } from '../../../shared/report/define.ts'
import type { Area } from '../plots/made-plots.ts'

export type Text = Extract<Mark, { kind: 'text' }>
type Line = Extract<Mark, { kind: 'line' }>
export const drawingOf = ({ plot }: ReportFigure): Drawing => plots.get(plot.kind).draw(plot, 'en')
export const textsIn = ({ marks }: Drawing): readonly Text[] =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []))
export const linesIn = ({ marks }: Drawing): readonly Line[] =>
  marks.flatMap((mark) => (mark.kind === 'line' ? [mark] : []))
export const areasIn = ({ marks }: Drawing): readonly Area[] =>
  marks.flatMap((mark) => (mark.kind === 'area' ? [mark] : []))

/** Value by place from two ticks of an axis, by their words. */
export function axis(
  drawing: Drawing,
  of: 'x' | 'y',
  { from, to, log = false }: { readonly from: string; readonly to: string; readonly log?: boolean },
): (place: number) => number {
  const anchor = of === 'x' ? 'middle' : 'end'
  const placeOf = (words: string): number => {
    // The words of an axis at the left stand 3.5 below their tick.
    const found = textsIn(drawing).find((one) => one.text === words && one.anchor === anchor)
    return (of === 'x' ? found?.at[0] : (found?.at[1] ?? NaN) - 3.5) ?? NaN
  }
  const numberOf = (words: string): number =>
    log ? Math.log10(Number(words)) : (monthOf(words) ?? Number(words))
  const [start, end] = [placeOf(from), placeOf(to)]
  const [low, high] = [numberOf(from), numberOf(to)]
  return (place) => {
    const value = low + ((place - start) / (end - start)) * (high - low)
    return log ? 10 ** value : value
  }
}
export const monthOf = (words: string): number | null =>
  /^\d{4}-\d\d$/.test(words) ? parseDay(`${words}-01`) : null

/** Days by place of an axis in months. */
export function days(drawing: Drawing, monthDays: number): (x: number) => number {
  const month = axis(drawing, 'x', { from: '0', to: '3' })
  return (x) => month(x) * monthDays
}
