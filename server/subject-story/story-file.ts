import { FIGURE_FILES } from '../../shared/api/routes/report.ts'
import type { StoryView } from '../../shared/api/routes/subject-story.ts'
import { svgFile } from '../../shared/figures/svg-text.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { plots } from '../../shared/plots/registry.ts'
import type { StoryPlotData } from '../../shared/plots/story-data.ts'
import { viewOf } from '../../shared/plots/story-frame.ts'
import { csvText } from '../../shared/report/part-csv.ts'
import { storySheet, storyTitle } from '../../shared/report/story-sheet.ts'
import type { FormatFile } from '../exporting/service.ts'
import { figurePdf, figurePng } from '../reporting/service.ts'

interface StoryFileWish {
  /** `story.svg`, `lesions.png`. */
  readonly name: string
  readonly language: Language
  /** The first and the last day drawn (ISO 8601). */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const FIGURES = ['story', 'lesions'] as const

/** A figure of a subject as a file; null where there is no such figure, or not in that form. */
export function storyFile(view: StoryView, wish: StoryFileWish): FormatFile | null {
  const [, key, ending] = /^(\w+)\.(\w+)$/.exec(wish.name) ?? []
  const figure = FIGURES.find((one) => one === key)
  const kind = FIGURE_FILES.find((one) => one === ending)
  if (figure === undefined || kind === undefined) return null
  const data = inTime(view[figure], wish)
  const { columns, rows } = withConsent(data, plots.get(data.kind).table(data))
  const name = `${figure}-${data.subject}`
  if (kind === 'csv') {
    const texts = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
    const pieces = (): readonly string[] => [csvText({ name, columns, rows: texts })]
    const mediaType = 'text/csv; charset=utf-8'
    return { name: `${name}.csv`, rows: rows.length, fields: columns, mediaType, pieces }
  }
  const { language } = wish
  const { origin } = view
  const sheet = storySheet(data, origin, language)
  const title = storyTitle(data, language)
  const drawn = {
    svg: { mediaType: 'image/svg+xml', pieces: () => [svgFile(sheet, title)] },
    png: { mediaType: 'image/png', pieces: () => figurePng(sheet, title) },
    pdf: {
      mediaType: 'application/pdf',
      pieces: () => figurePdf({ sheet, title, language, origin }),
    },
  } satisfies Record<typeof kind, Pick<FormatFile, 'mediaType' | 'pieces'>>
  return { name: `${name}-${language}.${kind}`, rows: rows.length, ...drawn[kind] }
}

type Table = ReturnType<ReturnType<typeof plots.get>['table']>

/** Where consent was withdrawn, each row says since when, or that it was: a table has no notes. */
function withConsent({ withdrawal }: StoryPlotData, { columns, rows }: Table): Table {
  if (withdrawal === undefined) return { columns, rows }
  const since = withdrawal.day ?? 'Y'
  return {
    columns: [...columns, 'CONSENT_WITHDRAWN'],
    rows: rows.map((row) => [...row, since]),
  }
}

/** The figure with the part of its time that is asked for, where that is a time. */
function inTime(data: StoryPlotData, { from, to }: StoryFileWish): StoryPlotData {
  const usual = viewOf(data)
  const first = parseDay(from ?? '') ?? usual.from
  const last = parseDay(to ?? '') ?? usual.to
  return first < last ? { ...data, view: { ...usual, from: first, to: last } } : data
}
