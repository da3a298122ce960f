import type { StoryView } from '../../shared/api/routes/subject-story.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { plots } from '../../shared/plots/registry.ts'
import type { LiverCourseOf, StoryPlotData } from '../../shared/plots/story-data.ts'
import { viewOf } from '../../shared/plots/story-frame.ts'
import { storySheet, storyTitle } from '../../shared/report/story-sheet.ts'
import { drawnFile, figureWish, type FormatFile } from '../exporting/service.ts'

interface StoryFileWish {
  /** `story.svg`, `lesions.png`. */
  readonly name: string
  readonly language: Language
  /** The first and the last day drawn (ISO 8601). */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** What the liver values are multiples of. */
  readonly of: LiverCourseOf
}

const FIGURES = ['story', 'lesions', 'liver'] as const

/** A figure of a subject as a file; null where there is no such figure, or not in that form. */
export function storyFile(view: StoryView, wish: StoryFileWish): FormatFile | null {
  const asked = figureWish(wish.name)
  const figure = FIGURES.find((one) => one === asked?.key)
  if (figure === undefined || asked === null) return null
  const { language, of } = wish
  const shown = figure === 'liver' ? { ...view.liver, of } : view[figure]
  const data = inTime(shown, wish)
  const name = figure === 'liver' && of === 'baseline' ? 'liver-baseline' : figure
  const { origin } = view
  return drawnFile(asked.kind, {
    ...{ name: `${name}-${data.subject}`, title: storyTitle(data, language), language, origin },
    table: withConsent(data, plots.get(data.kind).table(data)),
    sheet: () => storySheet(data, origin, language),
  })
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
