import { FIGURE_FILES } from '../../shared/api/routes/report.ts'
import { svgFile } from '../../shared/figures/svg-text.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import type { Drawing } from '../../shared/plots/marks.ts'
import { csvText } from '../../shared/report/part-csv.ts'
import type { ReportOrigin } from '../../shared/report/report-head.ts'
import { figurePdf, figurePng } from '../reporting/service.ts'
import type { FormatFile } from './format.ts'

type FigureKind = (typeof FIGURE_FILES)[number]

/** A figure as it becomes a file: its drawing with all that it says, and its numbers. */
interface DrawnFigure {
  /** Of the file, without language and ending. */
  readonly name: string
  readonly title: string
  readonly language: Language
  readonly origin: ReportOrigin
  readonly sheet: () => Drawing
  readonly table: {
    readonly columns: readonly string[]
    readonly rows: readonly (readonly (string | number | null)[])[]
  }
}

/** Key of a figure and the kind of its file, as `waterfall.svg` names them; null where it names no kind. */
export function figureWish(
  file: string,
): { readonly key: string; readonly kind: FigureKind } | null {
  const [, key, ending] = /^(.+)\.(\w+)$/.exec(file) ?? []
  const kind = FIGURE_FILES.find((one) => one === ending)
  return key === undefined || kind === undefined ? null : { key, kind }
}

/** A figure as a file: the same marks in every kind of drawing, its numbers as CSV. */
export function drawnFile(kind: FigureKind, figure: DrawnFigure): FormatFile {
  const { name, title, language, origin, sheet, table } = figure
  const rows = table.rows.length
  const drawing = (mediaType: string, pieces: FormatFile['pieces']): FormatFile => {
    return { name: `${name}-${language}.${kind}`, language, rows, mediaType, pieces }
  }
  switch (kind) {
    case 'csv': {
      const { columns } = table
      const texts = table.rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
      const pieces = (): readonly string[] => [csvText({ name, columns, rows: texts })]
      const mediaType = 'text/csv; charset=utf-8'
      return { name: `${name}.csv`, rows, fields: columns, mediaType, pieces }
    }
    case 'svg':
      return drawing('image/svg+xml', () => [svgFile(sheet(), title)])
    case 'png':
      return drawing('image/png', () => figurePng(sheet(), title))
    case 'pdf':
      return drawing('application/pdf', () =>
        figurePdf({ sheet: sheet(), title, language, origin }),
      )
  }
}

/** All of a file at once: its hash is in the trail before a byte is handed out. */
export async function bytesOf({ pieces }: Pick<FormatFile, 'pieces'>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces()) {
    all.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
  }
  return Buffer.concat(all)
}
