import type { Language } from '../kernel/bilingual.ts'
import { axisBelow, legend, scale, type LegendEntry, type Scale } from './axes.ts'
import { countTicks } from './count-ticks.ts'
import { definePlot, type PlotTable } from './define.ts'
import {
  area,
  corners,
  label,
  OUTLINE,
  type Box,
  type Drawing,
  type Mark,
  type MarkAim,
} from './marks.ts'
import { PALETTE } from './palette.ts'
import { fitted, textWidth } from './text-width.ts'
import type { QueryAgesData } from './safety-data.ts'

/** Unsettled queries by age, a bar for each site. @source UX rules, P10 */
export const queryAgesPlot = definePlot('query-ages', { draw, table })

const WIDTH = 760
const LANE = 28
const BAR = 16
/** The older, the darker: the order is seen in grey as well. */
const FILLS = ['#FFFFFF', '#CFE3F1', '#7FB3D5', PALETTE.blue] as const

const WORDS = {
  queries: { en: 'Open and answered queries', zh: '未关闭质疑数' },
  days: { en: '{from}–{to} days', zh: '{from}–{to}天' },
  over: { en: 'Over {n} days', zh: '超过{n}天' },
  all: { en: 'All sites', zh: '全部中心' },
} as const

type AgeClass = QueryAgesData['classes'][number]

function draw(data: QueryAgesData, language: Language): Drawing {
  const { bars, classes } = data
  const nameOf = (key: string): string => (key === '' ? WORDS.all[language] : key)
  const names = bars.map(({ key }) => textWidth(nameOf(key)))
  const left = Math.min(200, Math.max(70, ...names) + 24)
  const box: Box = { x: left, y: 8, width: WIDTH - left - 60, height: bars.length * LANE }
  const ticks = countTicks(Math.max(1, ...bars.map(({ counts }) => sum(counts))))
  const x = scale([0, ticks.at(-1) ?? 1], [box.x, box.x + box.width])
  const key = legend(entries(classes, language), {
    x: 12,
    y: box.y + box.height + 52,
    width: WIDTH - 24,
  })
  return {
    width: WIDTH,
    height: box.y + box.height + 52 + key.height,
    marks: [
      ...bars.flatMap((bar, at) => {
        const y = box.y + at * LANE + (LANE - BAR) / 2
        const name = nameOf(bar.key)
        return [
          label([left - 8, y + BAR / 2 + 3.5], fitted(name, left - 18), {
            ...{ anchor: 'end', bold: bar.key === '' },
          }),
          ...drawBar(bar, { name, x, y, classes, language }),
        ]
      }),
      ...axisBelow(ticks, { box, at: x, title: WORDS.queries[language] }),
      ...key.marks,
    ],
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0)
}

interface Place {
  readonly name: string
  readonly x: Scale
  readonly y: number
  readonly classes: readonly AgeClass[]
  readonly language: Language
}

function drawBar(
  { key, counts }: QueryAgesData['bars'][number],
  { name, x, y, classes, language }: Place,
): readonly Mark[] {
  const marks: Mark[] = []
  const aimAt = (age: string | null): MarkAim => ({
    ...{ to: 'queries', site: key === '' ? null : key, age },
  })
  let before = 0
  counts.forEach((n, at) => {
    const age = classes[at]
    if (n === 0 || age === undefined) return
    const box = { x: x(before), y, width: x(before + n) - x(before), height: BAR }
    const about = `${name}, ${ageWords(age, language)}: ${n}`
    const aim = aimAt(age.key)
    marks.push({ ...area(corners(box), fillOf(at), OUTLINE), about, aim })
    if (textWidth(String(n), 9) < box.width - 2) {
      const colour = at === FILLS.length - 1 ? '#FFFFFF' : '#000000'
      const middle = [box.x + box.width / 2, y + BAR / 2 + 3.2] as const
      marks.push({ ...label(middle, String(n), { anchor: 'middle', size: 9, colour }), aim })
    }
    before += n
  })
  const total = label([x(before) + 6, y + BAR / 2 + 3.2], String(before), { bold: true })
  const about = `${name}: ${before}`
  return [...marks, before === 0 ? total : { ...total, about, aim: aimAt(null) }]
}

function fillOf(at: number): string {
  return FILLS[at] ?? FILLS[3]
}

function ageWords({ from, to }: AgeClass, language: Language): string {
  if (to === null) return WORDS.over[language].replace('{n}', String(from - 1))
  return WORDS.days[language].replace('{from}', String(from)).replace('{to}', String(to))
}

function entries(classes: readonly AgeClass[], language: Language): readonly LegendEntry[] {
  return classes.map((age, at) => ({
    text: ageWords(age, language),
    draw: (x, y) => [
      area(corners({ x: x - 9, y: y - 5, width: 18, height: 10 }), fillOf(at), OUTLINE),
    ],
  }))
}

function table({ classes, bars }: QueryAgesData): PlotTable {
  return {
    columns: ['SITE', 'AGE_DAYS', 'QUERIES'],
    rows: bars.flatMap(({ key, counts }) =>
      classes.map((age, at) => [key === '' ? 'ALL' : key, age.key, counts[at] ?? 0]),
    ),
  }
}
