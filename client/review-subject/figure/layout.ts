import type { Axis } from '../../../shared/course/axis.ts'
import { placeOf } from '../../../shared/course/axis.ts'
import type { KnownSpan } from '../../../shared/course/define.ts'
import type { Day } from '../../../shared/kernel/brand.ts'

/** Height of one lane: a mark in it can be hit by a finger. */
export const LANE = 24
export const GUTTER = 188
export const RIGHT = 46

/** Where a stretch of days stands, with the ends that are known in part. */
export interface Bar {
  readonly left: number
  /** From here on it is certain. */
  readonly sureLeft: number
  readonly sureRight: number
  readonly right: number
}

/** A bar from a start to an end; `to` is where it goes on to without an end. */
export function barOf(
  axis: Axis,
  { start, end }: { readonly start: KnownSpan; readonly end: KnownSpan | null },
  to: Day,
): Bar {
  const last = end ?? { earliest: to, latest: to }
  const left = placeOf(axis, start.earliest)
  const right = Math.max(placeOf(axis, last.latest), left + 2)
  const sureLeft = Math.min(placeOf(axis, start.latest), right)
  const sureRight = Math.max(Math.min(placeOf(axis, last.earliest), right), left)
  return { left, sureLeft, sureRight: Math.max(sureRight, sureLeft), right }
}

/** A text cut to a width in pixels, with a sign that it is cut; Chinese signs are twice as wide. */
export function cutText(text: string, width: number): string {
  let used = 0
  for (let at = 0; at < text.length; at += 1) {
    used += text.charCodeAt(at) > 0x2e7f ? 12 : 6.4
    if (used > width) return `${text.slice(0, Math.max(1, at - 1))}…`
  }
  return text
}

/** A scale from values to heights; equal values stand in the middle. */
export function heightScale(
  values: readonly number[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): (value: number) => number {
  const low = Math.min(...values)
  const high = Math.max(...values)
  if (high === low) return () => (top + bottom) / 2
  return (value) => bottom - ((value - low) / (high - low)) * (bottom - top)
}
