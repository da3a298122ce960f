import { describe, expect, it } from 'vitest'
import { svgFile } from '../../../shared/figures/svg-text.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import { plots } from '../../../shared/plots/registry.ts'
import type { PlotData } from '../../../shared/plots/define.ts'
import type { Report } from '../../../shared/report/define.ts'
import { isEmptyPart } from '../../../shared/report/empty-part.ts'
import { figureSheet } from '../../../shared/report/figure-sheet.ts'
import type { ReportSubject } from '../../../shared/report/report-subject.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import { textsOf } from '../plots/made-plots.ts'
import {
  dataOf,
  expectWholeSheet,
  figuresOf,
  footnotesOf,
  hardTrial,
  isAfterBaseline,
  isDeath,
  repeated,
} from './hard-trial.ts'

const trial = hardTrial('toripalimab-donafenib', '2024-06-30' as IsoDate)
const { subjectsWith, reportOfSubjects } = trial
const head = trial.headOf()

const asTheyAre = subjectsWith((_, row) => row)
const enrolled = asTheyAre.filter(({ addition }) => addition.enrolled)
const dead = enrolled.filter(({ dates }) => dates.death !== null && dates.firstDose !== null)

const emptyKinds = (report: Report): readonly string[] => [
  ...new Set(
    figuresOf(report)
      .filter((part) => isEmptyPart(part))
      .map(({ plot }) => plot.kind),
  ),
]
interface HardCase {
  readonly why: string
  readonly subjects: () => readonly ReportSubject[]
  /** What is true of its figures, and what they say is missing. */
  readonly holds: (report: Report) => void
}

const CASES: readonly HardCase[] = [
  {
    why: 'no subject',
    subjects: () => [],
    holds: (report) => {
      for (const figure of figuresOf(report)) {
        expect(isEmptyPart(figure), figure.key).toBe(true)
        expect(figure.population.n).toBe(0)
      }
    },
  },
  {
    why: 'one subject',
    subjects: () => enrolled.slice(0, 1),
    holds: (report) => {
      for (const { population } of figuresOf(report)) expect(population.n).toBeLessThan(2)
      expect(dataOf(report, 'swimmer')[0]?.lanes).toHaveLength(1)
      expect(dataOf(report, 'response-course').map(({ bars }) => bars[0]?.N)).toEqual([1])
    },
  },
  {
    why: 'nobody with a scan after baseline',
    subjects: () => subjectsWith((file, row) => (isAfterBaseline(file, row) ? null : row)),
    holds: (report) => {
      expect(emptyKinds(report)).toEqual(
        expect.arrayContaining(['waterfall', 'spider', 'response-course']),
      )
      expect(footnotesOf(report, 'waterfall')).toContain('0 of 50 subjects have a sum')
      for (const { lanes } of dataOf(report, 'swimmer')) {
        expect(lanes.flatMap(({ events }) => events.map(({ kind }) => kind))).not.toContain('PR')
      }
    },
  },
  {
    why: 'all censored',
    subjects: () =>
      subjectsWith((file, row) => (isAfterBaseline(file, row) || isDeath(file, row) ? null : row)),
    holds: (report) => {
      for (const { curves } of dataOf(report, 'kaplan-meier')) {
        expect(curves.length).toBeGreaterThan(0)
        for (const { steps } of curves) {
          expect(steps.every(({ nEvent, surv }) => nEvent === 0 && surv === 1)).toBe(true)
        }
      }
      expect(footnotesOf(report, 'kaplan-meier')).toMatch(/^0 events in 46 subjects; median NR/m)
    },
  },
  {
    why: 'all events on one day',
    subjects: () => repeated(dead.slice(0, 1), 20),
    holds: (report) => {
      const steps = dataOf(report, 'kaplan-meier').flatMap(({ curves }) =>
        curves.flatMap((curve) => curve.steps.filter(({ nEvent }) => nEvent > 0)),
      )
      expect(steps.length).toBeGreaterThan(0)
      for (const { nEvent, surv } of steps) expect([nEvent, surv]).toEqual([20, 0])
      expect(dataOf(report, 'enrolment')[0]?.days).toHaveLength(1)
    },
  },
  {
    why: 'a sum of zero at baseline',
    subjects: () =>
      subjectsWith((file, row) =>
        file === 'measurements' && row['VISIT'] === 'BASELINE' ? sized(row, () => 0) : row,
      ),
    holds: (report) => {
      expect(emptyKinds(report)).toEqual(expect.arrayContaining(['waterfall', 'spider']))
      expect(footnotesOf(report, 'spider')).toContain('0 of 50 subjects were treated')
      expect(footnotesOf(report, 'spider')).toContain('50 are left out')
    },
  },
  {
    why: 'growth by 900 %',
    subjects: () =>
      subjectsWith((file, row) =>
        file === 'measurements' ? sized(row, () => (row['VISIT'] === 'BASELINE' ? 20 : 200)) : row,
      ),
    holds: (report) => {
      const bars = dataOf(report, 'waterfall').flatMap((data) => data.bars)
      expect(bars.length).toBeGreaterThan(20)
      expect(new Set(bars.map(({ change }) => change))).toEqual(new Set([900]))
      for (const data of [...dataOf(report, 'waterfall'), ...dataOf(report, 'spider')]) {
        const texts = textsOf(plots.get(data.kind).draw(data, 'en'))
        expect(texts.some((text) => text.includes('+100 %'))).toBe(true)
      }
      const [waterfall] = dataOf(report, 'waterfall')
      expect(waterfall && textsOf(plots.get('waterfall').draw(waterfall, 'en'))).toContain('+900')
    },
  },
  {
    why: '500 subjects',
    subjects: () => repeated(enrolled, 500),
    holds: (report) => {
      expect(figuresOf(report).find(({ key }) => key === 'enrolment')?.population.n).toBe(500)
      const lanes = dataOf(report, 'swimmer').flatMap((data) => data.lanes)
      expect(lanes).toHaveLength(240)
      expect(footnotesOf(report, 'swimmer')).toMatch(/^220 subjects .* not shown/m)
      const [course] = dataOf(report, 'response-course')
      for (const { counts, N } of course?.bars ?? []) {
        expect([N, Object.values(counts).reduce((sum, n) => sum + n, 0)]).toEqual([500, 500])
      }
    },
  },
]

