import { markedTitle } from '../environment/test-mark.ts'
import type { Language } from '../kernel/bilingual.ts'
import type { Registry } from '../kernel/registry.ts'
import { INK, area, corners, label, moved, SOFT, type Drawing, type Mark } from '../plots/marks.ts'
import type { Plot } from '../plots/define.ts'
import { plots } from '../plots/registry.ts'
import { paragraph } from '../plots/text-width.ts'
import { sentence } from '../texts/sentence.ts'
import type { Report, ReportFigure } from './define.ts'
import { isEmptyPart } from './empty-part.ts'
import { partWords } from './part-words.ts'
import { sitesWords, stateWords, type ReportOrigin } from './report-head.ts'

/** What a figure that stands alone must say of the data behind it. */
export type FigureHead = Pick<Report, 'cutoff' | 'source' | 'subset'> & {
  readonly origin: ReportOrigin
}

const WIDTH = 760
const EDGE = 16
/** The plot is drawn as wide as this; its own sides keep it off the edge. */
const ROOM = WIDTH - 2 * EDGE
const EMPTY_HEIGHT = 120

/**
 * A figure as one drawing that needs nothing beside it: title with population and n, cut-off, criteria
 * and source, the plot with its legend, footnotes and the state of the data. Page, files and print draw
 * the same marks.
 */
export function figureSheet(
  part: ReportFigure & { readonly number: string },
  head: FigureHead,
  language: Language,
  of: Registry<Plot> = plots,
): Drawing {
  const words = partWords(part, head, language)
  const plot = isEmptyPart(part, of)
    ? emptyPlot(part.empty[language])
    : of.get(part.plot.kind).draw(part.plot, language)
  return sheetOf({
    title: markedTitle(head.origin.mark, `${words.number}  ${words.title} · ${words.population}`),
    state: words.state,
    plot,
    notes: [...words.footnotes, words.basis, originWords(head.origin, language)],
  })
}

/** What a sheet says, and the plot that it says it of. */
interface SheetParts {
  readonly title: string
  readonly state: string
  readonly plot: Drawing
  readonly notes: readonly string[]
}

/** A plot with its title above and its notes below it, on white. */
export function sheetOf({ title, state, plot, notes }: SheetParts): Drawing {
  const width = Math.max(WIDTH, plot.width)
  const room = width - 2 * EDGE
  const top = stacked(
    [
      { text: title, size: 13, colour: INK, bold: true, after: 3 },
      { text: state, size: 10, colour: SOFT, after: 12 },
    ],
    { top: EDGE, room },
  )
  const foot = stacked(
    notes.map((text) => ({ text, size: 8.5, colour: SOFT, after: 2 })),
    { top: top.bottom + plot.height + 12, room },
  )
  const height = Math.ceil(foot.bottom + EDGE - 4)
  return {
    width,
    height,
    marks: [
      area(corners({ x: 0, y: 0, width, height }), '#FFFFFF'),
      ...top.marks,
      ...moved(plot.marks, (width - plot.width) / 2, top.bottom),
      ...foot.marks,
    ],
  }
}

interface SheetText {
  readonly text: string
  readonly size: number
  readonly colour: string
  readonly bold?: boolean
  /** Room below it. */
  readonly after: number
}

/** Texts below each other, each in as many lines as it needs. */
function stacked(
  texts: readonly SheetText[],
  { top, room }: { readonly top: number; readonly room: number },
): { readonly marks: readonly Mark[]; readonly bottom: number } {
  const marks: Mark[] = []
  let y = top
  for (const { text, size, colour, bold = false, after } of texts) {
    for (const line of paragraph(text, room, { size, bold })) {
      y += size * LEADING
      marks.push(label([EDGE, y - size * 0.3], line, { size, colour, bold }))
    }
    y += after
  }
  return { marks, bottom: y }
}

const LEADING = 1.35

/** What stands in the place of a plot that has nothing to show. */
export function emptyPlot(words: string): Drawing {
  const box = { x: EDGE, y: 0, width: ROOM, height: EMPTY_HEIGHT }
  return {
    width: WIDTH,
    height: EMPTY_HEIGHT,
    marks: [
      area(corners(box), '#F5F6F7'),
      ...paragraph(words, ROOM - 40, { size: 11 }).map((line, at) =>
        label([WIDTH / 2, EMPTY_HEIGHT / 2 + at * 15], line, { anchor: 'middle', size: 11 }),
      ),
    ],
  }
}

/** The study, the state of its data and the program, in one line. */
export function originWords(origin: ReportOrigin, language: Language): string {
  const { study, programVersion, deidentified } = origin
  return [
    study.key,
    ...sitesWords(origin, language),
    stateWords(origin, language),
    `Hepatrial ${programVersion}`,
    ...(deidentified ? [sentence(language, 'studyReport.deidentified')] : []),
  ].join(' · ')
}
