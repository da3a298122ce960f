import type { Bilingual, Language } from '../kernel/bilingual.ts'
import { formatNumber } from '../kernel/shown-number.ts'
import type { LegendEntry } from './axes.ts'
import { definePlot } from './define.ts'
import { logScale, logTicks } from './log-scale.ts'
import {
  area,
  corners,
  disc,
  FAINT,
  INK,
  label,
  line,
  OUTLINE,
  SOFT,
  type Drawing,
  type Mark,
} from './marks.ts'
import { PALETTE } from './palette.ts'
import {
  liverPoints,
  type LiverCourseData,
  type LiverCourseOf,
  type LiverLine,
  type LiverTest,
} from './story-data.ts'
import {
  diamond,
  frameOf,
  isSeen,
  lineInView,
  middleOf,
  outsideView,
  OVER,
  spanLine,
  stripName,
  thing,
  xOf,
  type StoryFrame,
  type Strip,
} from './story-frame.ts'
import { drugStrip, momentStrip } from './story-lanes.ts'
import { liverTable } from './story-table.ts'
import { spanWords, STORY_WORDS } from './story-texts.ts'
import { stacked } from './story-stack.ts'
import { textWidth } from './text-width.ts'

/** ALT, AST, ALP and bilirubin of one subject on one axis of multiples of the limit. @source UX rules, P8 */
export const liverCoursePlot = definePlot('liver-course', { draw, table: liverTable })

const HEIGHT = 260

const WORDS = {
  axis: {
    limit: {
      en: ['Multiple of the', 'upper limit, log'],
      zh: ['正常值上限', '倍数（对数坐标）'],
    },
    baseline: {
      en: ['Multiple of the', 'baseline, log'],
      zh: ['基线值', '倍数（对数坐标）'],
    },
  },
  none: {
    limit: {
      en: 'No result of ALT, AST, ALP or bilirubin that has a date and an upper limit',
      zh: '无同时具有日期及正常值上限的ALT、AST、ALP或胆红素结果',
    },
    baseline: {
      en: 'No result of ALT, AST, ALP or bilirubin that has a date and a baseline',
      zh: '无同时具有日期及基线值的ALT、AST、ALP或胆红素结果',
    },
  },
  above: {
    limit: { en: 'Filled: above the upper limit', zh: '实心：高于正常值上限' },
    baseline: { en: 'Filled: above the baseline', zh: '实心：高于基线值' },
  },
  window: {
    en: 'Shaded: on treatment, to {n} days after the last dose; bold: the highest in it',
    zh: '阴影：治疗期间（至末次给药后{n}天）；粗体：期间最高值',
  },
  baseline: { en: 'baseline', zh: '基线' },
  outside: { en: 'not on treatment', zh: '非治疗期间' },
  lines: {
    en: 'Lines: {t}× (ALT, AST), {b}× (bilirubin), 1×',
    zh: '横线：{t}倍（ALT、AST）、{b}倍（胆红素）、1倍',
  },
} as const

/** Colour, dash and shape say the same: each tells the tests apart alone. */
interface Look {
  readonly colour: string
  readonly dash?: readonly number[]
  readonly shape: (x: number, y: number, fill: string) => Mark
}

const LOOKS: Readonly<Record<LiverTest, Look>> = {
  ALT: { colour: PALETTE.blue, shape: (x, y, fill) => disc([x, y], 3.2, fill, OUTLINE) },
  AST: {
    ...{ colour: PALETTE.purple, dash: [6, 3] },
    shape: (x, y, fill) =>
      area(corners({ x: x - 2.8, y: y - 2.8, width: 5.6, height: 5.6 }), fill, OUTLINE),
  },
  ALP: {
    ...{ colour: PALETTE.green, dash: [2, 2] },
    shape: (x, y, fill) =>
      area(
        [
          [x, y - 3.8],
          [x + 3.6, y + 2.8],
          [x - 3.6, y + 2.8],
        ],
        fill,
        OUTLINE,
      ),
  },
  TBIL: {
    ...{ colour: PALETTE.vermilion, dash: [9, 2, 2, 2] },
    shape: (x, y, fill) => diamond([x, y], fill),
  },
}

function draw(data: LiverCourseData, language: Language): Drawing {
  const frame = frameOf(data, language)
  const panel = liverStrip(frame, data)
  const given = [
    ...data.drugs.map((lane) => drugStrip(frame, lane)),
    ...data.moments.map((lane) => momentStrip(frame, lane)),
  ]
  return stacked(data, frame, {
    strips: [...given, panel],
    lengths: [panel],
    moments: data.moments,
    legend: legendOf(data, language),
  })
}

