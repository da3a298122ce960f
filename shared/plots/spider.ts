import type { BestResponse } from '../endpoints/results.ts'
import type { Language } from '../kernel/bilingual.ts'
import { formatChange, formatNumber } from '../kernel/shown-number.ts'
import { axisBelow, axisLeft, legend, scale, type LegendEntry, type Scale } from './axes.ts'
import { countTicks } from './count-ticks.ts'
import type { SpiderData, SpiderEvent, SpiderLine } from './course-data.ts'
import { definePlot, type PlotTable } from './define.ts'
import {
  area,
  corners,
  label,
  line,
  OUTLINE,
  SOFT,
  type Box,
  type Drawing,
  type Mark,
  type Point,
} from './marks.ts'
import { PALETTE } from './palette.ts'
import { DRAWN_RESPONSES, referenceName, responseBox } from './response-look.ts'
import { textWidth } from './text-width.ts'

/** Change of each subject's sum over time, all from one point. @source UX rules, P2 */
export const spiderPlot = definePlot('spider', { draw, table })

const WIDTH = 760
/** Lines are cut here, with their number. */
const TOP = 100
const LIMITS = [-30, 20]
const CHANGES = [-100, -50, 0, 50, 100]
/** Above so many lines each response has a panel of its own. */
const ONE_PANEL = 30
/** Above so many lines of a panel they are thin and without dots. */
const DOTTED = 20
const LEFT = 64
/** Right of each panel stand the names of the lines of reference. */
const BESIDE = 38
const GAP = BESIDE + 6

const WORDS = {
  change: { en: 'Change from baseline (%)', zh: '较基线变化（%）' },
  weeks: { en: 'Weeks from the first dose', zh: '距首次给药时间（周）' },
  'new-lesion': { en: 'New lesion', zh: '新病灶' },
  PD: { en: 'Progression', zh: '疾病进展' },
  death: { en: 'Death', zh: '死亡' },
  ongoing: { en: 'Treatment goes on', zh: '仍在治疗' },
  after: { en: 'Not measured any more', zh: '此后无测量' },
  cut: { en: 'above +100 %', zh: '超过+100%' },
} as const
const EVENTS: readonly SpiderEvent[] = ['new-lesion', 'PD', 'death', 'ongoing']

interface Panel {
  readonly lines: readonly SpiderLine[]
  /** Null where there is one for all. */
  readonly response: BestResponse | null
  readonly box: Box
}

interface Frame {
  readonly language: Language
  readonly box: Box
  readonly x: Scale
  readonly y: Scale
  readonly thin: boolean
}

function draw({ lines }: SpiderData, language: Language): Drawing {
  const panels = panelsOf(lines)
  const bottom = Math.max(...panels.map(({ box }) => box.y + box.height))
  const all = lines.flatMap(({ points, events }) => [...points, ...events])
  const first = Math.min(0, ...all.map(({ days }) => days / 7))
  const ticks = weekTicks(Math.max(...all.map(({ days }) => days / 7), 1), panels.length > 1)
  const dotted = panels.some((panel) => panel.lines.length <= DOTTED)
  const key = legend([...responseEntries(lines, dotted), ...eventEntries(lines, language)], {
    ...{ x: 12, y: bottom + 54, width: WIDTH - 24 },
  })
  return {
    width: WIDTH,
    height: bottom + 54 + key.height,
    marks: [
      ...panels.flatMap((panel) => {
        const { box } = panel
        const x = scale([first, ticks.at(-1) ?? 1], [box.x, box.x + box.width])
        const y = scale([-100, TOP], [box.y + box.height, box.y])
        const thin = panel.lines.length > DOTTED
        return drawPanel(panel, { frame: { language, box, x, y, thin }, ticks })
      }),
      ...key.marks,
    ],
  }
}

