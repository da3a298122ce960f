import { expect } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import type { Registry } from '../../../shared/kernel/registry.ts'
import type { PlotData } from '../../../shared/plots/define.ts'
import { buildReport } from '../../../shared/report/build-report.ts'
import type {
  NumberedPart,
  Report,
  ReportFigure,
  ReportMember,
} from '../../../shared/report/define.ts'
import { isEmptyPart } from '../../../shared/report/empty-part.ts'
import { figureSheet, type FigureHead } from '../../../shared/report/figure-sheet.ts'
import { toReportSubject, type ReportSubject } from '../../../shared/report/report-subject.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { expectInside, textsOf } from '../plots/made-plots.ts'
import { partsOf } from './made-report.ts'

/** A reference trial whose rows a test may change before its figures are drawn. */
export function hardTrial(name: string, cutoff: IsoDate, members?: Registry<ReportMember>) {
  const folder = new URL(`../../golden/trials/${name}`, import.meta.url).pathname
  const golden = readTrialFolder(folder)
  const definition = builtInFamilies.protocols.get(name)
  const options = { cutoff, source: 'derived' } as const
  return { subjectsWith, reportOfSubjects, headOf: (): FigureHead => ({ ...options, origin }) }

  /** The subjects of the trial, each row as an edit leaves it: null drops it. */
  function subjectsWith(
    edit: (file: string, row: Row, subject: number) => Row | null,
  ): readonly ReportSubject[] {
    return golden.subjects.flatMap((subject, at) => {
      const files = Object.fromEntries(
        Object.entries(subject.files).map(([file, rows]) => [
          file,
          rows.map((row) => edit(file, row, at)).filter((row) => row !== null),
        ]),
      )
      return toReportSubject({ ...subject, files }, definition, options, builtInFamilies) ?? []
    })
  }

  function reportOfSubjects(subjects: readonly ReportSubject[]): Report {
    return buildReport(subjects, {
      ...{ definition, ...options, described: 'ENR', families: builtInFamilies },
      ...(members === undefined ? {} : { members }),
    })
  }
}

const origin: FigureHead['origin'] = {
  study: { key: 'HARD', title: '' },
  ...{ mark: null, snapshot: null, stateAt: '2026-01-02T03:04:05.000Z', programVersion: '1.0.0' },
  deidentified: false,
}

/** So many subjects, who are those given again and again under other numbers. */
export function repeated(subjects: readonly ReportSubject[], n: number): readonly ReportSubject[] {
  return Array.from({ length: n }, (_, at) => {
    const one = subjects[at % subjects.length]
    if (one === undefined) throw new Error('no subject')
    return { ...one, addition: { ...one.addition, subject: String(10_000 + at) } }
  })
}

export const isAfterBaseline = (file: string, row: Row): boolean =>
  file === 'responses' || (file === 'measurements' && row['VISIT'] !== 'BASELINE')
/** Whatever tells of a death. */
export const isDeath = (file: string, row: Row): boolean =>
  file === 'deaths' || Object.values(row).some((value) => /^(DEAD|DEATH|FATAL)$/.test(value))

type NumberedFigure = ReportFigure & Pick<NumberedPart, 'number'>

export const figuresOf = (report: Report): readonly NumberedFigure[] =>
  partsOf(report).flatMap((part) => (part.kind === 'figure' ? [part] : []))
export const dataOf = <K extends PlotData['kind']>(
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
export const footnotesOf = (report: Report, kind: PlotData['kind']): string =>
  figuresOf(report)
    .filter(({ plot }) => plot.kind === kind)
    .flatMap(({ footnotes }) => footnotes.map(({ en }) => en))
    .join('\n')

/** A figure with all its words lies within its sheet, and none of them is no number. */
export function expectWholeSheet(
  figure: NumberedFigure,
  head: FigureHead,
  language: Language,
): void {
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
