import type { Bilingual } from '../kernel/bilingual.ts'
import { gradeBands } from '../laboratory/grade-bands.ts'
import type { GradeBand, LaboratoryTrendData, ShiftPanel, TrendLine } from '../plots/safety-data.ts'
import { findLaboratoryTest } from '../safety/laboratory-tests.ts'
import { describeNumbers } from '../statistics/describe.ts'
import { same } from './cells.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import { TREND_TESTS, type MultiplePoint } from './laboratory-course.ts'
import { laboratoryShiftTables, type ShiftTable } from './laboratory-table.ts'
import { figure } from './part.ts'
import { inPopulation, population } from './report-populations.ts'

/** Panels of one figure; the table has all tests. */
const PANELS = 12
/** Lines of single subjects; more of them would be a carpet. */
const LINES = 300
/** A median of fewer says little. */
const MEDIAN_OF = 3

/** Course of liver tests and platelets, and shifts of grades. @source UX rules, P11 */
export const laboratoryFigures: ReportMember = {
  key: 'laboratory-figures',
  section: '14.3',
  parts: (input) => [...TREND_TESTS.map((test) => trendFigure(input, test)), shiftFigure(input)],
}

type TrendTest = (typeof TREND_TESTS)[number]

const BASIS: Bilingual = { en: 'Laboratory results; study treatment', zh: '实验室检查；研究用药' }

function trendFigure(input: ReportInput, { test, limit }: TrendTest): ReportFigure {
  const safety = inPopulation(input, 'SAF')
  const all = safety.flatMap(({ addition: { subject, cohort }, laboratoryCourse }) => {
    const course = laboratoryCourse.trends[test]
    return course === undefined ? [] : [{ subject, cohort, course }]
  })
  const lines = all.slice(0, LINES).map(({ subject, cohort, course }): TrendLine => ({
    ...{ subject, cohort },
    points: course.map(({ day, multiple }) => ({ day, value: multiple })),
  }))
  const label = findLaboratoryTest(test)?.label ?? same(test)
  const without = safety.length - all.length
  const bands = bandsOf(test, lines)
  const bound = limit === 'upper' ? { en: 'upper', zh: '上限' } : { en: 'lower', zh: '下限' }
  return figure({
    key: `laboratory-trend-${test.toLowerCase()}`,
    title: {
      en: `${label.en} over time, multiples of the ${bound.en} limit of normal`,
      zh: `${label.zh}变化趋势（正常值${bound.zh}倍数）`,
    },
    population: population(input, 'SAF'),
    basis: BASIS,
    empty: {
      en: 'No result has a number, a date and its limit of normal.',
      zh: '尚无同时具有数值、日期和正常值界限的结果。',
    },
    plot: {
      ...{ kind: 'laboratory-trend', test, label, unit: null, limit },
      monthDays: input.definition.conventions.monthDays,
      low: limit === 'lower' ? 1 : null,
      high: limit === 'upper' ? 1 : null,
      ...{ bands, lines, median: medians(all.map(({ course }) => course)) },
    },
    footnotes: [
      {
        en: `Each result is a multiple of the limit recorded with it, else of that of its laboratory, so that several laboratories can be compared; ${all.length} of ${safety.length} subjects have such results, ${without} ${without === 1 ? 'is' : 'are'} left out. Bold: median at each planned visit with at least ${MEDIAN_OF} subjects, at their median day.`,
        zh: `每个结果均以随其记录的界限（未记录时为其实验室的界限）的倍数表示，便于比较不同实验室；${safety.length}例中${all.length}例具有此类结果，其余${without}例未显示。粗线：各计划访视（至少${MEDIAN_OF}例）的中位数，置于其中位日。`,
      },
      ...(bands.length === 0 ? [] : [BANDS_NOTE]),
      ...(all.length <= LINES
        ? []
        : [
            {
              en: `Lines of the first ${LINES} subjects by number; the median is of all.`,
              zh: `仅显示编号靠前的${LINES}例受试者的曲线；中位数基于全部受试者。`,
            },
          ]),
    ],
  })
}

