import type { Language } from '../kernel/bilingual.ts'
import type { CourseState, ResponseCourseData } from './course-data.ts'
import { definePlot, type PlotTable } from './define.ts'
import { area, corners, line, OUTLINE, type Box, type Drawing, type Mark } from './marks.ts'
import { responseLook } from './response-distribution.ts'
import { stackedShares, type PartLook } from './stacked-shares.ts'

/** Responses at each planned visit as bars of shares: always all subjects. @source UX rules, P7 */
export const responseCoursePlot = definePlot('response-course', { draw, table })

const LANE = 25
const BAR = 18
const OVER = '#E3E6EA'

const STATES: readonly CourseState[] = [
  ...(['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE'] as const),
  ...(['missed', 'off', 'pending'] as const),
]

const WORDS = {
  missed: { en: 'Assessed later only', zh: '该次未评估' },
  off: {
    en: 'After progression, new therapy, end of treatment or death',
    zh: '进展、新治疗、治疗结束或死亡后',
  },
  pending: { en: 'Not assessed yet', zh: '尚未评估' },
} as const
const SHORT = {
  missed: { en: 'Later', zh: '缺' },
  off: { en: 'Off', zh: '已结束' },
  pending: { en: 'Not yet', zh: '尚未' },
} as const

function draw({ bars }: ResponseCourseData, language: Language): Drawing {
  const lanes = bars.map((bar) => ({ ...bar, name: bar.label[language] }))
  const lookOf = (state: CourseState): PartLook => stateLook(state, language)
  return stackedShares({ lanes, parts: STATES, lookOf, lane: LANE, bar: BAR }, language)
}

function stateLook(state: CourseState, language: Language): PartLook {
  switch (state) {
    case 'missed':
      return { ...wordsOf(state, language), box: upright, ink: null }
    case 'off':
      return {
        ...wordsOf(state, language),
        box: (box) => [area(corners(box), OVER, OUTLINE)],
        ink: '#000000',
      }
    case 'pending':
      return {
        ...wordsOf(state, language),
        box: (box) => [area(corners(box), '#FFFFFF', OUTLINE)],
        ink: '#000000',
      }
    case 'CR':
    case 'PR':
    case 'SD':
    case 'NON-CR/NON-PD':
    case 'PD':
    case 'NE':
      return responseLook(state)
  }
}

function wordsOf(
  state: keyof typeof WORDS,
  language: Language,
): { readonly text: string; readonly short: string } {
  return { text: WORDS[state][language], short: SHORT[state][language] }
}

/** A box filled with upright lines. */
function upright(box: Box): readonly Mark[] {
  const { x, y, width, height } = box
  const marks: Mark[] = [area(corners(box), '#FFFFFF', OUTLINE)]
  for (let at = x + 3; at < x + width; at += 3) {
    const points = [
      [at, y],
      [at, y + height],
    ] as const
    marks.push(line(points, OUTLINE, { width: 0.6 }))
  }
  return marks
}

function table({ bars }: ResponseCourseData): PlotTable {
  return {
    columns: ['VISIT', 'STATE', 'N', 'OF'],
    rows: bars.flatMap(({ key, N, counts }) =>
      STATES.flatMap((state) => {
        const n = counts[state]
        return n === undefined ? [] : [[key, state, n, N]]
      }),
    ),
  }
}
