import type { Language } from '../kernel/bilingual.ts'
import { axisBelow, axisLeft, legend, monthTicks, scale, type Scale } from './axes.ts'
import { definePlot, type KaplanMeierData, type PlotTable, type SurvivalCurve } from './define.ts'
import {
  area,
  corners,
  label,
  line,
  SOFT,
  type Box,
  type Drawing,
  type Mark,
  type Point,
} from './marks.ts'
import { PALETTE } from './palette.ts'
import { fewFrom, hasFew, riskTable } from './risk-table.ts'
import { roomFor, textWidth } from './text-width.ts'

/** Survival curves with marks where times are censored, limits, and who is at risk. @source UX rules, P4 */
export const kaplanMeierPlot = definePlot('kaplan-meier', { draw, table })

interface Look {
  readonly colour: string
  readonly dash?: readonly number[]
}

/** Colour and dash of the curves, one after the other: neither says it alone. */
const LOOKS: readonly Look[] = [
  { colour: PALETTE.blue },
  { colour: PALETTE.vermilion, dash: [7, 3] },
  { colour: '#1A1A1A', dash: [2, 2] },
  { colour: PALETTE.green, dash: [10, 3, 2, 3] },
  { colour: PALETTE.purple, dash: [5, 5] },
]
const BAND = '#D6E6F2'
const FEW = '#F1F1F1'
const WIDTH = 760
const CURVES_HEIGHT = 300
const THICK = 1.6
const THIN = 0.7
const PERCENTS = [0, 0.2, 0.4, 0.6, 0.8, 1]

const WORDS = {
  months: { en: 'Months', zh: '时间（月）' },
  tick: { en: 'Censored', zh: '删失' },
  band: { en: '95% CI', zh: '95%置信区间' },
  few: { en: 'Few at risk', zh: '风险人数少' },
  fewThin: { en: 'Few at risk (under 5 or 10%)', zh: '风险人数少（不足5例或10%）' },
} as const

interface Frame {
  readonly data: KaplanMeierData
  readonly language: Language
  readonly box: Box
  readonly x: Scale
  readonly y: Scale
  /** In months. */
  readonly ticks: readonly number[]
}

function draw(data: KaplanMeierData, language: Language): Drawing {
  const longest = Math.max(1, ...data.curves.map(({ steps }) => steps.at(-1)?.time ?? 0))
  const ticks = monthTicks(longest, data.monthDays)
  const names = data.curves.map((curve) => roomFor(curve.label[language]) + 16)
  const left = Math.min(210, Math.max(80, ...(data.curves.length > 1 ? names : [])) + 20)
  const box = { x: left, y: 14, width: WIDTH - left - 24, height: CURVES_HEIGHT }
  const days = (ticks.at(-1) ?? 1) * data.monthDays
  const frame: Frame = {
    ...{ data, language, box, ticks },
    x: scale([0, days], [box.x, box.x + box.width]),
    y: scale([0, 1], [box.y + box.height, box.y]),
  }
  const below = riskTable({ ...frame, left: box.x }, box.y + box.height + 52)
  const key = legend(entries(frame), { x: 12, y: below.bottom + 12, width: WIDTH - 24 })
  return {
    width: WIDTH,
    height: below.bottom + 12 + key.height,
    marks: [
      ...fewAtRisk(frame),
      ...(data.curves.length === 1 ? data.curves.flatMap((curve) => band(curve, frame)) : []),
      ...data.curves.flatMap((curve, at) => [
        ...curveLines(curve, at, frame),
        ...censorTicks(curve, at, frame),
      ]),
      ...axisBelow(
        ticks,
        { box, at: (months) => frame.x(months * data.monthDays), title: WORDS.months[language] },
        String,
      ),
      ...axisLeft(
        PERCENTS,
        { box, at: frame.y, title: percentTitle(data.label[language], language) },
        (share) => String(Math.round(share * 100)),
      ),
      ...below.marks,
      ...key.marks,
    ],
  }
}

function percentTitle(label: string, language: Language): string {
  return language === 'zh' ? `${label}（%）` : `${label} (%)`
}

function lookOf(at: number): Look {
  return LOOKS[at % LOOKS.length] ?? { colour: PALETTE.blue }
}

function dashOf(at: number): { readonly dash?: readonly number[] } {
  const { dash } = lookOf(at)
  return dash === undefined ? {} : { dash }
}

