import type { Scale } from './axes.ts'
import { FAINT, label, line, SOFT, type Mark } from './marks.ts'
import type { FormPlace } from './story-data.ts'
import { lineInView, OVER, type StoryFrame } from './story-frame.ts'

/** The form of an assessment, at its visit. */
export function atVisit({ form }: FormPlace, visit: string): FormPlace {
  return { form, visit }
}

/** Heights of strips of lengths: close together on a page with everything, wide in a figure of their own. */
export interface LengthLook {
  readonly sumHeight: number
  readonly lesionHeight: number
  /** Lengths stand at their points, and the method of imaging below wherever it is another than before. */
  readonly detailed: boolean
}

/** The first round number at or above a length. */
export function niceTop(most: number): number {
  const step = most > 100 ? 50 : most > 20 ? 20 : 10
  return Math.max(step, Math.ceil(most / step) * step)
}

/** The line at 0, and the ends of the scale. */
export function lengthAxis(frame: StoryFrame, at: Scale, top: number): readonly Mark[] {
  return [
    line(
      [
        [frame.left, at(0)],
        [frame.right + OVER, at(0)],
      ],
      FAINT,
      { width: 0.7 },
    ),
    ...[0, top].map((value) =>
      label([frame.right + OVER + 3, at(value) + 3], String(value), { size: 7, colour: SOFT }),
    ),
  ]
}

/** A line through what was measured, dashed where an assessment between could not be. */
export function measuredLine(
  frame: StoryFrame,
  points: readonly { readonly day: number; readonly value: number | null }[],
  at: Scale,
  look: { readonly colour?: string; readonly dash?: readonly number[] } = {},
): readonly Mark[] {
  const marks: Mark[] = []
  let before: { readonly day: number; readonly y: number } | null = null
  let gap = false
  for (const { day, value } of points) {
    if (value === null) {
      gap = true
      continue
    }
    const now = { day, y: at(value) }
    if (before !== null)
      marks.push(...lineInView(frame, [before, now], { ...look, ...(gap ? { dash: [2, 3] } : {}) }))
    before = now
    gap = false
  }
  return marks
}