/** One panel, or one for each response in rows of three. */
function panelsOf(lines: readonly SpiderLine[]): readonly Panel[] {
  const whole: Box = { x: LEFT, y: 26, width: WIDTH - LEFT - BESIDE, height: 300 }
  if (lines.length <= ONE_PANEL) return [{ lines, response: null, box: whole }]
  const responses = DRAWN_RESPONSES.filter((one) => lines.some(({ response }) => response === one))
  const columns = Math.min(3, responses.length)
  const width = (WIDTH - LEFT - BESIDE - GAP * (columns - 1)) / columns
  return responses.map((response, at) => ({
    lines: lines.filter((one) => one.response === response),
    response,
    box: {
      x: LEFT + (at % columns) * (width + GAP),
      y: 40 + Math.floor(at / columns) * 284,
      ...{ width, height: 200 },
    },
  }))
}

/** Even weeks from 0 to the last that is needed: few of them where panels are narrow. */
function weekTicks(weeks: number, narrow: boolean): readonly number[] {
  const most = narrow ? 5 : 12
  const every = [1, 2, 4, 8, 12, 24, 48, 96].find((one) => weeks / one <= most)
  if (every === undefined) return countTicks(weeks)
  return Array.from({ length: Math.max(1, Math.ceil(weeks / every)) + 1 }, (_, at) => at * every)
}

function drawPanel(
  { lines, response }: Panel,
  { frame, ticks }: { readonly frame: Frame; readonly ticks: readonly number[] },
): readonly Mark[] {
  const { box, x, y, language } = frame
  const isFirst = box.x === LEFT
  const n = lines.length
  const heading = `${response ?? ''}${language === 'zh' ? `（n=${n}）` : ` (n = ${n})`}`
  return [
    ...(response === null ? [] : [label([box.x, box.y - 24], heading, { bold: true })]),
    ...LIMITS.flatMap((limit) => reference(limit, frame)),
    line([
      [box.x, y(0)],
      [box.x + box.width, y(0)],
    ]),
    ...axisLeft(CHANGES, { box, at: y, title: isFirst ? WORDS.change[language] : '' }, (value) =>
      isFirst ? signed(value) : '',
    ),
    ...axisBelow(ticks, { box, at: x, title: WORDS.weeks[language] }),
    ...lines.flatMap((one) => drawLine(one, frame)),
    ...(frame.thin ? [] : cutNumbers(lines, frame)),
  ]
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : formatNumber(value, 0)
}

/** Its name stands right of the panel, where no line is. */
function reference(limit: number, { box, y, language }: Frame): readonly Mark[] {
  const text = referenceName(limit, language)
  const points: readonly Point[] = [
    [box.x, y(limit)],
    [box.x + box.width, y(limit)],
  ]
  return [
    line(points, SOFT, { width: 0.8, dash: [4, 3] }),
    label([box.x + box.width + 4, y(limit) + 3], text, { colour: SOFT, size: 9 }),
  ]
}

