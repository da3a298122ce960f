import { legend, type LegendEntry } from './axes.ts'
import { INK, label, type Drawing, type Mark } from './marks.ts'
import { AXIS_HEIGHT, timeAxis, uprights } from './story-axis.ts'
import type { MomentLane, StoryPlotData } from './story-data.ts'
import { viewOf, type StoryFrame, type Strip } from './story-frame.ts'
import { procedureLines } from './story-lesions.ts'
import { STORY_WORDS } from './story-texts.ts'

/** Room for names above the strips. */
const TOP = 18

interface Stack {
  readonly strips: readonly Strip[]
  /** Those of them that procedures are drawn through. */
  readonly lengths: readonly Strip[]
  readonly moments: readonly MomentLane[]
  readonly legend: readonly LegendEntry[]
}

/** Strips below each other over the axis and the legend. */
export function stacked(
  data: StoryPlotData,
  frame: StoryFrame,
  { strips, lengths, moments, legend: entries }: Stack,
): Drawing {
  const { width } = viewOf(data)
  const inner: Mark[] = []
  const ofLengths: number[] = []
  let y = TOP
  strips.forEach((strip, row) => {
    if (lengths.includes(strip)) ofLengths.push(y, y + strip.height)
    inner.push(...strip.draw(y, row))
    y += strip.height
  })
  const box = { x: frame.left, y: TOP, width: frame.right - frame.left, height: y - TOP }
  const key = legend(entries, { x: 12, y: y + AXIS_HEIGHT + 12, width: width - 24 })
  if (data.extent === null) return emptyStory(data, frame, width)
  return {
    width,
    height: y + AXIS_HEIGHT + 12 + key.height,
    marks: [
      ...uprights(frame, data, box),
      ...(ofLengths.length === 0
        ? []
        : procedureLines(frame, moments, [Math.min(...ofLengths), Math.max(...ofLengths)])),
      ...inner,
      ...timeAxis(frame, y),
      ...key.marks,
    ],
  }
}

function emptyStory({ subject }: StoryPlotData, { language }: StoryFrame, width: number): Drawing {
  const text = `${subject}: ${STORY_WORDS.undatedNote[language]}`
  const mark = label([width / 2, 40], text, { anchor: 'middle', size: 11, colour: INK })
  return { width, height: 80, marks: [mark] }
}
