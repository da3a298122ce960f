import type { Language } from '../kernel/bilingual.ts'
import { axisBelow, legend, scale, type LegendEntry, type Scale } from './axes.ts'
import { definePlot, type PlotTable } from './define.ts'
import {
  FAINT,
  OUTLINE,
  SOFT,
  area,
  disc,
  label,
  line,
  type Box,
  type Drawing,
  type Mark,
} from './marks.ts'
import { PALETTE } from './palette.ts'
import { fitted, wrapped } from './text-width.ts'
import type {
  DoseEscalationData,
  EscalationDot,
  EscalationLevel,
  EscalationState,
} from './safety-data.ts'

/** Subjects in order of entry on their dose level, with what their window came to. @source UX rules, P9 */
export const doseEscalationPlot = definePlot('dose-escalation', { draw, table })

const WIDTH = 760
const LANE = 62
const NAMES = 250
const RADIUS = 6
/** Height of the numbers below the axis. */
const NUMBERS = 46
/** Subjects whose numbers have room below the axis. */
const NAMED = 40

const WORDS = {
  order: { en: 'Subjects in order of entry', zh: '受试者（按入组顺序）' },
  none: { en: 'No DLT in the window', zh: '观察期内未发生DLT' },
  toxicity: { en: 'DLT', zh: '发生DLT' },
  'not-evaluable': { en: 'Not evaluable', zh: '不可评价' },
  running: { en: 'Window not complete (days left)', zh: '观察期未完成（剩余天数）' },
  'not-begun': { en: 'window not begun', zh: '观察期尚未开始' },
  waiting: {
    en: 'Window not complete (days left; –: not begun)',
    zh: '观察期未完成（剩余天数；–：尚未开始）',
  },
  left: { en: '{n} days left', zh: '剩余{n}天' },
  of: { en: '{d} DLT in {n} evaluable', zh: '可评价{n}例，DLT {d}例' },
} as const

const STATES: readonly EscalationState[] = ['none', 'toxicity', 'running', 'not-evaluable']

function draw(data: DoseEscalationData, language: Language): Drawing {
  const { levels, dots } = data
  const box: Box = {
    x: NAMES,
    y: 12,
    width: WIDTH - NAMES - 24,
    height: Math.max(1, levels.length) * LANE,
  }
  const x = scale([0.5, Math.max(dots.length, 6) + 0.5], [box.x, box.x + box.width])
  const top = (at: number): number => box.y + (levels.length - 1 - at) * LANE
  const named = dots.length <= NAMED
  const bottom = box.y + box.height
  const below = bottom + (named ? NUMBERS : 0)
  const key = legend(entries(dots, language), {
    x: 12,
    y: below + (named ? 32 : 48),
    width: WIDTH - 24,
  })
  return {
    width: WIDTH,
    height: below + (named ? 32 : 48) + key.height,
    marks: [
      ...levels.flatMap((level, at) => lane(level, { language, box, top: top(at) })),
      ...levels.flatMap((level, at) => bracket(level, dots, { x, top: top(at) })),
      ...dots.flatMap((dot, order) => {
        const at = levels.findIndex(({ key: name }) => name === dot.cohort)
        if (at < 0) return []
        return drawDot(dot, { x: x(order + 1), y: top(at) + LANE / 2, language })
      }),
      ...(named ? dots.map((dot, order) => nameOf(dot, x(order + 1), box)) : []),
      ...axisBelow(named ? [] : numbersUpTo(dots.length), { box, at: x, title: '' }),
      label([box.x + box.width / 2, below + (named ? 12 : 30)], WORDS.order[language], {
        ...{ anchor: 'middle', colour: SOFT },
      }),
      ...key.marks,
    ],
  }
}

function numbersUpTo(n: number): readonly number[] {
  const every = n <= 100 ? 10 : n <= 300 ? 25 : 100
  return Array.from({ length: Math.floor(n / every) }, (_, at) => (at + 1) * every)
}

interface Lane {
  readonly language: Language
  readonly box: Box
  readonly top: number
}

function lane(level: EscalationLevel, { language, box, top }: Lane): readonly Mark[] {
  const { key, label: name, evaluable, toxicities } = level
  const counts = WORDS.of[language]
    .replace('{n}', String(evaluable))
    .replace('{d}', String(toxicities))
  // The key stands first already.
  const meaning = name[language].replace(/^[^:：]{1,16}[:：]\s*/, '')
  return [
    line(
      [
        [box.x, top + LANE],
        [box.x + box.width, top + LANE],
      ],
      FAINT,
      { width: 0.5 },
    ),
    label([12, top + 16], key, { bold: true, size: 11 }),
    ...wrapped(meaning, NAMES - 24, 9).map((text, at) => ({
      ...label([12, top + 29 + at * 11], text, { size: 9, colour: SOFT }),
      about: name[language],
    })),
    label([12, top + 53], counts, { size: 9 }),
  ]
}