const BANDS_NOTE: Bilingual = {
  en: 'Shaded: grades of CTCAE v5.0 for a subject whose baseline was normal; where it was raised, grades go by multiples of the baseline.',
  zh: '底色：基线正常者的CTCAE v5.0级别；基线升高者按基线倍数分级。',
}

/** Tests whose grades are multiples of the upper limit alone: bands hold whatever the limit. */
const GRADED_BY_LIMIT: ReadonlySet<string> = new Set(['ALT', 'AST', 'TBIL'])

function bandsOf(test: string, lines: readonly TrendLine[]): readonly GradeBand[] {
  const known = findLaboratoryTest(test)
  const analyte = known?.analyte ?? null
  const unit = known?.units[0]
  if (!GRADED_BY_LIMIT.has(test) || analyte === null || unit === undefined) return []
  let most = 5
  for (const { points } of lines) for (const { value } of points) most = Math.max(most, value)
  return gradeBands({
    ...{ analyte, unit, lln: null, uln: 1 },
    ...{ baseline: null, baselineState: 'normal', least: 0.1, most: most * 10 },
  })
}

/** By planned visit, the last result of each subject at it. */
function medians(courses: readonly (readonly MultiplePoint[])[]): LaboratoryTrendData['median'] {
  const byVisit = new Map<string, MultiplePoint[]>()
  for (const course of courses) {
    const own = new Map<string, MultiplePoint>()
    for (const point of course) {
      if (point.visit !== null && !point.visit.startsWith('UNS')) own.set(point.visit, point)
    }
    for (const [visit, point] of own) {
      const points = byVisit.get(visit) ?? []
      byVisit.set(visit, points)
      points.push(point)
    }
  }
  return [...byVisit.values()]
    .filter((points) => points.length >= MEDIAN_OF)
    .flatMap((points) => {
      const value = describeNumbers(points.map(({ multiple }) => multiple)).median
      const day = describeNumbers(points.map((point) => point.day)).median
      return value === null || day === null ? [] : [{ day, value, n: points.length }]
    })
    .sort((a, b) => a.day - b.day)
}

function shiftFigure(input: ReportInput): ReportFigure {
  const tables = laboratoryShiftTables(input)
  const worse = tables
    .map((one) => ({ ...one, worsened: worsened(one) }))
    .filter((one) => one.worsened > 0)
    .sort((a, b) => b.worsened - a.worsened)
  const shown = worse.slice(0, PANELS)
  const more = worse.length - shown.length
  return figure({
    key: 'laboratory-shift',
    title: {
      en: 'Laboratory shifts: grade at baseline and worst grade on treatment',
      zh: '实验室检查级别变化：基线与治疗期间最高级别',
    },
    population: population(input, 'SAF'),
    basis: BASIS,
    empty: {
      en: 'No test became worse on treatment than it was at baseline.',
      zh: '治疗期间无检验项目级别较基线加重。',
    },
    plot: { kind: 'laboratory-shift', panels: shown.map(toPanel) },
    footnotes: [
      {
        en: `Tests with the most subjects whose grade became worse: ${shown.length} of ${tables.length} graded${more === 0 ? '' : `; ${more} more became worse in some subject`}. The table of laboratory shifts has the same numbers. The darker, the larger the share of subjects.`,
        zh: `显示级别加重例数最多的项目：${tables.length}个可分级项目中显示${shown.length}个${more === 0 ? '' : `；另有${more}个项目有受试者加重`}。实验室检查变化表列出相同数据。颜色越深，例数占比越大。`,
      },
    ],
  })
}

/** Subjects whose worst grade is above the one at baseline, both known. */
function worsened({ rows }: ShiftTable): number {
  return rows.reduce(
    (sum, { byWorst }, baseline) =>
      baseline > 4 ? sum : sum + byWorst.slice(baseline + 1, 5).reduce((inRow, n) => inRow + n, 0),
    0,
  )
}

function toPanel({ test, term, rows }: ShiftTable): ShiftPanel {
  const label = findLaboratoryTest(test)?.label ?? same(test)
  return { test, term, label, counts: rows.map(({ byWorst }) => byWorst) }
}
