import type { BestResponse } from '../endpoints/results.ts'
import type { Language } from '../kernel/bilingual.ts'
import {
  definePlot,
  type DistributionBar,
  type DistributionData,
  type PlotTable,
} from './define.ts'
import type { Drawing } from './marks.ts'
import { DRAWN_RESPONSES, isDark, responseBox } from './response-look.ts'
import { stackedShares, type PartLook } from './stacked-shares.ts'

/** Best responses as bars of shares, one for each cohort and one for all. */
export const responseDistributionPlot = definePlot('response-distribution', { draw, table })

const LANE = 34
const BAR = 22

function draw({ bars }: DistributionData, language: Language): Drawing {
  const lanes = bars.map((bar) => ({ ...bar, name: nameOf(bar, language) }))
  const plot = { lanes, parts: DRAWN_RESPONSES, lookOf: responseLook, lane: LANE, bar: BAR }
  return stackedShares(plot, language)
}

/** How a part of a bar that stands for a response is drawn and named. */
export function responseLook(response: BestResponse): PartLook {
  const ink = isDark(response) ? '#FFFFFF' : '#000000'
  return {
    text: response,
    box: (box) => responseBox(response, box),
    ink: response === 'NE' ? null : ink,
  }
}

function nameOf(bar: DistributionBar, language: Language): string {
  return language === 'zh' ? `${bar.label.zh}（N=${bar.N}）` : `${bar.label.en} (N = ${bar.N})`
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