function liverStrip(frame: StoryFrame, data: LiverCourseData): Strip {
  return {
    height: HEIGHT,
    draw: (y, row) => {
      const { language } = frame
      const { of, tests } = data
      const points = tests.flatMap((one) => liverPoints(one, of))
      const multiples = points.map(({ multiple }) => multiple)
      const [first, second] = WORDS.axis[of][language]
      const ticks = logTicks(multiples)
      const at = logScale(ticks, [y + HEIGHT - 8, y + 16])
      return [
        ...windowMarks(frame, data, y),
        ...stripName(frame, y + 16, first),
        ...stripName(frame, y + 28, second),
        ...scaleMarks(frame, ticks, at),
        ...limitLines(frame, data, at),
        ...(multiples.length === 0
          ? [emptyWords(frame, WORDS.none[of][language], y + HEIGHT / 2)]
          : []),
        ...tests.flatMap((one, index) => testMarks(frame, one, { at, of, row: row + index })),
        ...peaks(frame, data, at),
        ...outsideView(
          frame,
          points.map(({ when }) => [when.earliest, when.latest] as const),
          y + 10,
        ),
      ]
    },
  }
}

type At = (multiple: number) => number

/** The time in which peaks count, where it is seen. */
function windowMarks(
  frame: StoryFrame,
  { window, cutoff }: LiverCourseData,
  y: number,
): readonly Mark[] {
  if (window === null) return []
  const to = window.to ?? cutoff
  if (to < window.from || !isSeen(frame, window.from, to)) return []
  const [left, right] = [xOf(frame, window.from), xOf(frame, to)]
  return [area(corners({ x: left, y: y + 6, width: right - left, height: HEIGHT - 12 }), SHADE)]
}

const SHADE = '#EEF3F8'

function emptyWords({ left, right }: StoryFrame, words: string, y: number): Mark {
  return label([(left + right) / 2, y], words, { anchor: 'middle', size: 11 })
}

function scaleMarks(frame: StoryFrame, ticks: readonly number[], at: At): readonly Mark[] {
  return ticks.flatMap((tick) => [
    across(frame, at(tick), FAINT, 0.5),
    label([frame.right + OVER + 3, at(tick) + 3], String(tick), { size: 7.5, colour: SOFT }),
  ])
}

function limitLines(
  frame: StoryFrame,
  { lines: { transaminase, bilirubin } }: LiverCourseData,
  at: At,
): readonly Mark[] {
  return [
    across(frame, at(1), SOFT, 0.9),
    ...[transaminase, bilirubin].flatMap((limit) => [
      across(frame, at(limit), SOFT, 0.9, [4, 3]),
      label([frame.left - 4, at(limit) + 3], `${limit}×`, { anchor: 'end', size: 8, colour: SOFT }),
    ]),
  ]
}

function across(
  { left, right }: StoryFrame,
  y: number,
  colour: string,
  width: number,
  dash?: readonly number[],
): Mark {
  const points = [
    [left, y],
    [right + OVER, y],
  ] as const
  return line(points, colour, dash === undefined ? { width } : { width, dash })
}

interface Place {
  readonly at: At
  readonly of: LiverCourseOf
  readonly row: number
}

function testMarks(frame: StoryFrame, lane: LiverLine, { at, of, row }: Place): readonly Mark[] {
  const { test, name } = lane
  const points = liverPoints(lane, of)
  const { colour, dash, shape } = LOOKS[test]
  const look = { colour, width: 1.6, ...(dash === undefined ? {} : { dash }) }
  const path = points.map(({ when, multiple }) => ({ day: middleOf(when), y: at(multiple) }))
  return [
    ...lineInView(frame, path, look),
    ...points.flatMap((point, index) => {
      const { when, multiple, place } = point
      if (!isSeen(frame, when.earliest, when.latest)) return []
      const y = at(multiple)
      const mark = shape(xOf(frame, middleOf(when)), y, multiple > 1 ? colour : '#FFFFFF')
      return thing(frame, [mark, ...spanLine(frame, when, y)], {
        ...{ key: `liver ${test} ${index}`, lane: name[frame.language], row, place },
        ...{
          what: resultWords(point, { of, lane, language: frame.language }),
          when: spanWords(when, frame),
        },
      })
    }),
  ]
}

