import type { Day } from '../kernel/brand.ts'
import { addDays, studyDay } from '../kernel/dates.ts'

export interface Axis {
  readonly from: Day
  readonly to: Day
  /** Where the first and the last day stand, in the units of the drawing. */
  readonly left: number
  readonly right: number
}

/** Where a day stands. One day alone stands in the middle. */
export function placeOf({ from, to, left, right }: Axis, day: Day): number {
  if (to === from) return (left + right) / 2
  return left + ((day - from) / (to - from)) * (right - left)
}

export interface Tick {
  readonly day: Day
  readonly x: number
  /** Study day; null before day 1 is known. */
  readonly studyDay: number | null
}

/** Steps that people count in: days, weeks, months of four weeks, quarters, years. */
const STEPS = [1, 2, 7, 14, 28, 56, 84, 168, 364, 728] as const

/**
 * Ticks at whole steps from day 1 (from the first day where that is not known), as many as fit with
 * `gap` units between them.
 */
export function ticksOf(axis: Axis, origin: Day | null, gap: number): readonly Tick[] {
  const { from, to, left, right } = axis
  const room = Math.max(1, Math.floor((right - left) / gap))
  const length = to - from
  const step = STEPS.find((one) => length / one <= room) ?? Math.ceil(length / room)
  const start = origin ?? from
  const first = start + Math.ceil((from - start) / step) * step
  const count = Math.floor((to - first) / step) + 1
  return Array.from({ length: Math.max(0, count) }, (_, at) => {
    const day = addDays(first as Day, at * step)
    const x = placeOf(axis, day)
    return { day, x, studyDay: origin === null ? null : studyDay(day, origin) }
  })
}
