import type { Bilingual, Language } from '../kernel/bilingual.ts'
import { formatNumber } from '../kernel/shown-number.ts'
import { classWords, termWords } from '../safety/term-words.ts'
import { axisBelow, legend, scale, type LegendEntry, type Scale } from './axes.ts'
import { definePlot, type PlotTable } from './define.ts'
import { DRAWN_GRADES, gradeBox, gradeNumeral } from './grade-look.ts'
import { FAINT, SOFT, label, line, type Box, type Drawing, type Mark } from './marks.ts'
import { fitted, roomFor } from './text-width.ts'
import type { AdverseEventBarsData, BarSide, GradeCounts, TermBars } from './safety-data.ts'

/** Adverse events by term, back to back, stacked by the worst grade of each subject. @source UX rules, P5 */
export const adverseEventBarsPlot = definePlot('adverse-event-bars', { draw, table })

const WIDTH = 760
const LANE = 17
const BAR = 12
const TOP = 34
/** Room for names: the first at which each stands whole before its bar's number, else the last. */
const NAMES = [214, 234, 254, 274, 294]
/** Room for the number at the end of a bar. */
const ENDS = 64

const WORDS = {
  share: { en: 'Subjects (%)', zh: '受试者比例（%）' },
  grade: { en: 'Grade', zh: '级别' },
  ungraded: { en: 'No grade', zh: '未分级' },
  noClass: { en: 'No organ class recorded', zh: '未记录系统器官分类' },
} as const

interface Frame {
  readonly language: Language
  readonly box: Box
  readonly reach: number
  readonly most: number
  /** Places of shares, from the middle outwards. */
  readonly left: Scale
  readonly right: Scale
}

function draw(data: AdverseEventBarsData, language: Language): Drawing {
  const { rows } = data
  const ticks = ticksUpTo(largestShare(data))
  const frame = frameOf(data, ticks.at(-1) ?? 1, language)
  const { box, reach, most, left, right } = frame
  const middle = box.x + box.width / 2
  const key = legend(entries(data, language), {
    x: 12,
    y: box.y + box.height + 52,
    width: WIDTH - 24,
  })
  const bottom = box.y + box.height
  return {
    width: WIDTH,
    height: bottom + 52 + key.height,
    marks: [
      ...ticks.flatMap((tick) => [guide(left(tick), box), guide(right(tick), box)]),
      ...heads(data, frame),
      ...rows.flatMap((row, at) => drawRow(data, row, { frame, y: box.y + 2 + at * LANE })),
      line([
        [middle, box.y],
        [middle, bottom],
      ]),
      ...axisBelow(ticks, { box: half(left), at: left, title: '' }, percent),
      ...axisBelow(ticks.slice(1), { box: half(right), at: right, title: '' }, percent),
      label([middle, bottom + 30], WORDS.share[language], { anchor: 'middle', colour: SOFT }),
      ...key.marks,
    ],
  }

  function half(at: Scale): Box {
    return { ...box, x: Math.min(at(0), at(most)), width: reach }
  }
}

function frameOf(data: AdverseEventBarsData, most: number, language: Language): Frame {
  const frames = NAMES.map((names): Frame => {
    const height = data.rows.length * LANE + 4
    const box: Box = { x: names, y: TOP, width: WIDTH - names - 12, height }
    const middle = box.x + box.width / 2
    const reach = box.width / 2 - ENDS
    const left = scale([0, most], [middle, middle - reach])
    const right = scale([0, most], [middle, middle + reach])
    return { language, box, reach, most, left, right }
  })
  const holds = (frame: Frame): boolean =>
    data.rows.every((row) => {
      const { text, room, bold } = nameIn(data, row, frame)
      return roomFor(text, 10, bold) <= room
    })
  const found = frames.find(holds) ?? frames.at(-1)
  if (found === undefined) throw new Error('There is no room for names.')
  return found
}

interface Name {
  readonly text: string
  readonly indent: number
  readonly bold: boolean
  /** Up to the number at the end of its bar. */
  readonly room: number
}

function nameIn(data: AdverseEventBarsData, row: TermBars, { language, left }: Frame): Name {
  const bold = row.term === null
  const indent = bold || !data.rows.some(({ term }) => term === null) ? 0 : 10
  const end = left(shareOf(row.left.subjects, data.left)) - 5
  const room = end - roomFor(endText(row.left, data.left), 9) - 20 - indent
  return { text: nameOf(row)[language], indent, bold, room }
}

function percent(share: number): string {
  return String(Math.round(share * 100))
}

function guide(x: number, { y, height }: Box): Mark {
  return line(
    [
      [x, y],
      [x, y + height],
    ],
    FAINT,
    { width: 0.5 },
  )
}

function largestShare({ left, right, rows }: AdverseEventBarsData): number {
  const shares = rows.flatMap((row) => [
    shareOf(row.left.subjects, left),
    shareOf(row.right.subjects, right),
  ])
  return Math.max(0.1, ...shares)
}

function shareOf(n: number, { N }: BarSide): number {
  return N === 0 ? 0 : n / N
}

