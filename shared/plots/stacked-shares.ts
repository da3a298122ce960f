import type { Language } from '../kernel/bilingual.ts'
import { formatShare } from '../kernel/shown-number.ts'
import { axisBelow, legend, scale, type Scale } from './axes.ts'
import { area, corners, INK, label, type Box, type Drawing, type Mark } from './marks.ts'
import { fitted, roomFor } from './text-width.ts'

/** Parts of a whole, side by side in one lane. */
export interface StackedLane<Part extends string> {
  readonly name: string
  readonly N: number
  readonly counts: Readonly<Partial<Record<Part, number>>>
}

export interface PartLook {
  readonly text: string
  /** What it is called on its part of a bar; absent: its text. */
  readonly short?: string
  readonly box: (box: Box) => readonly Mark[]
  /** Colour of the words on it; null: it is hatched, and they stand on a white plate. */
  readonly ink: string | null
}

interface StackedPlot<Part extends string> {
  readonly lanes: readonly StackedLane<Part>[]
  /** In the order in which they are drawn and named. */
  readonly parts: readonly Part[]
  readonly lookOf: (part: Part) => PartLook
  readonly lane: number
  readonly bar: number
}

const WIDTH = 760
/** What stays to be seen of hatching beside the words on it. */
const HATCH_BESIDE = 16
const SHARES = [0, 0.25, 0.5, 0.75, 1]
const TITLE: Readonly<Record<Language, string>> = {
  en: 'Subjects (%)',
  zh: '受试者比例（%）',
}

/** Lanes of shares below each other, with an axis and the legend of the parts that occur. */
export function stackedShares<Part extends string>(
  plot: StackedPlot<Part>,
  language: Language,
): Drawing {
  const { lanes, parts, lookOf } = plot
  const names = lanes.map(({ name }) => roomFor(name))
  const left = Math.min(230, Math.max(60, ...names) + 22)
  const box: Box = { x: left, y: 8, width: WIDTH - left - 30, height: lanes.length * plot.lane }
  const x = scale([0, 1], [box.x, box.x + box.width])
  const entries = parts
    .filter((part) => lanes.some(({ counts }) => (counts[part] ?? 0) > 0))
    .map(lookOf)
    .map(({ text, box: boxOf }) => ({
      text,
      draw: (at: number, y: number) => boxOf({ x: at - 9, y: y - 5, width: 18, height: 10 }),
    }))
  const top = box.y + box.height + 50
  const key = legend(entries, { x: 12, y: top, width: WIDTH - 24 })
  return {
    width: WIDTH,
    height: top + key.height,
    marks: [
      ...lanes.flatMap((lane, at) => {
        const y = box.y + at * plot.lane + (plot.lane - plot.bar) / 2
        return [
          label([left - 8, y + plot.bar / 2 + 3.5], fitted(lane.name, left - 20), {
            anchor: 'end',
          }),
          ...drawLane(lane, plot, { x, y, language }),
        ]
      }),
      ...axisBelow(SHARES, { box, at: x, title: TITLE[language] }, (share) => String(share * 100)),
      ...key.marks,
    ],
  }
}

function drawLane<Part extends string>(
  { name, counts, N }: StackedLane<Part>,
  { parts, lookOf, bar }: StackedPlot<Part>,
  { x, y, language }: { readonly x: Scale; readonly y: number; readonly language: Language },
): readonly Mark[] {
  const marks: Mark[] = []
  let before = 0
  for (const part of parts) {
    const n = counts[part] ?? 0
    if (n === 0 || N === 0) continue
    const { text, short = text, box, ink } = lookOf(part)
    const left = x(before / N)
    const width = x((before + n) / N) - left
    const about = `${name}, ${text}: ${n} (${formatShare(n / N, language)})`
    const drawn = box({ x: left, y, width, height: bar })
    marks.push(...drawn.map((mark) => ({ ...mark, about })))
    const middle = left + width / 2
    const beside = ink === null ? HATCH_BESIDE : 2
    const words = [`${short} ${n}`, String(n)].find((one) => roomFor(one, 9) <= width - beside)
    if (words !== undefined) {
      if (ink === null) marks.push(plate(words, middle, y + bar / 2))
      const look = { anchor: 'middle', size: 9, colour: ink ?? INK } as const
      marks.push(label([middle, y + bar / 2 + 3], words, look))
    }
    before += n
  }
  return marks
}

/** What words on hatching stand on. */
function plate(words: string, x: number, y: number): Mark {
  const width = roomFor(words, 9) + 2
  return area(corners({ x: x - width / 2, y: y - 5, width, height: 10 }), '#FFFFFF')
}
