import type { Language } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/brand.ts'
import { dayOf, parseDay, partsOf } from '../kernel/dates.ts'
import { axisBelow, axisLeft, scale, type Scale } from './axes.ts'
import { countTicks } from './count-ticks.ts'
import { definePlot, type PlotTable } from './define.ts'
import { label, line, SOFT, type Box, type Drawing, type Mark, type Point } from './marks.ts'
import { PALETTE } from './palette.ts'
import type { EnrolmentData } from './safety-data.ts'

/** Subjects enrolled over time under the number planned. @source UX rules, P10 */
export const enrolmentPlot = definePlot('enrolment', { draw, table })

const WIDTH = 760
const BOX: Box = { x: 66, y: 22, width: WIDTH - 100, height: 230 }
const LINE = PALETTE.blue

const WORDS = {
  enrolled: { en: 'Subjects enrolled', zh: '累计入组例数' },
  month: { en: 'Month', zh: '月份' },
  planned: { en: 'Planned: {n}', zh: '计划{n}例' },
  at: { en: '{n} enrolled', zh: '已入组{n}例' },
} as const

interface Frame {
  readonly x: Scale
  readonly y: Scale
  readonly first: number
  readonly last: number
  readonly language: Language
}

function draw(data: EnrolmentData, language: Language): Drawing {
  const { planned, days } = data
  const { first, last } = spanOf(data)
  const months = monthsBetween(first, last)
  const total = totalOf(data)
  const counts = countTicks(Math.max(planned, total))
  const ends = [first, ...months.map(({ day }) => day), last]
  const frame: Frame = {
    ...{ first, last, language },
    x: scale([Math.min(...ends), Math.max(...ends)], [BOX.x, BOX.x + BOX.width]),
    y: scale([0, Math.max(1, ...counts)], [BOX.y + BOX.height, BOX.y]),
  }
  return {
    width: WIDTH,
    height: BOX.y + BOX.height + 42,
    marks: [
      ...plannedLine(planned, frame),
      line(stairs(data, frame), LINE, { width: 1.8 }),
      ...days.map((day) => step(day, frame)),
      ...endLabel(total, frame),
      ...axisBelow(
        months.map(({ day }) => day),
        { box: BOX, at: frame.x, title: WORDS.month[language] },
        (day) => months.find((one) => one.day === day)?.text ?? '',
      ),
      ...axisLeft(counts, { box: BOX, at: frame.y, title: WORDS.enrolled[language] }),
    ],
  }
}

function totalOf({ days }: EnrolmentData): number {
  return days.at(-1)?.total ?? 0
}

/** From the first enrolment to the cut-off. */
function spanOf({ cutoff, days }: EnrolmentData): { readonly first: Day; readonly last: Day } {
  const end = parseDay(cutoff) ?? dayOf(1970, 1, 1)
  const first = parseDay(days[0]?.date ?? cutoff) ?? end
  return { first, last: first > end ? first : end }
}

function plannedLine(planned: number, { y, language }: Frame): readonly Mark[] {
  const text = WORDS.planned[language].replace('{n}', String(planned))
  return [
    line(
      [
        [BOX.x, y(planned)],
        [BOX.x + BOX.width, y(planned)],
      ],
      SOFT,
      { dash: [5, 3] },
    ),
    label([BOX.x + 4, y(planned) - 4], text, { size: 9, colour: SOFT }),
  ]
}

function stairs({ days }: EnrolmentData, { x, y, first, last }: Frame): readonly Point[] {
  const points: Point[] = [[x(first), y(0)]]
  let before = 0
  for (const { date, total } of days) {
    const at = x(parseDay(date) ?? first)
    points.push([at, y(before)], [at, y(total)])
    before = total
  }
  return [...points, [x(last), y(before)]]
}

/** The rise of one day, which says what it is. */
function step({ date, enrolled, total }: EnrolmentData['days'][number], frame: Frame): Mark {
  const { x, y, first } = frame
  const at = x(parseDay(date) ?? first)
  const rise: readonly Point[] = [
    [at, y(total - enrolled)],
    [at, y(total)],
  ]
  return { ...line(rise, LINE, { width: 2.4 }), about: `${date}: +${enrolled} = ${total}` }
}

function endLabel(total: number, { x, y, last, language }: Frame): readonly Mark[] {
  const text = WORDS.at[language].replace('{n}', String(total))
  const at = x(last)
  const anchor = at > BOX.x + BOX.width / 2 ? 'end' : 'start'
  const place: Point = [
    anchor === 'end' ? at - 6 : at + 6,
    Math.min(BOX.y + BOX.height - 6, y(total) + 14),
  ]
  return [label(place, text, { anchor, bold: true })]
}

/** First days of months from the one of `from` to the one after `to`: at most about ten of them. */
function monthsBetween(from: Day, to: Day): readonly { day: number; text: string }[] {
  const start = partsOf(from)
  const end = partsOf(to)
  const count = (end.year - start.year) * 12 + end.month - start.month + 1
  const every = [1, 2, 3, 6, 12, 24, 60, 120].find((one) => count / one <= 10) ?? 240
  const ticks = Math.ceil(count / every)
  return Array.from({ length: ticks + 1 }, (_, at) => {
    const month = start.month - 1 + at * every
    const year = start.year + Math.floor(month / 12)
    const inYear = (month % 12) + 1
    return { day: dayOf(year, inYear, 1), text: `${year}-${String(inYear).padStart(2, '0')}` }
  })
}

function table({ planned, days }: EnrolmentData): PlotTable {
  return {
    columns: ['DATE', 'ENROLLED', 'TOTAL', 'PLANNED'],
    rows: days.map(({ date, enrolled, total }) => [date, enrolled, total, planned]),
  }
}
