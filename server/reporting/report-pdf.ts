import { markLine } from '../../shared/environment/test-mark.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { shownDate } from '../../shared/kernel/shown-date.ts'
import { plots } from '../../shared/plots/registry.ts'
import type {
  NumberedPart,
  Report,
  ReportFigure,
  ReportSection,
  ReportTable,
} from '../../shared/report/define.ts'
import { isEmptyPart } from '../../shared/report/empty-part.ts'
import { partWords } from '../../shared/report/part-words.ts'
import { headLines, headNotes, type ReportOrigin } from '../../shared/report/report-head.ts'
import { shownCell } from '../../shared/report/show-cell.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { breathe } from '../breathe.ts'
import {
  addContents,
  addFigure,
  addHeading,
  addNote,
  addParagraph,
  addTable,
  createPdf,
  type PageSettings,
  type PdfWriter,
  type RichText,
  type Span,
} from '../pdf/service.ts'
import { drawMarks } from './draw-marks.ts'

interface Frame {
  readonly pdf: PdfWriter
  readonly report: Report
  readonly origin: ReportOrigin
  readonly language: Language
}

/**
 * A report as a PDF: contents, bookmarks, each part on pages of its own. Same report, same bytes. After
 * each part others have their turn: a long report keeps nobody waiting.
 */
export async function* reportPdf(
  report: Report,
  origin: ReportOrigin,
  language: Language,
): AsyncGenerator<Uint8Array> {
  const title = `${sentence(language, 'studyReport.title')} ${origin.study.key}`
  const pdf = createPdf({
    title,
    mark: origin.mark,
    subject: report.protocol.title[language],
    language: language === 'zh' ? 'zh-CN' : 'en',
    producer: `Hepatrial ${origin.programVersion}`,
    createdAt: origin.stateAt,
    pageOf: (page, pages) => sentence(language, 'studyReport.page', { page, pages }),
  })
  const frame = { pdf, report, origin, language }
  drawFront(frame)
  addContents(pdf, sentence(language, 'studyReport.contents'), pageSettings(frame, null))
  for (const section of report.sections) {
    let first = true
    for (const part of section.parts) {
      pdf.startPage(pageSettings(frame, part))
      if (first) drawSectionHeading(frame, section)
      first = false
      drawPart(frame, part)
      await breathe()
    }
  }
  yield* pdf.pieces()
}

function drawSectionHeading({ pdf, language }: Frame, { key, title }: ReportSection): void {
  addHeading(pdf, `${key} ${title[language]}`, { level: 1, inContents: true })
}

/** Many columns need a page that is turned. */
const UPRIGHT_COLUMNS = 5

function pageSettings(
  { report, origin, language }: Omit<Frame, 'pdf'>,
  part: NumberedPart | null,
): PageSettings {
  const cutoff = sentence(language, 'studyReport.cutoff', {
    date: shownDate(report.cutoff, language),
  })
  const turned = part !== null && part.kind !== 'figure' && part.columns.length > UPRIGHT_COLUMNS
  const { snapshot, stateAt, study, programVersion } = origin
  const state = snapshot === null ? stateAt : `${snapshot.name} · ${stateAt}`
  return {
    head: [`${study.key} · ${report.protocol.title[language]}`, cutoff],
    foot: `Hepatrial ${programVersion} · ${state}`,
    landscape: turned,
  }
}

function drawFront(frame: Frame): void {
  const { pdf, report, origin, language } = frame
  pdf.startPage(pageSettings(frame, null))
  pdf.y += 120
  if (origin.mark !== null) addParagraph(pdf, markLine(origin.mark), { bold: true, after: 18 })
  addParagraph(pdf, sentence(language, 'studyReport.title'), { size: 26, bold: true, after: 4 })
  addParagraph(pdf, sentence(language, 'studyReport.subtitle'), { size: 14, after: 18 })
  addParagraph(pdf, report.protocol.title[language], { size: 12, bold: true, after: 18 })
  for (const { name, text } of headLines(report, origin, language)) {
    const line: readonly Span[] = [{ text: `${name}: `, bold: true }, { text }]
    addParagraph(pdf, line, { after: 4 })
  }
  pdf.y += 12
  for (const note of headNotes(origin, language)) addNote(pdf, note)
}

function drawPart({ pdf, report, language }: Frame, part: NumberedPart): void {
  const { number, title, about, footnotes, basis } = partWords(part, report, language)
  addHeading(pdf, `${number}  ${title}`, { level: 2, inContents: true })
  addNote(pdf, about, { after: 6 })
  if (isEmptyPart(part)) addParagraph(pdf, part.empty[language], { barred: true, after: 8 })
  else if (part.kind === 'figure') drawFigure(pdf, part, language)
  else drawTable(pdf, part, { language, monthDays: report.monthDays })
  for (const note of [...footnotes, basis]) addNote(pdf, note, { size: 7.5, after: 2 })
}

/** Room for title and footnotes on the page of a figure. */
const FIGURE_FRAME = 190

function drawFigure(pdf: PdfWriter, part: ReportFigure, language: Language): void {
  const drawing = plots.get(part.plot.kind).draw(part.plot, language)
  const height = Math.min(drawing.height * (pdf.width / drawing.width), pdf.pageRoom - FIGURE_FRAME)
  addFigure(pdf, {
    height,
    alt: part.title[language],
    draw: (_, box) => {
      drawMarks(pdf, drawing, box)
    },
  })
}

function drawTable(
  pdf: PdfWriter,
  { kind, columns, rows, empty }: ReportTable,
  shown: { readonly language: Language; readonly monthDays: number },
): void {
  const share = kind === 'table' ? { shared: true } : { shared: false }
  addTable(pdf, {
    columns: columns.map(({ label, align, width = 1 }) => ({
      title: label[shown.language],
      align: align === 'end' ? 'right' : 'left',
      ...(share.shared ? { share: width } : {}),
    })),
    rows: rows.map(({ level, heading, cells }) => {
      const texts = cells.map((cell) => shownCell(cell, shown))
      if (kind === 'listing') return texts
      const [label = '', ...others] = texts
      return [labelText(label, level, heading), ...others]
    }),
    empty: empty[shown.language],
    size: kind === 'listing' ? 6.5 : 8,
  })
}

/** Rows below a heading are set in by blanks that no line breaks at. */
function labelText(label: string, level: number, heading: boolean): RichText {
  const inset = '\u00a0'.repeat(level * 4)
  const whole: Span = { text: `${inset}${label}`, bold: heading }
  return [whole]
}
