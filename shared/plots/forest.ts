import type { Language } from '../kernel/bilingual.ts'
import { formatNumber } from '../kernel/shown-number.ts'
import { axisBelow, scale, type Scale } from './axes.ts'
import { definePlot, type PlotTable } from './define.ts'
import type { ForestData, ForestRow } from './forest-data.ts'
import { logScale } from './log-scale.ts'
import {
  area,
  corners,
  FAINT,
  label,
  line,
  OUTLINE,
  SOFT,
  type Box,
  type Drawing,
  type Mark,
} from './marks.ts'
import { fitted, roomFor } from './text-width.ts'

/** Estimates by subgroup with their limits, and the line of no difference or of all subjects. */
export const forestPlot = definePlot('forest', { draw, table })

const WIDTH = 760
const TOP = 26
const ROW = 18
const LEFT = 12
const COLUMNS = { label: 190, counts: 128, estimate: 132 } as const
const BOX_LEFT = LEFT + COLUMNS.label + COLUMNS.counts + 12
const BOX_RIGHT = WIDTH - COLUMNS.estimate - 12
const BLUE = '#0072B2'
/** Axes of ratios: the first that holds all estimates; limits beyond it end in an arrow. */
const RATIO_TICKS: readonly (readonly number[])[] = [
  [0.25, 0.5, 1, 2, 4],
  [0.1, 0.2, 0.5, 1, 2, 5, 10],
  [0.02, 0.1, 0.5, 1, 2, 10, 50],
]
const SHARE_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1]

interface Frame {
  readonly data: ForestData
  readonly language: Language
  readonly box: Box
  readonly x: Scale
  readonly ticks: readonly number[]
}

function draw(data: ForestData, language: Language): Drawing {
  const box = {
    ...{ x: BOX_LEFT, y: TOP, width: BOX_RIGHT - BOX_LEFT },
    height: Math.max(1, data.rows.length) * ROW + 6,
  }
  const ticks = data.scale === 'share' ? SHARE_TICKS : ratioTicks(data)
  const ends = [box.x, box.x + box.width] as const
  const x = data.scale === 'share' ? scale([0, 1], ends) : logScale(ticks, ends)
  const frame: Frame = { data, language, box, x, ticks }
  return {
    width: WIDTH,
    height: box.y + box.height + (data.sides === null ? 40 : 56),
    marks: [
      ...heads(frame),
      ...reference(frame),
      ...data.rows.flatMap((row, at) => drawRow(row, TOP + 6 + at * ROW + ROW / 2, frame)),
      ...axisBelow(ticks, { box, at: x, title: data.axis[language] }, (tick) =>
        data.scale === 'share' ? String(Math.round(tick * 100)) : String(tick),
      ),
      ...sides(frame),
    ],
  }
}

function ratioTicks({ rows }: ForestData): readonly number[] {
  const values = rows.flatMap(({ estimate }) => estimate ?? [])
  const holds = (ticks: readonly number[]): boolean =>
    values.every((value) => value > (ticks[0] ?? 0) && value < (ticks.at(-1) ?? Infinity))
  return RATIO_TICKS.find(holds) ?? RATIO_TICKS.at(-1) ?? []
}

function heads({ data, language, box }: Frame): readonly Mark[] {
  const look = { bold: true, size: 10 } as const
  return [
    label(
      [LEFT + COLUMNS.label, 14],
      fitted(data.countsHead[language], COLUMNS.counts + 90, 10, true),
      look,
    ),
    label([WIDTH - 8, 14], fitted(data.estimateHead[language], COLUMNS.estimate + 40, 10, true), {
      ...look,
      anchor: 'end',
    }),
    line(
      [
        [LEFT, box.y - 4],
        [WIDTH - 8, box.y - 4],
      ],
      FAINT,
    ),
  ]
}

/** A ratio of 1; of shares the estimate of all subjects. */
function reference({ data, box, x }: Frame): readonly Mark[] {
  const at = data.scale === 'ratio' ? 1 : (data.rows[0]?.estimate ?? null)
  if (at === null) return []
  const ends: readonly [number, number][] = [
    [x(at), box.y],
    [x(at), box.y + box.height],
  ]
  return [line(ends, SOFT, { dash: [4, 3] })]
}

