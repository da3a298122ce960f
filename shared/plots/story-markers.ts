import { logScale } from './log-scale.ts'
import { FAINT, INK, label, line, OUTLINE, SOFT, type Mark } from './marks.ts'
import type { MarkerLine, MarkerPoint } from './story-data.ts'
import {
  diamond,
  isSeen,
  lineInView,
  middleOf,
  OVER,
  outsideView,
  spanLine,
  stripName,
  thing,
  xOf,
  type StoryFrame,
  type Strip,
} from './story-frame.ts'
import { spanWords, STORY_WORDS } from './story-texts.ts'
import { textWidth } from './text-width.ts'

const HEIGHT = 52

/** One tumour marker on a logarithmic axis, filled above its upper limit, which is dashed. */
export function markerStrip(frame: StoryFrame, marker: MarkerLine): Strip {
  const { language } = frame
  const { test, name, unit, points } = marker
  const lane = name[language]
  return {
    height: HEIGHT,
    draw: (y, row) => {
      const limits = points.flatMap(({ high }) => high ?? [])
      const ticks = decades([...points.map(({ value }) => value), ...limits])
      const at = logScale(ticks, [y + HEIGHT - 4, y + 12])
      return [
        ...stripName(frame, y + HEIGHT / 2, lane),
        ...stripName(frame, y + HEIGHT / 2 + 11, unit === '' ? '' : `[${unit}]`),
        ...ticks.flatMap((tick) => [
          line(
            [
              [frame.left, at(tick)],
              [frame.right + OVER, at(tick)],
            ],
            FAINT,
            { width: 0.5 },
          ),
          label([frame.right + OVER + 3, at(tick) + 3], String(tick), { size: 7, colour: SOFT }),
        ]),
        ...limitSteps(frame, points, at),
        ...lineInView(
          frame,
          points.map(({ when, value }) => ({ day: middleOf(when), y: at(value) })),
          { colour: INK },
        ),
        ...letters(frame, points, at),
        ...points.flatMap((point, index) => {
          const { when, value, high, text, place } = point
          if (!isSeen(frame, when.earliest, when.latest)) return []
          const isAbove = high !== null && value > high
          const mark = diamond(
            [xOf(frame, middleOf(when)), at(value)],
            isAbove ? OUTLINE : '#FFFFFF',
          )
          const limit =
            high === null ? '' : `${STORY_WORDS.upperLimit[language]} ${limitText(high)}`
          return thing(frame, [mark, ...spanLine(frame, when, at(value))], {
            ...{ key: `marker ${test} ${index}`, lane, row, place },
            what: [text, limit].filter((part) => part !== '').join(', '),
            when: spanWords(when, frame),
          })
        }),
        ...outsideView(
          frame,
          points.map(({ when }) => [when.earliest, when.latest] as const),
          y + 9,
        ),
      ]
    },
  }
}

function limitText(high: number): string {
  return String(Number(high.toPrecision(6)))
}

/** Powers of ten from at or below the least value to at or above the largest. */
function decades(values: readonly number[]): readonly number[] {
  const known = values.filter((value) => value > 0 && Number.isFinite(value))
  if (known.length === 0) return [1, 10]
  const low = Math.floor(Math.log10(known.reduce((a, b) => Math.min(a, b))))
  const high = Math.max(low + 1, Math.ceil(Math.log10(known.reduce((a, b) => Math.max(a, b)))))
  const every = Math.ceil((high - low) / 4)
  const count = Math.ceil((high - low) / every)
  return Array.from({ length: count + 1 }, (_, at) =>
    Number((10 ** Math.min(high, low + at * every)).toPrecision(6)),
  )
}

/** The upper limit from each result to the next: laboratories have limits of their own. */
function limitSteps(
  frame: StoryFrame,
  points: readonly MarkerPoint[],
  at: (value: number) => number,
): readonly Mark[] {
  return points.flatMap(({ when, high }, index) => {
    if (high === null) return []
    const from = middleOf(when)
    const next = points[index + 1]
    const to = next === undefined ? Math.max(frame.to, from) : middleOf(next.when)
    if (!isSeen(frame, from, to) || from === to) return []
    return [
      line(
        [
          [xOf(frame, from), at(high)],
          [xOf(frame, to), at(high)],
        ],
        SOFT,
        { width: 0.8, dash: [4, 3] },
      ),
    ]
  })
}

/** The results above their points, where there is room. */
function letters(
  frame: StoryFrame,
  points: readonly MarkerPoint[],
  at: (value: number) => number,
): readonly Mark[] {
  let free = -Infinity
  return points.flatMap(({ when, value, text }) => {
    const middle = middleOf(when)
    if (!isSeen(frame, middle, middle)) return []
    const shown = text.split(' ')[0] ?? ''
    const half = textWidth(shown, 7.5) / 2
    const x = xOf(frame, middle)
    if (x - half < free) return []
    free = x + half + 4
    return [label([x, at(value) - 5], shown, { anchor: 'middle', size: 7.5 })]
  })
}
