import { INK, label, line, SOFT, type Box, type Mark } from './marks.ts'
import { roomFor } from './text-width.ts'

/** A scale from values to places. */
export type Scale = (value: number) => number

export function scale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  const width = high === low ? 1 : high - low
  return (value) => from + ((value - low) / width) * (to - from)
}

/** Even ticks in months from 0 to the first at or beyond `days`: every 1, 3, 6 or 12. */
export function monthTicks(days: number, monthDays: number): readonly number[] {
  const months = days / monthDays
  const every = months <= 6 ? 1 : months <= 30 ? 3 : months <= 72 ? 6 : 12
  const count = Math.max(1, Math.ceil(months / every))
  return Array.from({ length: count + 1 }, (_, index) => index * every)
}

interface AxisLook {
  readonly box: Box
  readonly at: Scale
  readonly title: string
}

/** The axis below a box. */
export function axisBelow(
  ticks: readonly number[],
  { box, at, title }: AxisLook,
  textOf: (value: number) => string = String,
): readonly Mark[] {
  const bottom = box.y + box.height
  return [
    line([
      [box.x, bottom],
      [box.x + box.width, bottom],
    ]),
    ...ticks.flatMap((tick) => [
      line([
        [at(tick), bottom],
        [at(tick), bottom + 4],
      ]),
      label([at(tick), bottom + 15], textOf(tick), { anchor: 'middle' }),
    ]),
    label([box.x + box.width / 2, bottom + 30], title, { anchor: 'middle', colour: SOFT }),
  ]
}

/** The axis at the left of a box. */
export function axisLeft(
  ticks: readonly number[],
  { box, at, title }: AxisLook,
  textOf: (value: number) => string = String,
): readonly Mark[] {
  const middle = box.y + box.height / 2
  return [
    line([
      [box.x, box.y],
      [box.x, box.y + box.height],
    ]),
    ...ticks.flatMap((tick) => [
      line([
        [box.x - 4, at(tick)],
        [box.x, at(tick)],
      ]),
      label([box.x - 7, at(tick) + 3.5], textOf(tick), { anchor: 'end' }),
    ]),
    label([box.x - 42, middle], title, { anchor: 'middle', colour: SOFT, upwards: true }),
  ]
}

/** An entry of a legend: what is drawn, centred on a place, and what it means. */
export interface LegendEntry {
  readonly text: string
  readonly draw: (x: number, y: number) => readonly Mark[]
}

const SAMPLE = 18
const BETWEEN = 16
const LINE = 16

/** Entries in lines of the width given, and how high they stand together. */
export function legend(
  entries: readonly LegendEntry[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): { readonly marks: readonly Mark[]; readonly height: number } {
  const marks: Mark[] = []
  let left = x
  let top = y
  for (const { text, draw } of entries) {
    const wide = SAMPLE + 5 + roomFor(text)
    if (left > x && left + wide > x + width) {
      left = x
      top += LINE
    }
    marks.push(...draw(left + SAMPLE / 2, top))
    marks.push(label([left + SAMPLE + 5, top + 3.5], text, { colour: INK }))
    left += wide + BETWEEN
  }
  return { marks, height: entries.length === 0 ? 0 : top - y + LINE }
}
