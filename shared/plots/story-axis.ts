import { ticksOf } from '../course/axis.ts'
import type { Language } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { shownDate } from '../kernel/shown-date.ts'
import { INK, label, line, SOFT, type Box, type Mark } from './marks.ts'
import type { StoryPlotData } from './story-data.ts'
import { isSeen, OVER, xOf, type StoryFrame } from './story-frame.ts'
import { spanWords, STORY_WORDS } from './story-texts.ts'
import { textWidth } from './text-width.ts'

/** Upright lines over the whole height: ticks, first dose, cut-off and the end of what is known. */
export function uprights(frame: StoryFrame, data: StoryPlotData, height: Box): readonly Mark[] {
  const { language, firstDose, left, right } = frame
  const top = height.y
  const bottom = height.y + height.height
  const upright = (day: Day, colour: string, look: { width: number; dash?: readonly number[] }) =>
    line(
      [
        [xOf(frame, day), top],
        [xOf(frame, day), bottom],
      ],
      colour,
      look,
    )
  const named: readonly (readonly [Day, string, readonly number[] | undefined])[] = [
    ...(firstDose === null ? [] : [[firstDose, STORY_WORDS.firstDose[language], [2, 3]] as const]),
    ...(data.end === null
      ? []
      : [[data.end.day, endName(data.end.kind, language), undefined] as const]),
    [data.cutoff, STORY_WORDS.cutoff[language], [6, 3]],
  ]
  let free = left - 30
  const names = named
    .filter(([day]) => isSeen(frame, day, day))
    .sort(([a], [b]) => a - b)
    .flatMap(([day, text, dash]): readonly Mark[] => {
      const width = textWidth(text, 8)
      const x = Math.min(Math.max(xOf(frame, day), left + width / 2 - 20), right + 40 - width / 2)
      const about = `${text}: ${spanWords({ earliest: day, latest: day }, frame)}`
      const look = { width: 0.9, ...(dash === undefined ? {} : { dash }) }
      const mark = { ...upright(day, SOFT, look), about }
      if (x - width / 2 < free) return [mark]
      free = x + width / 2 + 6
      return [mark, label([x, top - 4], text, { anchor: 'middle', size: 8, colour: SOFT })]
    })
  return [
    ...ticks(frame).map(({ day }) => upright(day, '#E6E8EB', { width: 0.5 })),
    ...names,
    ...deathCross(frame, data, bottom),
  ]
}

function endName(kind: 'death' | 'last-contact', language: Language): string {
  return STORY_WORDS[kind][language]
}

function ticks(frame: StoryFrame): ReturnType<typeof ticksOf> {
  return ticksOf(frame, frame.firstDose, 74)
}

/** The axis: study days, and below them dates. */
export function timeAxis(frame: StoryFrame, y: number): readonly Mark[] {
  const { language, left, right, firstDose } = frame
  return [
    line([
      [left, y],
      [right + OVER, y],
    ]),
    ...ticks(frame).flatMap(({ x, day, studyDay }) => {
      const date = shownDate(toIsoDate(day), language)
      return [
        line([
          [x, y],
          [x, y + 4],
        ]),
        ...(studyDay === null
          ? []
          : [label([x, y + 14], String(studyDay), { anchor: 'middle', size: 9 })]),
        label([x, y + (studyDay === null ? 14 : 25)], date, {
          ...{ anchor: 'middle', size: 7.5, colour: SOFT },
        }),
      ]
    }),
    label(
      [(left + right) / 2, y + 38],
      STORY_WORDS[firstDose === null ? 'dates' : 'days'][language],
      { anchor: 'middle', size: 8.5, colour: SOFT },
    ),
  ]
}

export const AXIS_HEIGHT = 44

function deathCross(frame: StoryFrame, { end }: StoryPlotData, y: number): readonly Mark[] {
  const isSeenDeath = end?.kind === 'death' && isSeen(frame, end.day, end.day)
  return isSeenDeath ? cross(xOf(frame, end.day), y) : []
}

/** The sign of death. */
function cross(x: number, y: number): readonly Mark[] {
  return [1, -1].map((side) =>
    line(
      [
        [x - 4, y - side * 4],
        [x + 4, y + side * 4],
      ],
      INK,
      { width: 1.8 },
    ),
  )
}
