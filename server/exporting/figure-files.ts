import { svgFile } from '../../shared/figures/svg-text.ts'
import { FIGURE_FILES } from '../../shared/api/routes/report.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import type { Drawing } from '../../shared/plots/marks.ts'
import type { Report } from '../../shared/report/define.ts'
import { figureSheet } from '../../shared/report/figure-sheet.ts'
import { csvText, partCsv } from '../../shared/report/part-csv.ts'
import type { ReportOrigin } from '../../shared/report/report-head.ts'
import { figurePdf, figurePng } from '../reporting/service.ts'
import type { FormatFile } from './format.ts'

interface FigureWish {
  /** Key of the figure, and what it is wanted as: `waterfall-recist-1-1.svg`. */
  readonly name: string
  readonly language: Language
}

/**
 * One figure of a report as a file; null where the report has no such figure, or not in that form. A file
 * of some subjects alone says so by its name too, for numbers have no other place to say it.
 */
export function figureFile(
  report: Report,
  origin: ReportOrigin,
  { name, language }: FigureWish,
): FormatFile | null {
  const [, key, ending] = /^(.+)\.(\w+)$/.exec(name) ?? []
  const kind = FIGURE_FILES.find((one) => one === ending)
  const part = report.sections.flatMap(({ parts }) => parts).find((one) => isFigure(one, key))
  if (part?.kind !== 'figure' || kind === undefined) return null
  const csv = partCsv(part)
  const rows = csv.rows.length
  const { cutoff, source, subset } = report
  const whose = subset === undefined ? part.key : `${part.key}-subset`
  if (kind === 'csv') {
    const pieces = (): readonly string[] => [csvText(csv)]
    return {
      name: `${whose}.csv`,
      rows,
      fields: csv.columns,
      mediaType: 'text/csv; charset=utf-8',
      pieces,
    }
  }
  const ofSome = subset === undefined ? {} : { subset }
  const sheet = figureSheet(part, { cutoff, source, origin, ...ofSome }, language)
  const { mediaType, draw } = DRAWN[kind]
  const figure = { sheet, title: part.title[language], language, origin }
  return { name: `${whose}-${language}.${kind}`, rows, mediaType, pieces: () => draw(figure) }
}

function isFigure({ kind, key: own }: { kind: string; key: string }, key?: string): boolean {
  return kind === 'figure' && own === key
}

/** A figure as it is drawn into a file. */
interface DrawnFigure {
  readonly sheet: Drawing
  readonly title: string
  readonly language: Language
  readonly origin: ReportOrigin
}

const DRAWN: Readonly<
  Record<
    Exclude<(typeof FIGURE_FILES)[number], 'csv'>,
    {
      readonly mediaType: string
      readonly draw: (figure: DrawnFigure) => ReturnType<FormatFile['pieces']>
    }
  >
> = {
  svg: { mediaType: 'image/svg+xml', draw: ({ sheet, title }) => [svgFile(sheet, title)] },
  png: { mediaType: 'image/png', draw: ({ sheet, title }) => figurePng(sheet, title) },
  pdf: { mediaType: 'application/pdf', draw: figurePdf },
}
