import type { Language } from '../kernel/bilingual.ts'
import { formatNumber } from '../kernel/shown-number.ts'
import { axisLeft, legend, scale, type LegendEntry, type Scale } from './axes.ts'
import { definePlot, type PlotTable, type WaterfallBar, type WaterfallData } from './define.ts'
import { FAINT, INK, label, line, SOFT, type Box, type Drawing, type Mark } from './marks.ts'
import { DRAWN_RESPONSES, referenceName, responseBox } from './response-look.ts'

/** Best change of each subject's sum, the largest increase at the left. @source UX rules, P1 */
export const waterfallPlot = definePlot('waterfall', { draw, table })

const WIDTH = 760
const BOX: Box = { x: 64, y: 26, width: WIDTH - 84, height: 300 }
/** Bars are cut here, with their number. */
const TOP = 100
const LIMITS = [-30, 20]
const NAMED_BARS = 60

const WORDS = {
  change: {
    en: 'Best change of the sum from baseline (%)',
    zh: '靶病灶直径总和较基线的最佳变化（%）',
  },
  progression: {
    en: 'New lesion, or progression outside the sum',
    zh: '新病灶或靶病灶以外进展',
  },
  nodes: {
    en: 'CR with a sum above 0, as of normal lymph nodes',
    zh: 'CR但总和大于0（如已恢复正常的淋巴结）',
  },
  same: { en: 'No change', zh: '无变化' },
  cut: { en: 'cut off at +100 %', zh: '柱形截至+100%' },
} as const

function draw({ bars }: WaterfallData, language: Language): Drawing {
  const y = scale([-100, TOP], [BOX.y + BOX.height, BOX.y])
  const step = BOX.width / Math.max(bars.length, 12)
  const shown = DRAWN_RESPONSES.filter((one) => bars.some(({ response }) => response === one))
  const bottom = BOX.y + BOX.height + Math.max(56, 24 + shown.length * ROW)
  const key = legend([...shown.map(responseEntry), ...notes(bars, language)], {
    x: BOX.x,
    y: bottom,
    width: BOX.width,
  })
  return {
    width: WIDTH,
    height: bottom + key.height,
    marks: [
      ...bars.flatMap((bar, at) => drawBar(bar, { left: BOX.x + at * step, step, y })),
      ...LIMITS.flatMap((limit) => reference(limit, y, language)),
      line([
        [BOX.x, y(0)],
        [BOX.x + BOX.width, y(0)],
      ]),
      ...axisLeft(
        [-100, -50, 0, 50, 100],
        { box: BOX, at: y, title: WORDS.change[language] },
        (value) => (value > 0 ? `+${value}` : formatNumber(value, 0)),
      ),
      ...(bars.length > NAMED_BARS
        ? responseRows(bars, shown, step)
        : bars.flatMap((bar, at) => namesOf(bar, { x: BOX.x + (at + 0.5) * step, y }))),
      ...key.marks,
    ],
  }
}

/** Its words stand where bars of the other sign are: at the right above, at the left below. */
function reference(limit: number, y: Scale, language: Language): readonly Mark[] {
  const text = referenceName(limit, language)
  return [
    line(
      [
        [BOX.x, y(limit)],
        [BOX.x + BOX.width, y(limit)],
      ],
      SOFT,
      { width: 0.8, dash: [4, 3] },
    ),
    limit > 0
      ? label([BOX.x + BOX.width, y(limit) - 3], text, { anchor: 'end', colour: SOFT, size: 9 })
      : label([BOX.x + 4, y(limit) + 10], text, { colour: SOFT, size: 9 }),
  ]
}

interface Place {
  readonly left: number
  readonly step: number
  readonly y: Scale
}

function drawBar(bar: WaterfallBar, { left, step, y }: Place): readonly Mark[] {
  const { change, response, subject } = bar
  const reached = Math.min(change, TOP)
  const gap = Math.min(2, step * 0.15)
  const top = Math.min(y(0), y(reached))
  const box = { x: left + gap, y: top, width: step - 2 * gap, height: Math.abs(y(reached) - y(0)) }
  const about = `${subject}: ${change > 0 ? '+' : ''}${formatNumber(change)} %, ${response}`
  const middle = left + step / 2
  return [
    ...(change === 0 ? [] : responseBox(response, box)),
    ...(change > TOP ? broken(middle, change) : []),
    ...signsOf(bar, { x: middle, top, bottom: top + box.height, size: signSize(step) }),
  ].map((mark) => ({ ...mark, about, subject }))
}

const NODES = '†'
/** What stands in place of a bar without height. */
const SAME = '+'

/** Of its size. */
const SIGN_STEP = 0.85

function signSize(step: number): number {
  return Math.min(11, Math.max(6, step))
}

interface SignPlace {
  readonly x: number
  /** Of the bar. */
  readonly top: number
  readonly bottom: number
  readonly size: number
}

