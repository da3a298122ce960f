import type { Language } from '../kernel/bilingual.ts'
import type { Scale } from './axes.ts'
import type { KaplanMeierData, SurvivalCurve } from './define.ts'
import { label, type Mark } from './marks.ts'
import { fitted } from './text-width.ts'

const ROW = 15
const BLOCK_GAP = 5
const WORDS = {
  atRisk: { en: 'At risk', zh: '风险人数' },
  events: { en: 'Events', zh: '事件数' },
  censored: { en: 'Censored', zh: '删失数' },
} as const

interface RiskFrame {
  readonly data: KaplanMeierData
  readonly language: Language
  readonly x: Scale
  /** In months. */
  readonly ticks: readonly number[]
  /** Where the curves begin. */
  readonly left: number
}

/** Subjects whose time is at or above a day. */
function atRisk({ steps: all }: SurvivalCurve, day: number): number {
  return count(all.filter(({ time }) => time >= day))
}

function count(all: SurvivalCurve['steps']): number {
  return all.reduce((sum, { nEvent, nCensor }) => sum + nEvent + nCensor, 0)
}

/** From where on so few are at risk that the curve says little: under 5, or under a tenth of them. */
export function fewFrom(curve: SurvivalCurve): number | null {
  const limit = Math.max(5, curve.n / 10)
  if (curve.n < limit) return 0
  return curve.steps.find(({ time }) => atRisk(curve, time + 1) < limit)?.time ?? null
}

/** Whether something of a curve lies behind that day. */
export function hasFew(curve: SurvivalCurve): boolean {
  const from = fewFrom(curve)
  return from !== null && curve.steps.some(({ time }) => time > from)
}

interface RiskRow {
  readonly name: string
  readonly at: (day: number) => number
}

/** What is counted at each tick; at any of them the three together are all of a curve. */
const COUNTED = [
  ['atRisk', atRisk],
  ['events', (curve: SurvivalCurve, day: number) => before(curve, 'nEvent', day)],
  ['censored', (curve: SurvivalCurve, day: number) => before(curve, 'nCensor', day)],
] as const

function before({ steps: all }: SurvivalCurve, of: 'nEvent' | 'nCensor', day: number): number {
  return all.reduce((sum, step) => sum + (step.time < day ? step[of] : 0), 0)
}

/** One block of three rows, or where there are several curves three blocks with a row of each. */
function riskBlocks({ data, language }: RiskFrame): readonly (readonly (string | RiskRow)[])[] {
  const [only] = data.curves
  if (only === undefined) return []
  if (data.curves.length === 1) {
    return [
      COUNTED.map(([key, of]) => ({
        name: WORDS[key][language],
        at: (day: number) => of(only, day),
      })),
    ]
  }
  return COUNTED.map(([key, of]) => [
    WORDS[key][language],
    ...data.curves.map((curve) => ({
      name: curve.label[language],
      at: (day: number) => of(curve, day),
    })),
  ])
}

/** How many of each curve are at risk, had their event and were censored, under each tick. @source UX rules, P4 */
export function riskTable(
  frame: RiskFrame,
  top: number,
): { readonly marks: readonly Mark[]; readonly bottom: number } {
  const { data, ticks, x, left } = frame
  const marks: Mark[] = []
  let y = top
  riskBlocks(frame).forEach((rows, block) => {
    y += block === 0 ? 0 : BLOCK_GAP
    for (const row of rows) {
      if (typeof row === 'string') marks.push(label([12, y], row, { bold: true }))
      else {
        marks.push(label([12, y], fitted(row.name, left - 34)))
        for (const tick of ticks) {
          const day = tick * data.monthDays
          marks.push(label([x(day), y], String(row.at(day)), { anchor: 'middle' }))
        }
      }
      y += ROW
    }
  })
  return { marks, bottom: y }
}
