import type { Language } from '../kernel/bilingual.ts'
import { axisBelow, legend, scale, type LegendEntry, type Scale } from './axes.ts'
import { countTicks } from './count-ticks.ts'
import { definePlot, type PlotTable } from './define.ts'
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
  type MarkAim,
  type Point,
} from './marks.ts'
import { fitted, textWidth } from './text-width.ts'
import type { EntryLagData, LagBox } from './safety-data.ts'

/** Days from the visit to the first entry, a box for each site. @source UX rules, P10 */
export const entryLagPlot = definePlot('entry-lag', { draw, table })

const WIDTH = 760
const LANE = 30
const HALF = 8

const WORDS = {
  days: { en: 'Days from the visit to the first entry', zh: '自访视至首次录入的天数' },
  box: { en: 'Middle half of the entries, with the median', zh: '四分位距及中位数' },
  line: { en: 'To nine of ten', zh: '至第90百分位' },
  longest: { en: 'Longest', zh: '最长' },
  late: { en: 'Late: more than {n} days', zh: '录入延迟：超过{n}天' },
  n: { en: 'n = {n}', zh: 'n={n}' },
  lateCount: { en: '{n} late', zh: '录入延迟{n}份' },
  about: {
    en: '{site}: {entries}; shortest {shortest}, quarters {lower}, {median}, {upper}, nine of ten {ninetieth}, longest {longest} days',
    zh: '{site}：录入{n}份；最短{shortest}天，四分位数{lower}、{median}、{upper}天，第90百分位{ninetieth}天，最长{longest}天',
  },
  lateAbout: {
    en: '{site}: {n} of {entries} came late',
    zh: '{site}：{all}份录入中录入延迟{n}份',
  },
} as const

function draw({ lateDays, boxes }: EntryLagData, language: Language): Drawing {
  const names = boxes.map((box) => textWidth(nameOf(box, language)))
  const left = Math.min(220, Math.max(70, ...names) + 24)
  const counted = Math.max(...boxes.map((one) => textWidth(lateText(one, language))), 0)
  const right = Math.max(30, counted + 24)
  const box: Box = { x: left, y: 16, width: WIDTH - left - right, height: boxes.length * LANE }
  const longest = Math.max(lateDays, ...boxes.map((one) => one.longest))
  // One entry years late must not press all others together: what is far beyond is named at the edge.
  const most = Math.min(longest, Math.max(2 * lateDays, ...boxes.map((one) => one.ninetieth * 1.5)))
  const ticks = countTicks(most)
  const end = ticks.at(-1) ?? 1
  const x = scale([0, end], [box.x, box.x + box.width])
  const key = legend(entries(lateDays, language), {
    x: 12,
    y: box.y + box.height + 52,
    width: WIDTH - 24,
  })
  return {
    width: WIDTH,
    height: box.y + box.height + 52 + key.height,
    marks: [
      line(
        [
          [x(lateDays), box.y],
          [x(lateDays), box.y + box.height],
        ],
        SOFT,
        { dash: [5, 3] },
      ),
      ...boxes.flatMap((one, at) => [
        label(
          [left - 8, box.y + at * LANE + LANE / 2 + 3.5],
          fitted(nameOf(one, language), left - 18),
          {
            anchor: 'end',
          },
        ),
        ...drawBox(one, { x, y: box.y + (at + 0.5) * LANE, end, language }),
        ...lateCount(one, [WIDTH - 10, box.y + at * LANE + LANE / 2 + 3.5], language),
      ]),
      ...axisBelow(ticks, { box, at: x, title: WORDS.days[language] }),
      ...key.marks,
    ],
  }
}

function nameOf({ key, count }: LagBox, language: Language): string {
  return `${key} (${WORDS.n[language].replace('{n}', String(count))})`
}

function lateText({ late }: LagBox, language: Language): string {
  return WORDS.lateCount[language].replace('{n}', String(late))
}

/** How many entries of the site came late, at the right of its box: the way to them. */
function lateCount(box: LagBox, at: Point, language: Language): readonly Mark[] {
  const { key: site, late, count } = box
  const about = filled(WORDS.lateAbout[language], { site, n: late, ...entriesIn(count) })
  const words = { ...label(at, lateText(box, language), { anchor: 'end' }), about }
  return [late === 0 ? words : { ...words, aim: { to: 'entries', site, late: true } }]
}