/** Over the subjects of a level that entered one after the other. */
function bracket(
  { key }: EscalationLevel,
  dots: readonly EscalationDot[],
  { x, top }: { readonly x: Scale; readonly top: number },
): readonly Mark[] {
  const runs: { from: number; to: number }[] = []
  dots.forEach(({ cohort }, at) => {
    if (cohort !== key) return
    const last = runs.at(-1)
    if (last?.to === at) last.to = at + 1
    else runs.push({ from: at + 1, to: at + 1 })
  })
  const y = top + 14
  return runs.map(({ from, to }) => {
    const [left, right] = [x(from) - RADIUS - 1, x(to) + RADIUS + 1]
    return line(
      [
        [left, y + 4],
        [left, y],
        [right, y],
        [right, y + 4],
      ],
      SOFT,
      { width: 0.8 },
    )
  })
}

function drawDot(
  dot: EscalationDot,
  { x, y, language }: { readonly x: number; readonly y: number; readonly language: Language },
): readonly Mark[] {
  const { subject, state, daysLeft } = dot
  const words = WORDS[state === 'running' && daysLeft === null ? 'not-begun' : state][language]
  const left =
    daysLeft === null ? '' : ` (${WORDS.left[language].replace('{n}', String(daysLeft))})`
  const about = `${subject}: ${state === 'running' && daysLeft !== null ? left.slice(2, -1) : words}`
  const days =
    state === 'running'
      ? [
          label([x, y + RADIUS + 11], daysLeft === null ? '–' : String(daysLeft), {
            anchor: 'middle',
            size: 8,
          }),
        ]
      : []
  return [...symbol(state, x, y), ...days].map((mark) => ({ ...mark, about, subject }))
}

/** Empty, full, half full, and grey with a stroke: told apart without colour. */
function symbol(state: EscalationState, x: number, y: number): readonly Mark[] {
  switch (state) {
    case 'none':
      return [disc([x, y], RADIUS, '#FFFFFF', OUTLINE)]
    case 'toxicity':
      return [disc([x, y], RADIUS, '#1A1A1A', OUTLINE)]
    case 'not-evaluable':
      return [
        disc([x, y], RADIUS, '#FFFFFF', '#999999'),
        line(
          [
            [x - 4, y + 4],
            [x + 4, y - 4],
          ],
          '#999999',
        ),
      ]
    case 'running':
      return [disc([x, y], RADIUS, '#FFFFFF', OUTLINE), area(leftHalf(x, y), PALETTE.sky, OUTLINE)]
  }
}

function leftHalf(x: number, y: number): readonly (readonly [number, number])[] {
  return Array.from({ length: 9 }, (_, at) => {
    const angle = Math.PI / 2 + (Math.PI * at) / 8
    return [x + RADIUS * Math.cos(angle), y + RADIUS * Math.sin(angle)] as const
  })
}

function nameOf({ subject }: EscalationDot, x: number, box: Box): Mark {
  const y = box.y + box.height + 6
  const look = { size: 8, upwards: true, anchor: 'end' } as const
  return { ...label([x + 3, y], fitted(subject, NUMBERS - 4, 8), look), subject, about: subject }
}

function entries(dots: readonly EscalationDot[], language: Language): readonly LegendEntry[] {
  const waits = dots.some(({ state, daysLeft }) => state === 'running' && daysLeft === null)
  return STATES.filter((state) => dots.some((dot) => dot.state === state)).map((state) => ({
    text: WORDS[state === 'running' && waits ? 'waiting' : state][language],
    draw: (x, y) => symbol(state, x, y),
  }))
}

function table({ levels, dots }: DoseEscalationData): PlotTable {
  return {
    columns: ['ORDER', 'SUBJID', 'COHORT', 'LEVEL', 'STATE', 'DAYS_LEFT'],
    rows: dots.map(({ subject, cohort, state, daysLeft }, at) => [
      ...[at + 1, subject, cohort],
      levels.findIndex(({ key }) => key === cohort) + 1,
      ...[state, daysLeft],
    ]),
  }
}
