import type { Language } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/brand.ts'
import { dayOf, parseDay, partsOf } from '../kernel/dates.ts'
import { axisBelow, axisLeft, scale } from './axes.ts'
import { countTicks } from './count-ticks.ts'
import { definePlot, type PlotTable } from './define.ts'
import { label, line, SOFT, type Box, type Drawing, type Mark, type Point } from './marks.ts'
import type { EnrolmentData } from './safety-data.ts'

/** Subjects enrolled over time under the number planned. @source UX rules, P10 */
export const enrolmentPlot = definePlot('enrolment', { draw, table })

const WIDTH = 760
const BOX: Box = { x: 66, y: 22, width: WIDTH - 100, height: 230 }
const LINE = '#0072B2'

const WORDS = {
  enrolled: { en: 'Subjects enrolled', zh: '累计入组例数' },
  month: { en: 'Month', zh: '月份' },
  planned: { en: 'Planned: {n}', zh: '计划{n}例' },
  at: { en: '{n} enrolled', zh: '已入组{n}例' },
} as const

function draw({ planned, cutoff, days }: EnrolmentData, language: Language): Drawing {
  const first = parseDay(days[0]?.date ?? cutoff) ?? (0 as Day)
  const last = Math.max(first, parseDay(cutoff) ?? first)
  const months = monthsBetween(first, last as Day)
  const total = days.at(-1)?.total ?? 0
  const counts = countTicks(Math.max(planned, total))
  const x = scale([months[0]?.day ?? first, months.at(-1)?.day ?? last], [BOX.x, BOX.x + BOX.width])
  const y = scale([0, counts.at(-1) ?? 1], [BOX.y + BOX.height, BOX.y])
  const points: Point[] = [[x(first), y(0)]]
  let before = 0
  for (const { date, total: now } of days) {
    const at = x(parseDay(date) ?? first)
    points.push([at, y(before)], [at, y(now)])
    before = now
  }
  points.push([x(last), y(total)])
  return {
    width: WIDTH,
    height: BOX.y + BOX.height + 42,
    marks: [
      line(
        [
          [BOX.x, y(planned)],
          [BOX.x + BOX.width, y(planned)],
        ],
        SOFT,
        { dash: [5, 3] },
      ),
      label([BOX.x + 4, y(planned) - 4], WORDS.planned[language].replace('{n}', String(planned)), {
        ...{ size: 9, colour: SOFT },
      }),
      line(points, LINE, { width: 1.8 }),
      ...days.map(({ date, enrolled, total: now }) =>
        step({ date, enrolled, now }, { x, y, first }),
      ),
      ...endLabel(total, { x: x(last), y: y(total), language }),
      ...axisBelow(
        months.map(({ day }) => day),
        { box: BOX, at: x, title: WORDS.month[language] },
        (day) => months.find((one) => one.day === day)?.text ?? '',
      ),
      ...axisLeft(counts, { box: BOX, at: y, title: WORDS.enrolled[language] }),
    ],
  }
}

/** The rise of one day, which says what it is. */
function step(
  {
    date,
    enrolled,
    now,
  }: { readonly date: string; readonly enrolled: number; readonly now: number },
  {
    x,
    y,
    first,
  }: {
    readonly x: (day: number) => number
    readonly y: (n: number) => number
    readonly first: number
  },
): Mark {
  const at = x(parseDay(date) ?? first)
  const rise: readonly Point[] = [
    [at, y(now - enrolled)],
    [at, y(now)],
  ]
  return { ...line(rise, LINE, { width: 2.4 }), about: `${date}: +${enrolled} = ${now}` }
}

function endLabel(
  total: number,
  { x, y, language }: { readonly x: number; readonly y: number; readonly language: Language },
): readonly Mark[] {
  const text = WORDS.at[language].replace('{n}', String(total))
  const anchor = x > BOX.x + BOX.width / 2 ? 'end' : 'start'
  const place: Point = [anchor === 'end' ? x - 6 : x + 6, Math.max(BOX.y + 8, y + 13)]
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