/** Beside other curves one goes on thin where few are at risk; alone, the shade behind it says so. */
function curveLines(curve: SurvivalCurve, at: number, frame: Frame): readonly Mark[] {
  const points = steps(curve, frame, 'surv')
  const from = frame.data.curves.length > 1 ? fewFrom(curve) : null
  const lineOf = (some: readonly Point[], width: number): readonly Mark[] =>
    some.length > 1 ? [line(some, lookOf(at).colour, { width, ...dashOf(at) })] : []
  if (from === null) return lineOf(points, THICK)
  // One corner where the curve begins, and two for each step.
  const corner = 2 * curve.steps.filter(({ time }) => time <= from).length
  return [...lineOf(points.slice(0, corner + 1), THICK), ...lineOf(points.slice(corner), THIN)]
}

/** Corners of the steps; where a limit is not defined it stays as it was. */
function steps(
  curve: SurvivalCurve,
  { x, y }: Frame,
  of: 'surv' | 'lower' | 'upper',
): readonly Point[] {
  let height = 1
  const points: Point[] = [[x(0), y(1)]]
  for (const step of curve.steps) {
    points.push([x(step.time), y(height)])
    height = step[of] ?? height
    points.push([x(step.time), y(height)])
  }
  return points
}

/** Without an event there are no limits to draw. */
function hasBand({ steps: all }: SurvivalCurve): boolean {
  return all.some(({ lower }) => lower !== null)
}

function band(curve: SurvivalCurve, frame: Frame): readonly Mark[] {
  if (!hasBand(curve)) return []
  return [
    area([...steps(curve, frame, 'upper'), ...[...steps(curve, frame, 'lower')].reverse()], BAND),
  ]
}

function censorTicks(curve: SurvivalCurve, at: number, { x, y }: Frame): readonly Mark[] {
  return curve.steps
    .filter(({ nCensor }) => nCensor > 0)
    .map(({ time, surv }) =>
      line(
        [
          [x(time), y(surv) - 4],
          [x(time), y(surv) + 4],
        ],
        lookOf(at).colour,
      ),
    )
}

function fewAtRisk({ data, x, box, language }: Frame): readonly Mark[] {
  const [curve] = data.curves
  if (curve === undefined || data.curves.length !== 1) return []
  const from = fewFrom(curve)
  if (from === null) return []
  const left = x(from)
  const width = box.x + box.width - left
  const words = WORDS.few[language]
  return [
    area(corners({ x: left, y: box.y, width, height: box.height }), FEW),
    ...(textWidth(words) < width
      ? [label([box.x + box.width - 4, box.y + 11], words, { anchor: 'end', colour: SOFT })]
      : []),
  ]
}

function entries({ data, language }: Frame): Parameters<typeof legend>[0] {
  const tick = {
    text: WORDS.tick[language],
    draw: (x: number, y: number) => [
      line([
        [x, y - 4],
        [x, y + 4],
      ]),
    ],
  }
  if (data.curves.length === 1) {
    const limits = (x: number, y: number): readonly Mark[] => [
      area(corners({ x: x - 9, y: y - 5, width: 18, height: 10 }), BAND),
    ]
    const drawn = data.curves.some(hasBand)
    return [...(drawn ? [{ text: WORDS.band[language], draw: limits }] : []), tick]
  }
  return [
    ...data.curves.map((curve, at) => ({
      text: sizedName(curve, language),
      draw: (x: number, y: number) => [sample(x, y, lookOf(at), THICK)],
    })),
    ...(data.curves.some(hasFew)
      ? [
          {
            text: WORDS.fewThin[language],
            draw: (x: number, y: number) => [sample(x, y, { colour: SOFT }, THIN)],
          },
        ]
      : []),
    tick,
  ]
}

function sample(x: number, y: number, { colour, dash }: Look, width: number): Mark {
  const points: readonly Point[] = [
    [x - 9, y],
    [x + 9, y],
  ]
  return line(points, colour, { width, ...(dash === undefined ? {} : { dash }) })
}

function sizedName({ label: name, n }: SurvivalCurve, language: Language): string {
  return language === 'zh' ? `${name.zh}（n=${n}）` : `${name.en} (n = ${n})`
}

function table({ curves }: KaplanMeierData): PlotTable {
  return {
    columns: ['CURVE', 'DAYS', 'EVENTS', 'CENSORED', 'SURVIVAL', 'LOWER', 'UPPER'],
    rows: curves.flatMap(({ key, steps: all }) =>
      all.map(({ time, nEvent, nCensor, surv, lower, upper }) => [
        ...[key, time, nEvent, nCensor, surv],
        ...[lower, upper],
      ]),
    ),
  }
}
