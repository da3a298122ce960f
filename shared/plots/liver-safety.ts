import type { Language } from '../kernel/bilingual.ts'
import { formatNumber } from '../kernel/shown-number.ts'
import { axisBelow, axisLeft, legend, type LegendEntry, type Scale } from './axes.ts'
import { definePlot, type PlotTable } from './define.ts'
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
import { fitted, roomFor } from './text-width.ts'
import type { LiverDot, LiverQuadrant, LiverSafetyData } from './safety-data.ts'

/** Peak transaminase against peak bilirubin on logarithmic axes. @source UX rules, P8 */
export const liverSafetyPlot = definePlot('liver-safety', { draw, table })

const WIDTH = 760
const BOX: Box = { x: 66, y: 14, width: WIDTH - 96, height: 400 }
/** More names than these would cover each other. */
const NAMED = 12
const SUSPECT = '#FBEFE8'

const WORDS = {
  'limit-x': {
    en: 'Peak ALT or AST (multiple of the upper limit of normal)',
    zh: 'ALT或AST峰值（正常值上限的倍数）',
  },
  'limit-y': {
    en: 'Peak total bilirubin (multiple of ULN)',
    zh: '总胆红素峰值（正常值上限的倍数）',
  },
  'baseline-x': {
    en: 'Peak ALT or AST (multiple of the baseline)',
    zh: 'ALT或AST峰值（基线的倍数）',
  },
  'baseline-y': {
    en: 'Peak total bilirubin (multiple of the baseline)',
    zh: '总胆红素峰值（基线的倍数）',
  },
} as const

/** Names of the quadrants; of multiples of the baseline they only say what is raised. */
const NAMES: Readonly<
  Record<LiverSafetyData['of'], Readonly<Record<LiverQuadrant, Readonly<Record<Language, string>>>>>
> = {
  limit: {
    hy: { en: "Possible Hy's law", zh: "可能符合Hy's法则" },
    transaminases: { en: "Temple's corollary", zh: 'Temple推论区' },
    bilirubin: { en: 'Hyperbilirubinaemia', zh: '高胆红素血症' },
    neither: { en: 'Below both lines', zh: '均未超过界限' },
  },
  baseline: {
    hy: { en: 'Both raised', zh: '两者均升高' },
    transaminases: { en: 'Transaminase raised', zh: '转氨酶升高' },
    bilirubin: { en: 'Bilirubin raised', zh: '胆红素升高' },
    neither: { en: 'Below both lines', zh: '均未超过界限' },
  },
}

interface Frame {
  readonly data: LiverSafetyData
  readonly language: Language
  readonly x: Scale
  readonly y: Scale
}

function draw(data: LiverSafetyData, language: Language): Drawing {
  const { dots, of, transaminaseLine, bilirubinLine } = data
  const across = logTicks([10, transaminaseLine, ...dots.map(({ transaminase }) => transaminase)])
  const upwards = logTicks([bilirubinLine, ...dots.map(({ bilirubin }) => bilirubin)])
  const x = logScale(across, [BOX.x, BOX.x + BOX.width])
  const y = logScale(upwards, [BOX.y + BOX.height, BOX.y])
  const frame: Frame = { data, language, x, y }
  const key = legend(entries(data, language), {
    x: BOX.x,
    y: BOX.y + BOX.height + 54,
    width: BOX.width,
  })
  return {
    width: WIDTH,
    height: BOX.y + BOX.height + 54 + key.height,
    marks: [
      ...shade(frame),
      ...limitLines(frame),
      ...axisBelow(across, { box: BOX, at: x, title: WORDS[`${of}-x`][language] }, shown),
      ...axisLeft(upwards, { box: BOX, at: y, title: WORDS[`${of}-y`][language] }, shown),
      ...quadrantNames(frame),
      ...dots.flatMap((dot) => drawDot(dot, frame)),
      ...names(frame),
      ...key.marks,
    ],
  }
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)))
}

/** The quadrant above both lines. */
function shade({ data, x, y }: Frame): readonly Mark[] {
  const left = x(data.transaminaseLine)
  const height = y(data.bilirubinLine) - BOX.y
  const width = BOX.x + BOX.width - left
  return [area(corners({ x: left, y: BOX.y, width, height }), SUSPECT)]
}

function limitLines({ data, x, y }: Frame): readonly Mark[] {
  const across = x(data.transaminaseLine)
  const up = y(data.bilirubinLine)
  const look = { width: 1, dash: [5, 3] } as const
  return [
    line(
      [
        [across, BOX.y],
        [across, BOX.y + BOX.height],
      ],
      SOFT,
      look,
    ),
    line(
      [
        [BOX.x, up],
        [BOX.x + BOX.width, up],
      ],
      SOFT,
      look,
    ),
    label([across + 3, BOX.y + BOX.height - 4], `${shown(data.transaminaseLine)}×`, {
      ...{ size: 9, colour: SOFT },
    }),
    label([BOX.x + BOX.width - 3, up - 3], `${shown(data.bilirubinLine)}×`, {
      ...{ anchor: 'end', size: 9, colour: SOFT },
    }),
  ]
}