function resultWords(
  { multiple, text, high, onTreatment }: Multiple,
  {
    of,
    lane,
    language,
  }: { readonly of: LiverCourseOf; readonly lane: LiverLine; readonly language: Language },
): string {
  const held =
    of === 'limit'
      ? `${STORY_WORDS.upperLimit[language]} ${Number((high ?? 0).toPrecision(6))}`
      : `${WORDS.baseline[language]} ${lane.baseline ?? ''}`
  const outside = onTreatment ? '' : `, ${WORDS.outside[language]}`
  return `${formatNumber(multiple, 2)}× (${text}, ${held})${outside}`
}

type Multiple = ReturnType<typeof liverPoints>[number]

/** The highest of each test on treatment with its number, each where no other stands. */
function peaks(frame: StoryFrame, { tests, lines, of }: LiverCourseData, at: At): readonly Mark[] {
  const limits = [1, lines.bilirubin, lines.transaminase].map(at)
  const taken: (readonly [x: number, y: number, half: number])[] = []
  return tests.flatMap((one) => {
    const most = highest(liverPoints(one, of))
    if (most === null || !isSeen(frame, middleOf(most.when), middleOf(most.when))) return []
    const words = `${one.test} ${formatNumber(most.multiple, 2)}×`
    const half = textWidth(words, 8) / 2
    const x = Math.max(frame.left + half + 22, xOf(frame, middleOf(most.when)))
    const isFree = (y: number): boolean =>
      taken.every(
        ([otherX, otherY, other]) =>
          Math.abs(otherX - x) > half + other + 3 || Math.abs(otherY - y) > 9,
      )
    let y = clearOf(limits, at(most.multiple) - 6)
    while (!isFree(y)) y = clearOf(limits, y - 10)
    taken.push([x, y, half])
    return [label([x, y], words, { anchor: 'middle', size: 8, colour: INK, bold: true })]
  })
}

/** The highest on treatment, the first of them: what the figure of liver safety has as its peak. */
function highest(points: readonly Multiple[]): Multiple | null {
  return points
    .filter(({ onTreatment }) => onTreatment)
    .reduce<Multiple | null>(
      (most, point) => (most !== null && most.multiple >= point.multiple ? most : point),
      null,
    )
}

/** Where letters stand clear of these lines: above the first that would go through them. */
function clearOf(limits: readonly number[], y: number): number {
  const through = limits.find((limit) => limit > y - 9 && limit < y + 2)
  return through === undefined ? y : through - 3
}

function legendOf(
  { tests, lines, of, window }: LiverCourseData,
  language: Language,
): readonly LegendEntry[] {
  const own = tests.filter((one) => liverPoints(one, of).length > 0)
  if (own.length === 0) return []
  const limits = WORDS.lines[language]
    .replace('{t}', String(lines.transaminase))
    .replace('{b}', String(lines.bilirubin))
  return [
    ...own.map(({ test, name }) => ({ text: nameOf(test, name, language), draw: sampleOf(test) })),
    {
      text: WORDS.above[of][language],
      draw: (x, y) => [
        disc([x - 4, y], 3.2, OUTLINE, OUTLINE),
        disc([x + 5, y], 3.2, '#FFFFFF', OUTLINE),
      ],
    },
    {
      text: limits,
      draw: (x, y) => [
        line(
          [
            [x - 9, y],
            [x + 9, y],
          ],
          SOFT,
          { width: 0.9, dash: [4, 3] },
        ),
      ],
    },
    ...(window === null ? [] : [windowEntry(window.days, language)]),
  ]
}

function windowEntry(days: number, language: Language): LegendEntry {
  return {
    text: WORDS.window[language].replace('{n}', String(days)),
    draw: (x, y) => [area(corners({ x: x - 9, y: y - 5, width: 18, height: 10 }), SHADE, FAINT)],
  }
}

function nameOf(test: string, name: Bilingual, language: Language): string {
  return language === 'zh' ? `${test}（${name.zh}）` : `${test} (${name.en})`
}

function sampleOf(test: LiverTest): LegendEntry['draw'] {
  const { colour, dash, shape } = LOOKS[test]
  const look = { width: 1.6, ...(dash === undefined ? {} : { dash }) }
  return (x, y) => [
    line(
      [
        [x - 9, y],
        [x + 9, y],
      ],
      colour,
      look,
    ),
    shape(x, y, colour),
  ]
}
