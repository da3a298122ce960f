import type { Language } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/brand.ts'
import { studyDay } from '../kernel/dates.ts'
import { formatNumber } from '../kernel/shown-number.ts'
import {
  axisBelow,
  axisLeft,
  legend,
  monthTicks,
  scale,
  type LegendEntry,
  type Scale,
} from './axes.ts'
import { definePlot, type PlotTable } from './define.ts'
import { fillOf } from './grade-look.ts'
import { logScale, logTicks } from './log-scale.ts'
import {
  area,
  corners,
  disc,
  label,
  line,
  OUTLINE,
  SOFT,
  type Box,
  type Drawing,
  type Mark,
} from './marks.ts'
import { PALETTE } from './palette.ts'
import { fitted } from './text-width.ts'
import type { GradeBand, LaboratoryTrendData, TrendLine, TrendPoint } from './safety-data.ts'

/** A laboratory test over time with its reference and grade bands. @source UX rules, P11 */
export const laboratoryTrendPlot = definePlot('laboratory-trend', { draw, table })

const WIDTH = 760
const BOX: Box = { x: 72, y: 14, width: WIDTH - 116, height: 280 }
const LINE = PALETTE.blue
const REFERENCE = '#E6F2EC'
const THIN = '#8A939C'

const WORDS = {
  months: { en: 'Months from the first dose', zh: '距首次给药时间（月）' },
  upper: { en: 'multiple of the upper limit', zh: '正常值上限的倍数' },
  lower: { en: 'multiple of the lower limit', zh: '正常值下限的倍数' },
  reference: { en: 'Reference range', zh: '参考范围' },
  grade: { en: 'Grade', zh: '级别' },
  subject: { en: 'One subject', zh: '单例受试者' },
  median: { en: 'Median', zh: '中位数' },
} as const

interface Frame {
  readonly data: LaboratoryTrendData
  readonly language: Language
  readonly x: Scale
  readonly y: Scale
  readonly top: number
  readonly bottom: number
}

function draw(data: LaboratoryTrendData, language: Language): Drawing {
  const points = data.lines.flatMap((one) => one.points)
  const ends = [data.low, data.high].flatMap((value) => value ?? [])
  const values = logTicksOf([...points.map(({ value }) => value), ...ends])
  const first = points.reduce((least, { day }) => Math.min(least, day), 1)
  const last = points.reduce((most, { day }) => Math.max(most, day), data.monthDays)
  const ticks = monthTicks(last, data.monthDays)
  const end = (ticks.at(-1) ?? 1) * data.monthDays
  const x = scale([Math.min(0, first), end], [BOX.x, BOX.x + BOX.width])
  const y = logScale(values, [BOX.y + BOX.height, BOX.y])
  const [bottom = 0, top = 0] = [values[0], values.at(-1)]
  const frame: Frame = { data, language, x, y, top, bottom }
  const key = legend(entries(frame), { x: 12, y: BOX.y + BOX.height + 54, width: WIDTH - 24 })
  return {
    width: WIDTH,
    height: BOX.y + BOX.height + 54 + key.height,
    marks: [
      ...data.bands.flatMap((band) => drawBand(band, frame)),
      ...referenceBand(frame),
      ...(first < 0 ? [firstDose(x(0))] : []),
      ...data.lines.flatMap((one) => drawLine(one, frame)),
      ...medianLine(frame),
      ...axisBelow(
        ticks,
        { box: BOX, at: (months) => x(months * data.monthDays), title: WORDS.months[language] },
        String,
      ),
      ...axisLeft(values, { box: BOX, at: y, title: titleOf(data, language) }, (value) =>
        String(value),
      ),
      ...key.marks,
    ],
  }
}

/** Ticks close about the values: results of one test seldom span more than two powers of ten. */
function logTicksOf(values: readonly number[]): readonly number[] {
  const known = values.filter((value) => value > 0 && Number.isFinite(value))
  if (known.length === 0) return [0.1, 1, 10]
  const least = known.reduce((one, other) => Math.min(one, other))
  // The axis of ticks spans from 0.5 to 5 at least: it is made of shares of the least value.
  const power = 10 ** Math.floor(Math.log10(least))
  return logTicks(known.map((value) => value / power))
    .map((tick) => Number((tick * power).toPrecision(6)))
    .filter((tick, at, all) => (all[at + 1] ?? Infinity) > least || at >= all.length - 1)
}

function titleOf({ label: name, unit, limit }: LaboratoryTrendData, language: Language): string {
  const measure = unit ?? (limit === null ? '' : WORDS[limit][language])
  if (measure === '') return name[language]
  return language === 'zh' ? `${name.zh}（${measure}）` : `${name.en} (${measure})`
}

/** A band beyond the axis is neither drawn nor explained. */
function isVisible({ from, to }: GradeBand, { top, bottom }: Frame): boolean {
  return Math.min(to ?? top, top) > Math.max(from ?? bottom, bottom)
}

function drawBand({ grade, from, to }: GradeBand, frame: Frame): readonly Mark[] {
  const { y, top, bottom, language } = frame
  const low = Math.max(from ?? bottom, bottom)
  const high = Math.min(to ?? top, top)
  if (!isVisible({ grade, from, to }, frame)) return []
  const box: Box = { x: BOX.x, y: y(high), width: BOX.width, height: y(low) - y(high) }
  const words = language === 'zh' ? `${grade}级` : `${WORDS.grade.en} ${grade}`
  return [
    { ...area(corners(box), fillOf(grade)), about: words },
    ...(box.height < 9
      ? []
      : [
          label(
            [BOX.x + BOX.width + 4, box.y + box.height / 2 + 3],
            language === 'zh' ? words : `G${grade}`,
            {
              size: 8,
              colour: SOFT,
            },
          ),
        ]),
  ]
}