/** In its corner: the name with how many subjects stand in it. */
function quadrantNames({ data, language, x, y }: Frame): readonly Mark[] {
  const across = x(data.transaminaseLine)
  const up = y(data.bilirubinLine)
  const right = BOX.x + BOX.width
  const bottom = BOX.y + BOX.height
  const places: readonly [LiverQuadrant, number, number, 'start' | 'end', number][] = [
    ['hy', right - 5, BOX.y + 13, 'end', right - across],
    ['bilirubin', BOX.x + 5, BOX.y + 13, 'start', across - BOX.x],
    ['transaminases', right - 5, bottom - 6, 'end', right - across - 26],
    ['neither', BOX.x + 5, bottom - 6, 'start', across - BOX.x],
  ]
  return places.flatMap(([quadrant, left, top, anchor, room]) => {
    if (quadrant === 'neither' && bottom - up < 20) return []
    const n = data.dots.filter((dot) => dot.quadrant === quadrant).length
    const colon = language === 'zh' ? '：' : ': '
    const text = `${NAMES[data.of][quadrant][language]}${colon}${n}`
    return [
      label([left, top], fitted(text, room - 8, 10, true), { anchor, colour: SOFT, bold: true }),
    ]
  })
}

/** Subjects above both lines are told apart by shape as well. */
function drawDot(dot: LiverDot, { data, language, x, y }: Frame): readonly Mark[] {
  const { subject, transaminase, bilirubin, quadrant } = dot
  const values = `${formatNumber(transaminase, 2)}×, ${formatNumber(bilirubin, 2)}×`
  const about = `${subject}: ${values} (${NAMES[data.of][quadrant][language]})`
  const mark = shape(quadrant, x(transaminase), y(bilirubin))
  return [{ ...mark, about, ...courseOf(subject, data.of) }]
}

/** Two peaks say nothing of their times: the mark leads to the subject's values over time. */
function courseOf(subject: string, of: LiverSafetyData['of']): Pick<Mark, 'subject' | 'aim'> {
  return { subject, aim: { to: 'liver-course', subject, of } }
}

function shape(quadrant: LiverQuadrant, x: number, y: number): Mark {
  if (quadrant === 'hy') {
    return area(
      [
        [x, y - 5.5],
        [x + 5.5, y],
        [x, y + 5.5],
        [x - 5.5, y],
      ],
      PALETTE.vermilion,
      OUTLINE,
    )
  }
  return disc([x, y], 3.6, quadrant === 'neither' ? '#FFFFFF' : PALETTE.sky, OUTLINE)
}

/** Of the subjects above both lines, while they are few; a name that would cover another is left out. */
function names({ data, x, y }: Frame): readonly Mark[] {
  const suspects = data.dots.filter(({ quadrant }) => quadrant === 'hy')
  if (suspects.length > NAMED) return []
  const taken = [...dotBoxes(data.dots, x, y), ...lineBoxes(data, x, y)]
  return suspects.flatMap(({ subject, transaminase, bilirubin }) => {
    const found = placesOf(subject, x(transaminase), y(bilirubin)).find((one) =>
      taken.every((other) => !covers(one, other)),
    )
    if (found === undefined) return []
    taken.push(found)
    return [
      { ...label([found.x, found.y + 8], subject, { size: 9 }), ...courseOf(subject, data.of) },
    ]
  })
}

function dotBoxes(dots: readonly LiverDot[], x: Scale, y: Scale): readonly Box[] {
  return dots.map(({ transaminase, bilirubin }) => ({
    ...{ x: x(transaminase) - 5.5, y: y(bilirubin) - 5.5 },
    ...{ width: 11, height: 11 },
  }))
}

/** Both limits, and the number at the end of that of bilirubin. */
function lineBoxes(data: LiverSafetyData, x: Scale, y: Scale): readonly Box[] {
  const across = x(data.transaminaseLine)
  const up = y(data.bilirubinLine)
  return [
    { x: across - 1, y: BOX.y, width: 2, height: BOX.height },
    { x: BOX.x, y: up - 1, width: BOX.width, height: 2 },
    { x: BOX.x + BOX.width - 24, y: up - 12, width: 24, height: 12 },
  ]
}

/** Right of its place, left of it, above and below, as far as it stays within the plot. */
function placesOf(subject: string, x: number, y: number): readonly Box[] {
  const size = { width: roomFor(subject, 9), height: 10 }
  const around: readonly Box[] = [
    { x: x + 7, y: y - 5, ...size },
    { x: x - 7 - size.width, y: y - 5, ...size },
    { x: x - size.width / 2, y: y - 17, ...size },
    { x: x - size.width / 2, y: y + 7, ...size },
  ]
  const right = BOX.x + BOX.width
  return around.filter((one) => one.x > BOX.x && one.x + one.width < right && one.y > BOX.y + 18)
}

function covers(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  )
}

function entries({ of, dots }: LiverSafetyData, language: Language): readonly LegendEntry[] {
  const kinds: readonly LiverQuadrant[] = ['hy', 'transaminases', 'bilirubin', 'neither']
  const drawn = kinds.filter((kind) => dots.some(({ quadrant }) => quadrant === kind))
  const raised = drawn.filter((kind) => kind === 'transaminases' || kind === 'bilirubin')
  const one = {
    en: 'Above one line',
    zh: '仅超过一条界限',
  } as const
  return [
    ...(drawn.includes('hy') ? [entry('hy', NAMES[of].hy[language])] : []),
    ...(raised[0] === undefined ? [] : [entry(raised[0], one[language])]),
    ...(drawn.includes('neither') ? [entry('neither', NAMES[of].neither[language])] : []),
  ]
}

function entry(kind: LiverQuadrant, text: string): LegendEntry {
  return { text, draw: (x, y) => [shape(kind, x, y)] }
}

function table({ of, dots }: LiverSafetyData): PlotTable {
  const unit = of === 'limit' ? 'ULN' : 'BASELINE'
  return {
    columns: ['SUBJID', 'COHORT', `PEAK_ALT_AST_X_${unit}`, `PEAK_TBIL_X_${unit}`, 'QUADRANT'],
    rows: dots.map(({ subject, cohort, transaminase, bilirubin, quadrant }) => [
      ...[subject, cohort, transaminase, bilirubin],
      quadrant,
    ]),
  }
}
