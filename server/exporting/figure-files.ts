import type { Language } from '../../shared/kernel/bilingual.ts'
import type { Report } from '../../shared/report/define.ts'
import { figureSheet } from '../../shared/report/figure-sheet.ts'
import { partCsv } from '../../shared/report/part-csv.ts'
import type { ReportOrigin } from '../../shared/report/report-head.ts'
import { drawnFile, figureWish } from './drawn-file.ts'
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
  const wish = figureWish(name)
  const part = report.sections.flatMap(({ parts }) => parts).find((one) => isFigure(one, wish?.key))
  if (part?.kind !== 'figure' || wish === null) return null
  const { cutoff, source, subset } = report
  const ofSome = subset === undefined ? {} : { subset }
  const own = subset === undefined ? part.key : `${part.key}-subset`
  return drawnFile(wish.kind, {
    ...{ name: own, title: part.title[language], language, origin, table: partCsv(part) },
    sheet: () => figureSheet(part, { cutoff, source, origin, ...ofSome }, language),
  })
}

function isFigure({ kind, key: own }: { kind: string; key: string }, key?: string): boolean {
  return kind === 'figure' && own === key
}