function drawRow(row: ForestRow, y: number, frame: Frame): readonly Mark[] {
  const { language } = frame
  const indent = LEFT + row.level * 14
  const room = COLUMNS.label - row.level * 14 - 8
  const bold = row.heading || row.level === 0 ? { bold: true } : {}
  return [
    label([indent, y + 3.5], fitted(row.label[language], room), bold),
    label([LEFT + COLUMNS.label, y + 3.5], fitted(row.counts, COLUMNS.counts)),
    label([WIDTH - 8, y + 3.5], fitted(said(row, frame), COLUMNS.estimate + 30), {
      ...{ anchor: 'end' },
      ...(row.estimate === null ? { colour: SOFT } : {}),
    }),
    ...estimateMarks(row, y, frame),
  ]
}

function said({ estimate, lower, upper, note }: ForestRow, { data, language }: Frame): string {
  if (estimate === null) return note?.[language] ?? ''
  const shown = (value: number | null): string =>
    data.scale === 'share'
      ? formatNumber(value === null ? null : value * 100)
      : formatNumber(value, 2)
  return `${shown(estimate)} (${shown(lower)} – ${shown(upper)})`
}

function estimateMarks(row: ForestRow, y: number, frame: Frame): readonly Mark[] {
  const { estimate, lower, upper } = row
  if (estimate === null) return []
  const { x, language } = frame
  const about = `${row.label[language]}: ${said(row, frame)}`
  const half = 3 + 3 * Math.sqrt(row.n / Math.max(1, ...frame.data.rows.map(({ n }) => n)))
  const square = { x: x(estimate) - half, y: y - half, width: 2 * half, height: 2 * half }
  return [
    ...(lower === null || upper === null ? [] : limits([lower, upper], y, frame)),
    { ...area(corners(square), BLUE, OUTLINE), about },
  ]
}

/** A line between the limits; where one lies beyond the axis it ends in an arrow. */
function limits(
  [lower, upper]: readonly [number, number],
  y: number,
  { x, ticks }: Frame,
): readonly Mark[] {
  const from = x(lower)
  const to = x(upper)
  const isBelow = lower < (ticks[0] ?? 0)
  const isAbove = upper > (ticks.at(-1) ?? Infinity)
  return [
    line(
      [
        [from, y],
        [to, y],
      ],
      OUTLINE,
      { width: 1.2 },
    ),
    end(from, y, isBelow ? 1 : 0),
    end(to, y, isAbove ? -1 : 0),
  ]
}

function end(x: number, y: number, arrow: -1 | 0 | 1): Mark {
  return arrow === 0
    ? line(
        [
          [x, y - 3],
          [x, y + 3],
        ],
        OUTLINE,
      )
    : line(
        [
          [x + arrow * 5, y - 3.5],
          [x, y],
          [x + arrow * 5, y + 3.5],
        ],
        OUTLINE,
        { width: 1.2 },
      )
}

function sides({ data, language, box, x }: Frame): readonly Mark[] {
  if (data.sides === null) return []
  const y = box.y + box.height + 46
  const room = box.width / 2 - 8
  const below = fitted(`← ${data.sides.below[language]}`, room + 90, 9)
  const above = fitted(`${data.sides.above[language]} →`, room + 60, 9)
  const look = { size: 9, colour: SOFT } as const
  const left = Math.max(LEFT + roomFor(below, 9), x(1) - 8)
  return [label([left, y], below, { ...look, anchor: 'end' }), label([x(1) + 8, y], above, look)]
}

function table({ rows, scale: of }: ForestData): PlotTable {
  const name = of === 'ratio' ? 'RATIO' : 'SHARE'
  return {
    columns: ['KEY', 'GROUP', 'N', 'COUNTS', name, 'LOWER', 'UPPER', 'NOTE'],
    rows: rows.map((row) => [
      ...[row.key, row.label.en, row.heading ? null : row.n, row.counts],
      ...[row.estimate, row.lower, row.upper, row.note?.en ?? null],
    ]),
  }
}
