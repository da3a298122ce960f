import type { Language } from '../kernel/bilingual.ts'
import { termWords } from '../safety/term-words.ts'
import { definePlot, type PlotTable } from './define.ts'
import { area, corners, label, line, OUTLINE, SOFT, type Drawing, type Mark } from './marks.ts'
import { fitted } from './text-width.ts'
import type { LaboratoryShiftData, ShiftPanel } from './safety-data.ts'

/** Grade at baseline against the worst on treatment: a small table for each test, shaded by its numbers. @source UX rules, P11 */
export const laboratoryShiftPlot = definePlot('laboratory-shift', { draw, table })

const WIDTH = 760
const COLUMNS = 3
const PANEL = { width: WIDTH / COLUMNS, height: 190 } as const
const CELL = { width: 29, height: 20 } as const
const LEFT = 54
const HEAD = 46
const GRADES = ['0', '1', '2', '3', '4', '–'] as const
/** From none to all subjects of a panel; the numbers say the rest. */
const SHADES = ['#FFFFFF', '#E8F1F8', '#C3DCEC', '#8FBEDD', '#5AA2CE'] as const

const WORDS = {
  baseline: { en: 'Baseline', zh: '基线' },
  worst: { en: 'Worst on treatment', zh: '治疗期间最高级别' },
  missing: {
    en: '–: no result that could be graded. Framed: same grade; right of the frame: worse than at baseline.',
    zh: '–：无可分级结果。加框：与基线级别相同；框右侧：较基线加重。',
  },
} as const

function draw({ panels }: LaboratoryShiftData, language: Language): Drawing {
  const lines = Math.max(1, Math.ceil(panels.length / COLUMNS))
  const height = 8 + lines * PANEL.height + 20
  return {
    width: WIDTH,
    height,
    marks: [
      ...panels.flatMap((panel, at) =>
        drawPanel(panel, {
          x: (at % COLUMNS) * PANEL.width + 6,
          y: 8 + Math.floor(at / COLUMNS) * PANEL.height,
          language,
        }),
      ),
      label([12, height - 8], WORDS.missing[language], { size: 9, colour: SOFT }),
    ],
  }
}

interface Place {
  readonly x: number
  readonly y: number
  readonly language: Language
}

function drawPanel(panel: ShiftPanel, { x, y, language }: Place): readonly Mark[] {
  const { label: name, counts } = panel
  const term = termWords(panel.term)[language]
  const all = counts.reduce((sum, row) => sum + row.reduce((inRow, n) => inRow + n, 0), 0)
  const left = x + LEFT
  const top = y + HEAD
  const room = PANEL.width - 14
  return [
    {
      ...label([x, y + 10], fitted(name[language], room, 10.5, true), { size: 10.5, bold: true }),
      about: name[language],
    },
    { ...label([x, y + 22], fitted(term, room, 8.5), { size: 8.5, colour: SOFT }), about: term },
    label([left + (CELL.width * GRADES.length) / 2, y + 33], WORDS.worst[language], {
      ...{ anchor: 'middle', size: 8, colour: SOFT },
    }),
    label([x + 8, top + (CELL.height * GRADES.length) / 2], WORDS.baseline[language], {
      ...{ anchor: 'middle', size: 8, colour: SOFT, upwards: true },
    }),
    ...GRADES.flatMap((grade, at) => [
      label([left + (at + 0.5) * CELL.width, top - 3], grade, { anchor: 'middle', size: 9 }),
      label([left - 8, top + (at + 0.5) * CELL.height + 3], grade, { anchor: 'end', size: 9 }),
    ]),
    ...counts.flatMap((row, baseline) =>
      row.flatMap((n, worst) =>
        cell(n, {
          x: left + worst * CELL.width,
          y: top + baseline * CELL.height,
          share: all === 0 ? 0 : n / all,
          about: `${name[language]}, ${WORDS.baseline[language]} ${GRADES[baseline] ?? ''} → ${GRADES[worst] ?? ''}: ${n}`,
        }),
      ),
    ),
    ...GRADES.slice(0, 5).map((_, at) => frame(left + at * CELL.width, top + at * CELL.height)),
  ]
}

interface Cell {
  readonly x: number
  readonly y: number
  readonly share: number
  readonly about: string
}

function cell(n: number, { x, y, share, about }: Cell): readonly Mark[] {
  const at = n === 0 ? 0 : Math.min(SHADES.length - 1, 1 + Math.floor(share * 8))
  const box = { x, y, ...CELL }
  return [
    { ...area(corners(box), SHADES[at] ?? '#FFFFFF', '#C9CDD2'), about },
    ...(n === 0
      ? []
      : [
          label([x + CELL.width / 2, y + CELL.height / 2 + 3.2], String(n), {
            anchor: 'middle',
            size: 9,
            colour: '#000000',
          }),
        ]),
  ]
}

/** Around a cell of the diagonal: no change. */
function frame(x: number, y: number): Mark {
  const box = { x: x + 0.6, y: y + 0.6, width: CELL.width - 1.2, height: CELL.height - 1.2 }
  const [first, ...others] = corners(box)
  return line(first === undefined ? others : [first, ...others, first], OUTLINE, { width: 1.1 })
}

function table({ panels }: LaboratoryShiftData): PlotTable {
  const gradeOf = (at: number): string => (at === 5 ? 'MISSING' : String(at))
  return {
    columns: ['LBTESTCD', 'TERM', 'BASELINE_GRADE', 'WORST_GRADE', 'SUBJECTS'],
    rows: panels.flatMap(({ test, term, counts }) =>
      counts.flatMap((row, baseline) =>
        row.map((n, worst) => [test, term, gradeOf(baseline), gradeOf(worst), n]),
      ),
    ),
  }
}
