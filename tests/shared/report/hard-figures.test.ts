import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import { svgFile } from '../../../shared/figures/svg-text.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import { plots } from '../../../shared/plots/registry.ts'
import type { PlotData } from '../../../shared/plots/define.ts'
import { buildReport } from '../../../shared/report/build-report.ts'
import type { NumberedPart, Report, ReportFigure } from '../../../shared/report/define.ts'
import { isEmptyPart } from '../../../shared/report/empty-part.ts'
import { figureSheet, type FigureHead } from '../../../shared/report/figure-sheet.ts'
import { toReportSubject, type ReportSubject } from '../../../shared/report/report-subject.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { expectInside, textsOf } from '../plots/made-plots.ts'
import { partsOf } from './made-report.ts'

const NAME = 'toripalimab-donafenib'
const FOLDER = new URL(`../../golden/trials/${NAME}`, import.meta.url).pathname
const golden = readTrialFolder(FOLDER)
const definition = builtInFamilies.protocols.get(NAME)
const options = { cutoff: '2024-06-30' as IsoDate, source: 'derived' } as const

type NumberedFigure = ReportFigure & Pick<NumberedPart, 'number'>

/** The subjects of the reference trial, each row as an edit leaves it: null drops it. */
function subjectsWith(edit: (file: string, row: Row) => Row | null): readonly ReportSubject[] {
  return golden.subjects.flatMap((subject) => {
    const files = Object.fromEntries(
      Object.entries(subject.files).map(([file, rows]) => [file, edited(file, rows)]),
    )
    return toReportSubject({ ...subject, files }, definition, options, builtInFamilies) ?? []
  })

  function edited(file: string, rows: readonly Row[]): readonly Row[] {
    return rows.map((row) => edit(file, row)).filter((row) => row !== null)
  }
}

function reportOfSubjects(subjects: readonly ReportSubject[]): Report {
  return buildReport(subjects, {
    ...{ definition, ...options, described: 'ENR', families: builtInFamilies },
  })
}

/** So many subjects, who are those given again and again under other numbers. */
function repeated(subjects: readonly ReportSubject[], n: number): readonly ReportSubject[] {
  return Array.from({ length: n }, (_, at) => {
    const one = subjects[at % subjects.length]
    if (one === undefined) throw new Error('no subject')
    return { ...one, addition: { ...one.addition, subject: String(10_000 + at) } }
  })
}

const isAfterBaseline = (file: string, row: Row): boolean =>
  file === 'responses' || (file === 'measurements' && row['VISIT'] !== 'BASELINE')
/** Whatever tells of a death. */
const isDeath = (file: string, row: Row): boolean =>
  file === 'deaths' || Object.values(row).some((value) => /^(DEAD|DEATH|FATAL)$/.test(value))

const asTheyAre = subjectsWith((_, row) => row)
const enrolled = asTheyAre.filter(({ addition }) => addition.enrolled)
const dead = enrolled.filter(({ dates }) => dates.death !== null && dates.firstDose !== null)

const figuresOf = (report: Report): readonly NumberedFigure[] =>
  partsOf(report).flatMap((part) => (part.kind === 'figure' ? [part] : []))
const dataOf = <K extends PlotData['kind']>(
  report: Report,
  kind: K,
): readonly Extract<PlotData, { kind: K }>[] =>
  figuresOf(report).flatMap(({ plot }) => (isOf(plot, kind) ? [plot] : []))
function isOf<K extends PlotData['kind']>(
  data: PlotData,
  kind: K,
): data is Extract<PlotData, { kind: K }> {
  return data.kind === kind
}
const emptyKinds = (report: Report): readonly string[] => [
  ...new Set(
    figuresOf(report)
      .filter((part) => isEmptyPart(part))
      .map(({ plot }) => plot.kind),
  ),
]
const footnotesOf = (report: Report, kind: PlotData['kind']): string =>
  figuresOf(report)
    .filter(({ plot }) => plot.kind === kind)
    .flatMap(({ footnotes }) => footnotes.map(({ en }) => en))
    .join('\n')

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

const head: FigureHead = {
  ...options,
  origin: {
    study: { key: 'HARD', title: '' },
    ...{ mark: null, snapshot: null, stateAt: '2026-01-02T03:04:05.000Z', programVersion: '1.0.0' },
    deidentified: false,
  },
}

describe.each(CASES)('figures of $why', ({ subjects, holds }) => {
  const report = reportOfSubjects(subjects())

  it('are of every kind that a report draws', () => {
    // Entry lags and ages of queries stand on the page of the data alone, one subject on its own page.
    const ofPages = ['entry-lag', 'lesion-time-line', 'query-ages', 'subject-story']
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
    for (const figure of figuresOf(report)) {
      const sheet = figureSheet(figure, head, language)
      const texts = textsOf(sheet)
      expectInside(sheet)
      expect(texts.filter((text) => /NaN|undefined|Infinity/.test(text))).toEqual([])
      const whole = texts.join('').replace(/\s/g, '')
      expect(whole, figure.key).toContain(figure.title[language].replace(/\s/g, ''))
      expect(whole).toMatch(new RegExp(`n=${figure.population.n}`))
      if (isEmptyPart(figure)) {
        expect(whole, figure.key).toContain(figure.empty[language].replace(/\s/g, ''))
      }
      for (const note of figure.footnotes) {
        expect(whole, figure.key).toContain(note[language].replace(/\s/g, ''))
      }
    }
  })
})