// Those of the bench, with room for a machine that does other things at the same time.
it.each([
  { subjects: 200, most: 500 },
  { subjects: 2000, most: 3000 },
])('each figure of $subjects subjects is drawn soon', ({ subjects, most }) => {
  for (const figure of figuresOf(reportOfSubjects(repeated(enrolled, subjects)))) {
    const start = performance.now()
    svgFile(figureSheet(figure, head, 'en'), 'T')
    expect(performance.now() - start, figure.key).toBeLessThan(most)
  }
})

/** A measurement of another size, where it has one. */
function sized(row: Row, size: () => number): Row {
  const text = String(size())
  const sizes = ['LDIAM', 'VDIAM', 'SAXIS'].filter((column) => (row[column] ?? '') !== '')
  return { ...row, ...Object.fromEntries(sizes.map((column) => [column, text])) }
}

describe.each(CASES)('figures of $why', ({ subjects, holds }) => {
  const report = reportOfSubjects(subjects())

  it('are of every kind that a report draws', () => {
    // Entry lags and ages of queries stand on the page of the data alone, one subject on its own page.
    const ofPages = ['entry-lag', 'lesion-time-line', 'liver-course', 'query-ages', 'subject-story']
    const kinds = new Set(figuresOf(report).map(({ plot }) => plot.kind))
    const missing = plots.all
      .map(({ key }) => key)
      .filter((key) => !kinds.has(key as PlotData['kind']))
    expect(missing).toEqual(ofPages)
  })

  it('show something true and say what is missing', () => {
    holds(report)
  })

  it.each(LANGUAGES)('stand whole within their sheet (%s)', (language) => {
    for (const figure of figuresOf(report)) expectWholeSheet(figure, head, language)
  })
})