/** Colour and dash of a response's lines: those whose fill is too light for a line are dashed in a dark colour. */
function lookOf(response: BestResponse): {
  readonly colour: string
  readonly dash?: readonly number[]
} {
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

function drawLine(one: SpiderLine, frame: Frame): readonly Mark[] {
  const { subject, response, points } = one
  const { x, y, thin, language } = frame
  const { colour, dash } = lookOf(response)
  const style = { width: thin ? 0.8 : 1.4, ...(dash === undefined ? {} : { dash }) }
  const about = aboutLine(one)
  const marks: Mark[] = pathsOf([{ days: 0, change: 0 }, ...points]).map((path) =>
    line(
      path.map(({ days, change }): Point => [x(days / 7), y(change)]),
      colour,
      style,
    ),
  )
  if (!thin) marks.push(...points.flatMap((point) => dotOf(point, response, frame)))
  marks.push(
    ...points.flatMap(({ days, change }) =>
      change > TOP ? [area(upwards(x(days / 7), y(TOP)), colour, OUTLINE)] : [],
    ),
  )
  return [
    ...marks.map((mark) => ({ ...mark, about, subject })),
    ...eventsOf(one, frame).map((mark) => ({
      ...mark,
      subject,
      about: mark.about === undefined ? about : `${subject}: ${mark.about}`,
    })),
  ]

  function aboutLine({ points: all }: SpiderLine): string {
    const last = all.at(-1)
    const week = { en: 'week', zh: '第' }[language]
    const at = last === undefined ? '' : formatNumber(last.days / 7, 0)
    const when = language === 'en' ? `${week} ${at}` : `${week}${at}周`
    return `${subject}: ${response}, ${when} ${formatChange(last?.change)}`
  }
}

interface Place {
  readonly days: number
  readonly change: number
}

/** Pieces of a line that lie at or below the top, each cut where it crosses it. */
function pathsOf(points: readonly Place[]): readonly (readonly Place[])[] {
  const paths: Place[][] = []
  let path: Place[] = []
  points.forEach((point, at) => {
    const before = points[at - 1]
    if (before !== undefined && before.change > TOP !== point.change > TOP) {
      const part = (TOP - before.change) / (point.change - before.change)
      path.push({ days: before.days + part * (point.days - before.days), change: TOP })
    }
    if (point.change <= TOP) {
      path.push(point)
      return
    }
    paths.push(path)
    path = []
  })
  return [...paths, path].filter(({ length }) => length > 1)
}

function dotOf({ days, change }: Place, response: BestResponse, { x, y }: Frame): readonly Mark[] {
  if (change > TOP) return []
  const box = { x: x(days / 7) - 2, y: y(change) - 2, width: 4, height: 4 }
  const [first] = responseBox(response, box)
  return first === undefined ? [] : [first]
}

function upwards(x: number, y: number): readonly Point[] {
  return [
    [x - 3.5, y],
    [x, y - 6],
    [x + 3.5, y],
  ]
}

/** Numbers of points beyond the top, where they do not run into each other. */
function cutNumbers(lines: readonly SpiderLine[], { x, y }: Frame): readonly Mark[] {
  const taken: (readonly [number, number])[] = []
  return lines.flatMap(({ subject, points }) =>
    points.flatMap(({ days, change }) => {
      const text = `+${formatNumber(change, 0)}`
      const half = textWidth(text, 8) / 2 + 2
      const at = x(days / 7)
      if (change <= TOP || taken.some(([from, to]) => at + half > from && at - half < to)) return []
      taken.push([at - half, at + half])
      return [{ ...label([at, y(TOP) - 9], text, { anchor: 'middle', size: 8 }), subject }]
    }),
  )
}

/** What happened, at the height of the last measured change; dotted from there where it came later. */
function eventsOf(
  { points, events }: SpiderLine,
  { x, y, language, thin }: Frame,
): readonly Mark[] {
  const last = points.at(-1) ?? { days: 0, change: 0 }
  const latest = Math.max(last.days, ...events.map(({ days }) => days))
  const height = (days: number): number => {
    const before = points.filter((point) => point.days <= days).at(-1)
    return y(Math.min(TOP, before?.change ?? 0))
  }
  const after: readonly Point[] = [
    [x(last.days / 7), height(last.days)],
    [x(latest / 7), height(last.days)],
  ]
  return [
    ...(latest > last.days ? [line(after, SOFT, { width: 0.7, dash: [1, 2] })] : []),
    ...events.flatMap(({ kind, days }) =>
      symbol(kind, x(days / 7), height(days), thin ? 2.2 : 3.2).map((mark) => ({
        ...mark,
        about: WORDS[kind][language],
      })),
    ),
  ]
}

/** Shapes tell the events apart, whatever the colour. */
function symbol(kind: SpiderEvent, x: number, y: number, half = 3.2): readonly Mark[] {
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
    const { colour, dash } = lookOf(response)
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
  const cut = lines.some(({ points }) => points.some(({ change }) => change > TOP))
  return [
    ...happened.map((kind) => ({
      text: WORDS[kind][language],
      draw: (x: number, y: number) =>
        symbol(kind, kind === 'ongoing' ? x - 4 : x, kind === 'new-lesion' ? y + 8 : y),
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

function table({ lines }: SpiderData): PlotTable {
  return {
    columns: ['SUBJID', 'BEST_RESPONSE', 'WHAT', 'DAYS_FROM_FIRST_DOSE', 'CHANGE_PERCENT'],
    rows: lines.flatMap(({ subject, response, points, events }) => [
      ...points.map(({ days, change }) => [subject, response, 'change', days, change]),
      ...events.map(({ kind, days }) => [subject, response, kind, days, null]),
    ]),
  }
}
