import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import type { PlotData } from '../../../shared/plots/define.ts'
import type { Report, ReportMember } from '../../../shared/report/define.ts'
import { leadingCriteria } from '../../../shared/endpoints/populations.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { partCsv } from '../../../shared/report/part-csv.ts'
import { spiderFigures } from '../../../shared/report/spider-figure.ts'
import { swimmerFigures } from '../../../shared/report/swimmer-figure.ts'
import {
  canAlignSwimmer,
  orderNotes,
  withSwimmerOrder,
} from '../../../shared/report/swimmer-order.ts'
import { waterfallFigures } from '../../../shared/report/waterfall-figure.ts'
import { draw } from '../plots/made-plots.ts'
import { expectWholeSheet, figuresOf, hardTrial, isAfterBaseline, repeated } from './hard-trial.ts'

const TRIAL = 'toripalimab-donafenib'
const members = createRegistry<ReportMember>('part', [waterfallFigures, swimmerFigures])
const { subjectsWith, reportOfSubjects, headOf } = hardTrial(
  TRIAL,
  '2026-06-30' as IsoDate,
  members,
)
const criteria = leadingCriteria(builtInFamilies.protocols.get(TRIAL))
const whole = subjectsWith((_, row) => row)

/** Subjects as marks stand, each once. */
const inMarks = (plot: PlotData): readonly string[] => [
  ...new Set(draw(plot).marks.flatMap(({ subject }) => subject ?? [])),
]
const rowsOf = (report: Report): readonly string[] =>
  figuresOf(report).flatMap(({ plot }) => (plot.kind === 'swimmer' ? inMarks(plot) : []))
const barsOf = (report: Report): readonly string[] =>
  figuresOf(report).flatMap((part) =>
    part.plot.kind === 'waterfall' && part.criteria === criteria ? inMarks(part.plot) : [],
  )
const noteOf = (report: Report, language: 'en' | 'zh' = 'en'): string =>
  figuresOf(report)
    .filter(({ plot }) => plot.kind === 'swimmer')
    .map(({ footnotes }) => footnotes.map((note) => note[language]).join(' '))
    .at(-1) ?? ''

const CASES = [
  { why: 'the whole trial', subjects: whole },
  { why: 'one subject', subjects: whole.slice(0, 1) },
  {
    why: 'nobody measured again',
    subjects: subjectsWith((file, row) => (isAfterBaseline(file, row) ? null : row)),
  },
  {
    why: 'every third never measured again',
    subjects: subjectsWith((file, row, at) =>
      at % 3 === 0 && isAfterBaseline(file, row) ? null : row,
    ),
  },
  {
    why: 'some never treated, who have bars alone',
    subjects: subjectsWith((file, row, at) => (at % 4 === 0 && file === 'exposure' ? null : row)),
  },
  { why: '120 subjects on three pages, with equal bars', subjects: repeated(whole, 120) },
  { why: '500 subjects, of whom some are not drawn', subjects: repeated(whole, 500) },
]

describe.each(CASES)('P3: the rows of the swimmer plot as the waterfall: $why', ({ subjects }) => {
  const usual = reportOfSubjects(subjects)
  const aligned = withSwimmerOrder(usual, 'waterfall')
  const bars = barsOf(usual)
  const before = rowsOf(usual)
  const after = rowsOf(aligned)

  it('has the same subjects, those with a bar in the order of the bars, then the others as before', () => {
    expect([...after].sort()).toEqual([...before].sort())
    const shared = bars.filter((subject) => before.includes(subject))
    expect(after.slice(0, shared.length)).toEqual(shared)
    expect(after.slice(shared.length)).toEqual(before.filter((one) => !bars.includes(one)))
    expect(canAlignSwimmer(usual)).toBe(bars.length > 0)
    if (bars.length === 0) expect(aligned).toBe(usual)
  })

  it('has the same order in its file of numbers, and says what it is', () => {
    const figures = figuresOf(aligned).filter(({ plot }) => plot.kind === 'swimmer')
    const listed = figures.flatMap((part) => partCsv(part).rows.map(([subject]) => subject ?? ''))
    expect([...new Set(listed)]).toEqual(after)
    for (const part of figures) {
      for (const language of LANGUAGES) expectWholeSheet(part, headOf(), language)
    }
    if (bars.length === 0) return
    const shared = bars.filter((subject) => before.includes(subject)).length
    const alone = before.length - shared
    expect(noteOf(aligned)).toContain(
      `waterfall by ${criteria ?? ''}, the largest increase first: ${shared} with`,
    )
    expect(noteOf(aligned).includes('without one')).toBe(alone > 0)
    expect(noteOf(aligned).includes('no row here')).toBe(bars.length > shared)
    expect(noteOf(aligned, 'zh')).toContain(`${shared}例在瀑布图中有柱形`)
    expect(noteOf(aligned).includes('are not shown: ')).toBe(subjects.length > 240)
  })
})

it('P3: the usual order is that of the report, and every other figure stays as it is', () => {
  const report = reportOfSubjects(whole)
  expect(withSwimmerOrder(report, undefined)).toBe(report)
  expect(withSwimmerOrder(report, 'follow-up')).toBe(report)
  const kept = figuresOf(withSwimmerOrder(report, 'waterfall')).filter(
    ({ plot }) => plot.kind !== 'swimmer',
  )
  expect(kept).toEqual(figuresOf(report).filter(({ plot }) => plot.kind !== 'swimmer'))
  expect(rowsOf(withSwimmerOrder(report, 'waterfall'))).not.toEqual(rowsOf(report))
})

it('P3: a report without the waterfall offers no other order', () => {
  const alone = createRegistry<ReportMember>('part', [spiderFigures, swimmerFigures])
  const report = hardTrial(TRIAL, '2026-06-30' as IsoDate, alone).reportOfSubjects(whole)
  expect(canAlignSwimmer(report)).toBe(false)
  expect(withSwimmerOrder(report, 'waterfall')).toBe(report)
})

it.each([
  [1, '1 subject is not shown'],
  [2, '2 subjects are not shown'],
])('says of %i in words how many are not shown', (left, said) => {
  const [, rest] = orderNotes({ cohorts: false, left })
  expect(rest?.en).toContain(said)
})
