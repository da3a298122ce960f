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
import { fitted, roomFor, textWidth } from './text-width.ts'

/** Survival curves with marks where times are censored, limits, and who is at risk. @source UX rules, P4 */
export const kaplanMeierPlot = definePlot('kaplan-meier', { draw, table })

/** Colour and dash of the curves, one after the other: neither says it alone. */
const LOOKS: readonly { readonly colour: string; readonly dash?: readonly number[] }[] = [
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
const PERCENTS = [0, 0.2, 0.4, 0.6, 0.8, 1]
const ROW = 15

const WORDS = {
  months: { en: 'Months', zh: '时间（月）' },
  atRisk: { en: 'At risk', zh: '风险人数' },
  events: { en: 'Events', zh: '事件数' },
  censored: { en: 'Censored', zh: '删失数' },
  tick: { en: 'Censored', zh: '删失' },
  band: { en: '95% CI', zh: '95%置信区间' },
  few: { en: 'Few at risk', zh: '风险人数少' },
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
  const below = riskTable(frame, box.y + box.height + 52)
  const key = legend(entries(frame), { x: 12, y: below.bottom + 12, width: WIDTH - 24 })
  return {
    width: WIDTH,
    height: below.bottom + 12 + key.height,
    marks: [
      ...fewAtRisk(frame),
      ...(data.curves.length === 1 ? data.curves.flatMap((curve) => band(curve, frame)) : []),
      ...data.curves.flatMap((curve, at) => [
        line(steps(curve, frame, 'surv'), lookOf(at).colour, { width: 1.6, ...dashOf(at) }),
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

function lookOf(at: number): (typeof LOOKS)[number] {
  return LOOKS[at % LOOKS.length] ?? { colour: PALETTE.blue }
}

function dashOf(at: number): { readonly dash?: readonly number[] } {
  const { dash } = lookOf(at)
  return dash === undefined ? {} : { dash }
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

/** Subjects whose time is at or above a day. */
function atRisk({ steps: all }: SurvivalCurve, day: number): number {
  return count(all.filter(({ time }) => time >= day))
}

function count(all: SurvivalCurve['steps']): number {
  return all.reduce((sum, { nEvent, nCensor }) => sum + nEvent + nCensor, 0)
}

/** From where on so few are at risk that the curve says little: under 5, or under a tenth of them. */
function fewFrom(curve: SurvivalCurve): number | null {
  const limit = Math.max(5, curve.n / 10)
  if (curve.n < 2 * limit) return null
  const before = curve.steps.find(({ time }) => atRisk(curve, time + 1) < limit)
  return before?.time ?? null
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

interface RiskRow {
  readonly name: string
  readonly at: (day: number) => number
}

function riskRows({ data, language }: Frame): readonly RiskRow[] {
  const [only] = data.curves
  if (only === undefined) return []
  if (data.curves.length > 1) {
    return data.curves.map((curve) => ({
      name: curve.label[language],
      at: (day) => atRisk(curve, day),
    }))
  }
  const before = (of: 'nEvent' | 'nCensor') => (day: number) =>
    only.steps.reduce((sum, step) => sum + (step.time < day ? step[of] : 0), 0)
  return [
    { name: WORDS.atRisk[language], at: (day) => atRisk(only, day) },
    { name: WORDS.events[language], at: before('nEvent') },
    { name: WORDS.censored[language], at: before('nCensor') },
  ]
}

function riskTable(
  frame: Frame,
  top: number,
): { readonly marks: readonly Mark[]; readonly bottom: number } {
  const { data, language, ticks, x, box } = frame
  const rows = riskRows(frame)
  const several = data.curves.length > 1
  const marks: Mark[] = several ? [label([12, top], WORDS.atRisk[language], { bold: true })] : []
  const first = several ? top + ROW : top
  rows.forEach(({ name, at }, index) => {
    const y = first + index * ROW
    marks.push(label([12, y], fitted(name, box.x - 34)))
    for (const tick of ticks) {
      const day = tick * data.monthDays
      marks.push(label([x(day), y], String(at(day)), { anchor: 'middle' }))
    }
  })
  return { marks, bottom: first + rows.length * ROW }
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
    const sample = (x: number, y: number): readonly Mark[] => [
      area(corners({ x: x - 9, y: y - 5, width: 18, height: 10 }), BAND),
    ]
    const drawn = data.curves.some(hasBand)
    return [...(drawn ? [{ text: WORDS.band[language], draw: sample }] : []), tick]
  }
  return [
    ...data.curves.map((curve, at) => ({
      text: sizedName(curve, language),
      draw: (x: number, y: number) => [
        line(
          [
            [x - 9, y],
            [x + 9, y],
          ],
          lookOf(at).colour,
          { width: 1.6, ...dashOf(at) },
        ),
      ],
    })),
    tick,
  ]
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
