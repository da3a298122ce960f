import type { Language } from '../kernel/bilingual.ts'
import { formatShare } from '../kernel/shown-number.ts'
import { axisBelow, legend, scale } from './axes.ts'
import {
  definePlot,
  type DistributionBar,
  type DistributionData,
  type PlotTable,
} from './define.ts'
import { label, type Box, type Drawing, type Mark } from './marks.ts'
import { fitted, textWidth } from './text-width.ts'
import { DRAWN_RESPONSES, isDark, responseBox } from './response-look.ts'

/** Best responses as bars of shares, one for each cohort and one for all. */
export const responseDistributionPlot = definePlot('response-distribution', { draw, table })

const WIDTH = 760
const LANE = 34
const BAR = 22
const SHARES = [0, 0.25, 0.5, 0.75, 1]

const WORDS = {
  share: { en: 'Subjects (%)', zh: '受试者比例（%）' },
} as const

function draw({ bars }: DistributionData, language: Language): Drawing {
  const names = bars.map((bar) => textWidth(nameOf(bar, language)))
  const left = Math.min(230, Math.max(60, ...names) + 22)
  const box: Box = { x: left, y: 8, width: WIDTH - left - 30, height: bars.length * LANE }
  const x = scale([0, 1], [box.x, box.x + box.width])
  const shown = DRAWN_RESPONSES.filter((one) => bars.some(({ counts }) => (counts[one] ?? 0) > 0))
  const entries = shown.map((response) => ({
    text: response,
    draw: (at: number, y: number) =>
      responseBox(response, { x: at - 9, y: y - 5, width: 18, height: 10 }),
  }))
  const key = legend(entries, { x: box.x, y: box.y + box.height + 50, width: box.width })
  return {
    width: WIDTH,
    height: box.y + box.height + 50 + key.height,
    marks: [
      ...bars.flatMap((bar, at) => {
        const y = box.y + at * LANE + (LANE - BAR) / 2
        const name = fitted(nameOf(bar, language), left - 20)
        return [
          label([left - 8, y + BAR / 2 + 3.5], name, { anchor: 'end' }),
          ...drawBar(bar, { x, y }),
        ]
      }),
      ...axisBelow(SHARES, { box, at: x, title: WORDS.share[language] }, (share) =>
        String(share * 100),
      ),
      ...key.marks,
    ],
  }
}

function nameOf(bar: DistributionBar, language: Language): string {
  return `${bar.label[language]} (N = ${bar.N})`
}

function drawBar(
  { counts, N }: DistributionBar,
  { x, y }: { readonly x: (share: number) => number; readonly y: number },
): readonly Mark[] {
  const marks: Mark[] = []
  let before = 0
  for (const response of DRAWN_RESPONSES) {
    const n = counts[response] ?? 0
    if (n === 0) continue
    const left = x(before / N)
    const width = x((before + n) / N) - left
    const about = `${response}: ${n} (${formatShare(n / N)})`
    marks.push(
      ...responseBox(response, { x: left, y, width, height: BAR }).map((mark) => ({
        ...mark,
        about,
      })),
    )
    marks.push(...wordsOn(`${response} ${n}`, { response, left, width, y }))
    before += n
  }
  return marks
}

/** Name and number on a part that is wide enough; hatching would make them unreadable. */
function wordsOn(
  text: string,
  at: {
    readonly response: (typeof DRAWN_RESPONSES)[number]
    readonly left: number
    readonly width: number
    readonly y: number
  },
): readonly Mark[] {
  const { response, left, width, y } = at
  if (response === 'NE' || textWidth(text, 9) > width - 4) return []
  const colour = isDark(response) ? '#FFFFFF' : '#000000'
  return [label([left + width / 2, y + BAR / 2 + 3], text, { anchor: 'middle', size: 9, colour })]
}

function table({ bars }: DistributionData): PlotTable {
  return {
    columns: ['GROUP', 'RESPONSE', 'N', 'OF'],
    rows: bars.flatMap(({ key, N, counts }) =>
      DRAWN_RESPONSES.flatMap((response) => {
        const n = counts[response]
        return n === undefined ? [] : [[key, response, n, N]]
      }),
    ),
  }
}
