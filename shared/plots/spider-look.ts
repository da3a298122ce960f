import type { BestResponse } from '../endpoints/results.ts'
import type { Language } from '../kernel/bilingual.ts'
import type { LegendEntry } from './axes.ts'
import type { SpiderEvent, SpiderLine } from './course-data.ts'
import { area, corners, label, line, OUTLINE, SOFT, type Mark, type Point } from './marks.ts'
import { PALETTE } from './palette.ts'
import { DRAWN_RESPONSES, responseBox } from './response-look.ts'

/** Lines of a spider plot are cut here (percent), with their number. */
export const SPIDER_TOP = 100

const WORDS = {
  'new-lesion': { en: 'New lesion', zh: '新病灶' },
  PD: { en: 'Progression', zh: '疾病进展' },
  death: { en: 'Death', zh: '死亡' },
  ongoing: { en: 'No end of treatment recorded', zh: '未记录治疗结束' },
  after: { en: 'Not measured any more', zh: '此后无测量' },
  cut: { en: 'above +100 %', zh: '超过+100%' },
} as const
const EVENTS: readonly SpiderEvent[] = ['new-lesion', 'PD', 'death', 'ongoing']

interface ResponseLine {
  readonly colour: string
  readonly dash?: readonly number[]
}

export function eventWords(kind: SpiderEvent, language: Language): string {
  return WORDS[kind][language]
}

interface Shown {
  /** Whether the lines have dots. */
  readonly dotted: boolean
  readonly language: Language
}

/** What the lines, events and cuts that are drawn mean. */
export function spiderLegend(
  lines: readonly SpiderLine[],
  { dotted, language }: Shown,
): readonly LegendEntry[] {
  return [...responseEntries(lines, dotted), ...eventEntries(lines, language)]
}

/** Colour and dash of a response's lines: those whose fill is too light for a line are dashed in a dark colour. */
export function responseLine(response: BestResponse): ResponseLine {
  switch (response) {
    case 'CR':
      return { colour: PALETTE.blue }
    case 'PR':
      return { colour: PALETTE.blue, dash: [6, 2] }
    case 'SD':
      return { colour: '#6B6B6B', dash: [3, 2] }
    case 'NON-CR/NON-PD':
      return { colour: PALETTE.green, dash: [8, 2, 2, 2] }
    case 'PD':
      return { colour: PALETTE.vermilion }
    case 'NE':
    case 'MISSING':
      return { colour: OUTLINE, dash: [2, 2] }
  }
}

/** A line that goes on above the top. */
export function upwards(x: number, y: number): readonly Point[] {
  return [
    [x - 3.5, y],
    [x, y - 6],
    [x + 3.5, y],
  ]
}

/** Shapes tell the events apart, whatever the colour. */
export function eventSymbol(kind: SpiderEvent, x: number, y: number, half = 3.2): readonly Mark[] {
  switch (kind) {
    case 'new-lesion':
      return [label([x, y - 3], '*', { anchor: 'middle', size: 13, bold: true })]
    case 'PD':
      return [
        area(
          corners({ x: x - half, y: y - half, width: 2 * half, height: 2 * half }),
          PALETTE.vermilion,
          OUTLINE,
        ),
      ]
    case 'death':
      return [1, -1].map((rise) =>
        line(
          [
            [x - half, y - half * rise],
            [x + half, y + half * rise],
          ],
          '#1A1A1A',
          { width: 1.6 },
        ),
      )
    case 'ongoing':
      return [
        area(
          [
            [x + 2, y - 3.5],
            [x + 8, y],
            [x + 2, y + 3.5],
          ],
          OUTLINE,
        ),
      ]
  }
}

function responseEntries(lines: readonly SpiderLine[], dotted: boolean): readonly LegendEntry[] {
  const shown = DRAWN_RESPONSES.filter((one) => lines.some(({ response }) => response === one))
  return shown.map((response) => {
    const { colour, dash } = responseLine(response)
    const style = { width: 1.4, ...(dash === undefined ? {} : { dash }) }
    const dotAt = (x: number, y: number): readonly Mark[] =>
      responseBox(response, { x: x - 2, y: y - 2, width: 4, height: 4 }).slice(0, 1)
    return {
      text: response,
      draw: (x, y) => [
        line(
          [
            [x - 9, y],
            [x + 9, y],
          ],
          colour,
          style,
        ),
        ...(dotted ? dotAt(x, y) : []),
      ],
    }
  })
}

function eventEntries(lines: readonly SpiderLine[], language: Language): readonly LegendEntry[] {
  const happened = EVENTS.filter((kind) =>
    lines.some(({ events }) => events.some((event) => event.kind === kind)),
  )
  const later = lines.some(({ points, events }) => {
    const last = points.at(-1)?.days ?? 0
    return events.some(({ days }) => days > last)
  })
  const cut = lines.some(({ points }) => points.some(({ change }) => change > SPIDER_TOP))
  return [
    ...happened.map((kind) => ({
      text: WORDS[kind][language],
      draw: (x: number, y: number) =>
        eventSymbol(kind, kind === 'ongoing' ? x - 4 : x, kind === 'new-lesion' ? y + 8 : y),
    })),
    ...(later ? [{ text: WORDS.after[language], draw: dotted }] : []),
    ...(cut
      ? [
          {
            text: WORDS.cut[language],
            draw: (x: number, y: number) => [area(upwards(x, y + 3), '#FFFFFF', OUTLINE)],
          },
        ]
      : []),
  ]
}

function dotted(x: number, y: number): readonly Mark[] {
  const points: readonly Point[] = [
    [x - 9, y],
    [x + 9, y],
  ]
  return [line(points, SOFT, { width: 0.7, dash: [1, 2] })]
}