/** Even shares from 0 to the first at or beyond the largest. */
function ticksUpTo(most: number): readonly number[] {
  const every = most <= 0.25 ? 0.05 : most <= 0.5 ? 0.1 : 0.2
  const count = Math.ceil(most / every - 1e-9)
  return Array.from({ length: count + 1 }, (_, at) => at * every)
}

function heads({ left, right }: AdverseEventBarsData, { box, language }: Frame): readonly Mark[] {
  const middle = box.x + box.width / 2
  const words = ({ label: name, N }: BarSide): string =>
    language === 'zh' ? `${name.zh}（N=${N}）` : `${name.en} (N = ${N})`
  const wide = box.width / 2 - 12
  return [
    label([middle - 10, TOP - 12], fitted(words(left), wide, 11, true), {
      ...{ anchor: 'end', size: 11, bold: true },
    }),
    label([middle + 10, TOP - 12], fitted(words(right), wide, 11, true), { size: 11, bold: true }),
  ]
}

function nameOf({ soc, term }: TermBars): Bilingual {
  if (term !== null) return termWords(term)
  return soc === '' ? WORDS.noClass : classWords(soc)
}

function drawRow(
  data: AdverseEventBarsData,
  row: TermBars,
  { frame, y }: { readonly frame: Frame; readonly y: number },
): readonly Mark[] {
  const { text: name, indent, bold, room } = nameIn(data, row, frame)
  const at = { y: y + (LANE - BAR) / 2, name, language: frame.language }
  return [
    {
      ...label([12 + indent, y + LANE / 2 + 3.5], fitted(name, room, 10, bold), { bold }),
      about: name,
    },
    ...drawSide(row.left, data.left, { ...at, x: frame.left, outwards: -1 }),
    ...drawSide(row.right, data.right, { ...at, x: frame.right, outwards: 1 }),
  ]
}

interface SidePlace {
  readonly x: Scale
  readonly y: number
  readonly name: string
  readonly language: Language
  readonly outwards: 1 | -1
}

/** Grade 5 stands at the middle, so that the severe ones line up; what has no grade ends the bar. */
function drawSide(
  counts: GradeCounts,
  side: BarSide,
  { x, y, name, language, outwards }: SidePlace,
): readonly Mark[] {
  const marks: Mark[] = []
  let before = 0
  for (const { grade, n } of partsOf(counts)) {
    if (n === 0) continue
    const from = x(shareOf(before, side))
    const to = x(shareOf(before + n, side))
    const box = { x: Math.min(from, to), y, width: Math.abs(to - from), height: BAR }
    const what = grade === null ? WORDS.ungraded[language] : `${WORDS.grade[language]} ${grade}`
    const about = `${name}, ${side.label[language]}, ${what}: ${n}/${side.N}`
    const drawn = [...gradeBox(grade, box), ...(grade === null ? [] : gradeNumeral(grade, box))]
    marks.push(...drawn.map((mark) => ({ ...mark, about })))
    before += n
  }
  const end = x(shareOf(counts.subjects, side)) + outwards * 5
  const text = endText(counts, side)
  const anchor = outwards === 1 ? 'start' : 'end'
  return [...marks, label([end, y + BAR / 2 + 3.2], text, { anchor, size: 9 })]
}

function endText({ subjects }: GradeCounts, side: BarSide): string {
  const share = formatNumber(shareOf(subjects, side) * 100)
  return subjects === 0 ? '0' : `${subjects} (${share})`
}

function partsOf({ byWorstGrade, missingGrade }: GradeCounts): readonly {
  readonly grade: number | null
  readonly n: number
}[] {
  return [
    ...[...DRAWN_GRADES].reverse().map((grade) => ({ grade, n: byWorstGrade[grade - 1] ?? 0 })),
    { grade: null, n: missingGrade },
  ]
}

function entries({ rows }: AdverseEventBarsData, language: Language): readonly LegendEntry[] {
  const counts = rows.flatMap((row) => [row.left, row.right])
  const graded = DRAWN_GRADES.map((grade): LegendEntry => {
    return {
      text: language === 'zh' ? `${grade}级` : `${WORDS.grade.en} ${grade}`,
      draw: (x, y) => {
        const box = { x: x - 9, y: y - 5, width: 18, height: 10 }
        return [...gradeBox(grade, box), ...gradeNumeral(grade, box)]
      },
    }
  })
  if (counts.every(({ missingGrade }) => missingGrade === 0)) return graded
  const ungraded: LegendEntry = {
    text: WORDS.ungraded[language],
    draw: (x, y) => gradeBox(null, { x: x - 9, y: y - 5, width: 18, height: 10 }),
  }
  return [...graded, ungraded]
}

function table({ left, right, rows }: AdverseEventBarsData): PlotTable {
  return {
    columns: ['SIDE', 'AESOC', 'AETERM', 'GRADE', 'SUBJECTS', 'OF'],
    rows: rows.flatMap(({ soc, term, ...counts }) =>
      [
        { side: left, of: counts.left },
        { side: right, of: counts.right },
      ].flatMap(({ side, of }) => [
        [side.key, soc, term, 'ANY', of.subjects, side.N],
        ...[...partsOf(of)]
          .reverse()
          .map(({ grade, n }) => [side.key, soc, term, grade ?? 'MISSING', n, side.N]),
      ]),
    ),
  }
}