/** What a bar is marked with, one sign after the other from its end outward: none hides another. */
function signsOf(bar: WaterfallBar, { x, top, bottom, size }: SignPlace): readonly Mark[] {
  const { change, otherProgression } = bar
  const signs = [
    ...(change === 0 ? [SAME] : []),
    ...(leavesNodes(bar) ? [NODES] : []),
    ...(otherProgression ? ['*'] : []),
  ]
  return signs.map((sign, at) => {
    const y = change >= 0 ? top - 3 - at * SIGN_STEP * size : bottom + size + at * SIGN_STEP * size
    return label([x, y], sign, {
      anchor: 'middle',
      size: sign === NODES ? Math.min(9, size) : size,
    })
  })
}

/** Lymph nodes that are normal again still have a diameter. @source RECIST 1.1, 4.3.2 */
function leavesNodes({ response, change }: WaterfallBar): boolean {
  return response === 'CR' && change > -100
}

/** The break of a bar that is cut, and its number. */
function broken(middle: number, change: number): readonly Mark[] {
  return [
    line(
      [
        [middle - 5, BOX.y + 8],
        [middle + 5, BOX.y + 3],
      ],
      '#FFFFFF',
      { width: 2.5 },
    ),
    label([middle, BOX.y - 12], `+${formatNumber(change, 0)}`, { anchor: 'middle', size: 8 }),
  ]
}

/** Its subject below the plot, and its response across the line of no change: colour alone must not say it. */
function namesOf(
  { subject, response, change }: WaterfallBar,
  { x, y }: { readonly x: number; readonly y: Scale },
): readonly Mark[] {
  const low = BOX.y + BOX.height + 22
  const beside = y(0) + (change >= 0 ? 9 : -4)
  return [
    { ...label([x + 3, low], subject, { anchor: 'middle', size: 8, upwards: true }), subject },
    { ...label([x, beside], SHORT[response], { anchor: 'middle', size: 7 }), subject },
  ]
}

const SHORT: Readonly<Record<WaterfallBar['response'], string>> = {
  ...{ CR: 'CR', PR: 'PR', SD: 'SD', PD: 'PD', NE: 'NE' },
  ...{ 'NON-CR/NON-PD': 'NN', MISSING: '–' },
}
const ROW = 9

/** Where bars are too thin for words: below them a row for each response, with a line for each subject. */
function responseRows(
  bars: readonly WaterfallBar[],
  shown: readonly WaterfallBar['response'][],
  step: number,
): readonly Mark[] {
  const top = BOX.y + BOX.height + 8
  return [
    ...shown.map((response, row) =>
      label([BOX.x - 7, top + row * ROW + 7], SHORT[response], { anchor: 'end', size: 8 }),
    ),
    ...bars.map(({ subject, response }, at): Mark => {
      const x = BOX.x + (at + 0.5) * step
      const y = top + shown.indexOf(response) * ROW
      const points = [
        [x, y + 1],
        [x, y + ROW - 1],
      ] as const
      const width = Math.max(0.6, Math.min(3, step * 0.6))
      return { ...line(points, INK, { width }), about: `${subject}: ${response}` }
    }),
  ]
}

function responseEntry(response: (typeof DRAWN_RESPONSES)[number]): LegendEntry {
  return {
    text: response,
    draw: (x, y) => responseBox(response, { x: x - 9, y: y - 5, width: 18, height: 10 }),
  }
}

function notes(bars: readonly WaterfallBar[], language: Language): readonly LegendEntry[] {
  const sign = (text: string, down: number, size: number): LegendEntry['draw'] => {
    return (x, y) => [label([x, y + down], text, { anchor: 'middle', size })]
  }
  const cut: LegendEntry['draw'] = (x, y) => [
    line(
      [
        [x - 5, y + 3],
        [x + 5, y - 3],
      ],
      FAINT,
      { width: 2.5 },
    ),
  ]
  const all: readonly (LegendEntry & { readonly of: (bar: WaterfallBar) => boolean })[] = [
    {
      ...{ of: ({ otherProgression }) => otherProgression, text: WORDS.progression[language] },
      draw: sign('*', 5, 12),
    },
    { of: leavesNodes, text: WORDS.nodes[language], draw: sign(NODES, 4, 10) },
    { of: ({ change }) => change === 0, text: WORDS.same[language], draw: sign(SAME, 4, 11) },
    { of: ({ change }) => change > TOP, text: WORDS.cut[language], draw: cut },
  ]
  return all.filter(({ of }) => bars.some(of))
}

function table({ bars }: WaterfallData): PlotTable {
  return {
    columns: ['SUBJID', 'BEST_CHANGE_PERCENT', 'BEST_RESPONSE', 'OTHER_PROGRESSION'],
    rows: bars.map(({ subject, change, response, otherProgression }) => [
      ...[subject, change, response],
      otherProgression ? 'Y' : 'N',
    ]),
  }
}