/** How many entries a site has, as a number and in words. */
function entriesIn(n: number): Readonly<Record<'all' | 'entries', string>> {
  return { all: String(n), entries: n === 1 ? '1 entry' : `${n} entries` }
}

function filled(words: string, values: Readonly<Record<string, string | number>>): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

interface Place {
  readonly x: Scale
  readonly y: number
  readonly end: number
  readonly language: Language
}

function drawBox(box: LagBox, { x, y, end, language }: Place): readonly Mark[] {
  const { key: site, shortest, lower, median, upper, ninetieth, longest, count: n } = box
  const at = (days: number): number => x(Math.min(days, end))
  const days = { shortest, lower, median, upper, ninetieth, longest }
  const about = filled(WORDS.about[language], { site, n, ...entriesIn(n), ...days })
  const aim: MarkAim = { to: 'entries', site, late: false }
  const marks: Mark[] = [
    line(
      [
        [at(shortest), y],
        [at(lower), y],
      ],
      OUTLINE,
    ),
    line(
      [
        [at(upper), y],
        [at(ninetieth), y],
      ],
      OUTLINE,
    ),
    area(
      corners({
        x: at(lower),
        y: y - HALF,
        width: Math.max(1, at(upper) - at(lower)),
        height: 2 * HALF,
      }),
      '#DCE6EE',
      OUTLINE,
    ),
    line(
      [
        [at(median), y - HALF],
        [at(median), y + HALF],
      ],
      OUTLINE,
      { width: 2.4 },
    ),
    ...(longest > end ? beyond(longest, x(end), y) : [cross(at(longest), y)]),
  ]
  return marks.map((mark) => ({ ...mark, about, aim }))
}

function cross(x: number, y: number): Mark {
  return line(
    [
      [x - 3, y - 3],
      [x + 3, y + 3],
      [x, y],
      [x - 3, y + 3],
      [x + 3, y - 3],
    ],
    OUTLINE,
  )
}

/** The longest stands beyond the axis: an arrow, and its number. */
function beyond(longest: number, right: number, y: number): readonly Mark[] {
  return [
    area(
      [
        [right, y - 4],
        [right + 6, y],
        [right, y + 4],
      ],
      OUTLINE,
    ),
    label([right, y - 6], String(longest), { anchor: 'end', size: 8 }),
  ]
}

function entries(lateDays: number, language: Language): readonly LegendEntry[] {
  return [
    {
      text: WORDS.box[language],
      draw: (x, y) => [
        area(corners({ x: x - 9, y: y - 5, width: 18, height: 10 }), '#DCE6EE', OUTLINE),
        line(
          [
            [x - 2, y - 5],
            [x - 2, y + 5],
          ],
          OUTLINE,
          { width: 2.4 },
        ),
      ],
    },
    {
      text: WORDS.line[language],
      draw: (x, y) => [
        line(
          [
            [x - 9, y],
            [x + 9, y],
          ],
          OUTLINE,
        ),
      ],
    },
    { text: WORDS.longest[language], draw: (x, y) => [cross(x, y)] },
    {
      text: WORDS.late[language].replace('{n}', String(lateDays)),
      draw: (x, y) => [
        line(
          [
            [x, y - 6],
            [x, y + 6],
          ],
          SOFT,
          { dash: [3, 2] },
        ),
        line(
          [
            [x - 9, y + 6],
            [x + 9, y + 6],
          ],
          FAINT,
        ),
      ],
    },
  ]
}

function table({ lateDays, boxes }: EntryLagData): PlotTable {
  return {
    columns: [
      ...['SITE', 'ENTRIES', 'SHORTEST', 'LOWER_QUARTILE', 'MEDIAN', 'UPPER_QUARTILE'],
      ...['NINETIETH', 'LONGEST', 'LATE', 'LATE_ABOVE'],
    ],
    rows: boxes.map((box) => [
      ...[box.key, box.count, box.shortest, box.lower, box.median, box.upper],
      ...[box.ninetieth, box.longest, box.late, lateDays],
    ]),
  }
}
