import type { BestResponse } from '../endpoints/results.ts'
import type { Language } from '../kernel/bilingual.ts'
import { formatChange, formatNumber } from '../kernel/shown-number.ts'
import { axisBelow, axisLeft, legend, scale, type Scale } from './axes.ts'
import { countTicks } from './count-ticks.ts'
import type { SpiderData, SpiderLine } from './course-data.ts'
import { definePlot, type PlotTable } from './define.ts'
import {
  area,
  label,
  line,
  OUTLINE,
  SOFT,
  type Box,
  type Drawing,
  type Mark,
  type Point,
} from './marks.ts'
import { DRAWN_RESPONSES, referenceName, responseBox } from './response-look.ts'
import {
  eventSymbol,
  eventWords,
  responseLine,
  SPIDER_TOP,
  spiderLegend,
  upwards,
} from './spider-look.ts'
import { textWidth } from './text-width.ts'

/** Change of each subject's sum over time, all from one point. @source UX rules, P2 */
export const spiderPlot = definePlot('spider', { draw, table })

const WIDTH = 760
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
} as const

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
  const key = legend(spiderLegend(lines, { dotted, language }), {
    ...{ x: 12, y: bottom + 54, width: WIDTH - 24 },
  })
  return {
    width: WIDTH,
    height: bottom + 54 + key.height,
    marks: [
      ...panels.flatMap((panel) => {
        const { box } = panel
        const x = scale([first, ticks.at(-1) ?? 1], [box.x, box.x + box.width])
        const y = scale([-100, SPIDER_TOP], [box.y + box.height, box.y])
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

function drawLine(one: SpiderLine, frame: Frame): readonly Mark[] {
  const { subject, response, points } = one
  const { x, y, thin, language } = frame
  const { colour, dash } = responseLine(response)
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
      change > SPIDER_TOP ? [area(upwards(x(days / 7), y(SPIDER_TOP)), colour, OUTLINE)] : [],
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
    if (before !== undefined && before.change > SPIDER_TOP !== point.change > SPIDER_TOP) {
      const part = (SPIDER_TOP - before.change) / (point.change - before.change)
      path.push({ days: before.days + part * (point.days - before.days), change: SPIDER_TOP })
    }
    if (point.change <= SPIDER_TOP) {
      path.push(point)
      return
    }
    paths.push(path)
    path = []
  })
  return [...paths, path].filter(({ length }) => length > 1)
}

function dotOf({ days, change }: Place, response: BestResponse, { x, y }: Frame): readonly Mark[] {
  if (change > SPIDER_TOP) return []
  const box = { x: x(days / 7) - 2, y: y(change) - 2, width: 4, height: 4 }
  const [first] = responseBox(response, box)
  return first === undefined ? [] : [first]
}

/** Numbers of points beyond the top, where they do not run into each other. */
function cutNumbers(lines: readonly SpiderLine[], { x, y }: Frame): readonly Mark[] {
  const taken: (readonly [number, number])[] = []
  return lines.flatMap(({ subject, points }) =>
    points.flatMap(({ days, change }) => {
      const text = `+${formatNumber(change, 0)}`
      const half = textWidth(text, 8) / 2 + 2
      const at = x(days / 7)
      if (change <= SPIDER_TOP || taken.some(([from, to]) => at + half > from && at - half < to))
        return []
      taken.push([at - half, at + half])
      return [{ ...label([at, y(SPIDER_TOP) - 9], text, { anchor: 'middle', size: 8 }), subject }]
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
    return y(Math.min(SPIDER_TOP, before?.change ?? 0))
  }
  const after: readonly Point[] = [
    [x(last.days / 7), height(last.days)],
    [x(latest / 7), height(last.days)],
  ]
  return [
    ...(latest > last.days ? [line(after, SOFT, { width: 0.7, dash: [1, 2] })] : []),
    ...events.flatMap(({ kind, days }) =>
      eventSymbol(kind, x(days / 7), height(days), thin ? 2.2 : 3.2).map((mark) => ({
        ...mark,
        about: eventWords(kind, language),
      })),
    ),
  ]
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