function referenceBand({ data, y, top, bottom, language }: Frame): readonly Mark[] {
  const { low, high } = data
  if (low === null && high === null) return []
  const from = y(Math.max(low ?? bottom, bottom))
  const to = y(Math.min(high ?? top, top))
  const box: Box = { x: BOX.x, y: to, width: BOX.width, height: Math.max(0, from - to) }
  // Of multiples of one limit there is only that limit.
  const shade =
    data.limit === null
      ? [{ ...area(corners(box), REFERENCE), about: WORDS.reference[language] }]
      : []
  return [
    ...shade,
    ...[low, high].flatMap((value) => {
      if (value === null) return []
      const at = y(value)
      return [
        line(
          [
            [BOX.x, at],
            [BOX.x + BOX.width, at],
          ],
          SOFT,
          { width: 0.8, dash: [4, 3] },
        ),
      ]
    }),
  ]
}

function firstDose(x: number): Mark {
  return line(
    [
      [x, BOX.y],
      [x, BOX.y + BOX.height],
    ],
    SOFT,
    { width: 0.6, dash: [2, 2] },
  )
}

function drawLine({ subject, points }: TrendLine, { data, x, y }: Frame): readonly Mark[] {
  const alone = data.lines.length === 1
  const places = points.map(({ day, value }) => [x(day), y(value)] as const)
  const about = alone
    ? subject
    : `${subject}: ${points.map(({ value }) => formatNumber(value, 2)).join(', ')}`
  const look = alone ? { width: 1.6 } : { width: 0.6 }
  const marks: Mark[] = [line(places, alone ? LINE : THIN, look)]
  if (alone || points.length === 1) {
    points.forEach((point, at) => {
      const place = places[at]
      if (place === undefined) return
      const dot = disc(place, alone ? 3 : 1.6, alone ? '#FFFFFF' : THIN, alone ? LINE : null)
      marks.push({ ...dot, about: `${subject}: ${dayWords(point)}` })
    })
  }
  return marks.map((mark) => ({ about, ...mark, subject }))
}

function dayWords({ day, value }: TrendPoint): string {
  return `${String(Number(value.toPrecision(6)))} (D${studyDayAt(day)})`
}

/** The study day at a place on the axis: there is no day 0. */
function studyDayAt(place: number): number {
  return studyDay(place as Day, 1 as Day)
}

function medianLine({ data, x, y, language }: Frame): readonly Mark[] {
  const { median } = data
  if (median.length === 0) return []
  const places = median.map(({ day, value }) => [x(day), y(value)] as const)
  return [
    line(places, '#FFFFFF', { width: 5 }),
    { ...line(places, LINE, { width: 3 }), about: WORDS.median[language] },
    ...median.map(({ day, value, n }) => ({
      ...disc([x(day), y(value)], 3.4, LINE, '#FFFFFF'),
      about: `${WORDS.median[language]}: ${formatNumber(value, 2)} (D${studyDayAt(Math.round(day))}, n = ${n})`,
    })),
  ]
}

function entries(frame: Frame): readonly LegendEntry[] {
  const { data, language } = frame
  const all: LegendEntry[] = []
  const sample = (x: number, y: number): readonly (readonly [number, number])[] => [
    [x - 9, y],
    [x + 9, y],
  ]
  if (data.median.length > 0) {
    all.push(
      { text: WORDS.median[language], draw: (x, y) => [line(sample(x, y), LINE, { width: 3 })] },
      { text: WORDS.subject[language], draw: (x, y) => [line(sample(x, y), THIN, { width: 0.8 })] },
    )
  }
  if (data.limit === null && (data.low !== null || data.high !== null)) {
    all.push({
      text: WORDS.reference[language],
      draw: (x, y) => [
        area(corners({ x: x - 9, y: y - 5, width: 18, height: 10 }), REFERENCE, SOFT),
      ],
    })
  }
  for (const { grade } of data.bands.filter((band) => isVisible(band, frame))) {
    all.push({
      text: language === 'zh' ? `${grade}级` : `${WORDS.grade.en} ${grade}`,
      draw: (x, y) => [
        area(corners({ x: x - 9, y: y - 5, width: 18, height: 10 }), fillOf(grade), OUTLINE),
        label([x, y + 3], fitted(String(grade), 18, 8), {
          ...{ anchor: 'middle', size: 8, colour: grade === 5 ? '#FFFFFF' : '#000000' },
        }),
      ],
    })
  }
  return all
}

function table({ test, unit, limit, lines, median }: LaboratoryTrendData): PlotTable {
  const measure = unit ?? (limit === null ? '' : limit === 'upper' ? 'x ULN' : 'x LLN')
  return {
    columns: ['SUBJID', 'COHORT', 'LBTESTCD', 'DAY', 'VALUE', 'UNIT', 'SUBJECTS'],
    rows: [
      ...lines.flatMap(({ subject, cohort, points }) =>
        points.map(({ day, value }) => [subject, cohort, test, studyDayAt(day), value, measure, 1]),
      ),
      ...median.map(({ day, value, n }) => [
        'MEDIAN',
        null,
        test,
        studyDayAt(day),
        value,
        measure,
        n,
      ]),
    ],
  }
}
