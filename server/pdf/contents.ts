import { LEADING, SOFT, type Entry, type PdfWriter } from './pdf-writer.ts'
import type { PageSettings, StructureElement } from './pdf-writer.ts'
import { linesOf, type Line } from './rich-text.ts'

interface ContentsLine {
  readonly entry: Entry
  readonly lines: readonly Line[]
  readonly indent: number
}

const SIZE = 9
const INDENT = 14
const NUMBER_ROOM = 34
const TITLE_ROOM = 36

/**
 * The contents: every heading that is to be named, with its page; a click leads there. They stand on
 * pages of their own in front of the page that is begun next, and are drawn when all pages are known.
 */
export function addContents(pdf: PdfWriter, title: string, settings: PageSettings): void {
  const place = pdf.pageCount
  const element = pdf.element('TOC', { title })
  pdf.whenFinished(() => {
    drawContents(pdf, { title, settings, place, element })
  })
}

interface Contents {
  readonly title: string
  readonly settings: PageSettings
  readonly place: number
  readonly element: StructureElement
}

function drawContents(pdf: PdfWriter, { title, settings, place, element }: Contents): void {
  if (pdf.entries.length === 0) return
  const first = pdf.pageCount
  pdf.startPage(settings)
  const lines = pdf.entries.map((entry) => contentsLine(pdf, entry))
  const pages = pagesOf(pdf, lines)
  pages.forEach((page, at) => {
    if (at > 0) pdf.nextPage()
    else drawTitle(pdf, title)
    for (const line of page) drawContentsLine(pdf, line, { element, place, pages: pages.length })
  })
  pdf.movePages(first, place)
}

function contentsLine(pdf: PdfWriter, entry: Entry): ContentsLine {
  const indent = (entry.level - 1) * INDENT
  const size = pdf.size(SIZE, entry.level === 1)
  return { entry, indent, lines: linesOf(entry.text, pdf.width - indent - NUMBER_ROOM, size) }
}

function heightOf({ lines }: ContentsLine): number {
  return lines.length * SIZE * LEADING + 2
}

/** How many pages the contents take has to be known before the first number is written. */
function pagesOf(pdf: PdfWriter, lines: readonly ContentsLine[]): readonly ContentsLine[][] {
  const pages: ContentsLine[][] = [[]]
  let filled = TITLE_ROOM
  for (const line of lines) {
    if (filled + heightOf(line) > pdf.pageRoom) {
      pages.push([])
      filled = 0
    }
    pages.at(-1)?.push(line)
    filled += heightOf(line)
  }
  return pages
}

function drawTitle(pdf: PdfWriter, title: string): void {
  const size = pdf.size(15, true)
  const place = { x: pdf.left, y: pdf.y }
  const lines = linesOf(title, pdf.width, size).slice(0, 1)
  pdf.artifact(() => {
    pdf.drawLines(lines, place, size)
  })
  pdf.y += TITLE_ROOM
}

function drawContentsLine(
  pdf: PdfWriter,
  line: ContentsLine,
  { element, place, pages }: { element: StructureElement; place: number; pages: number },
): void {
  const { entry, lines, indent } = line
  const size = pdf.size(SIZE, entry.level === 1)
  const number = String(entry.page + 1 + (entry.page >= place ? pages : 0))
  const numberLines = linesOf([{ text: number, colour: SOFT }], NUMBER_ROOM, pdf.size(SIZE))
  const numberWidth = (numberLines[0] ?? []).reduce((sum, { width }) => sum + width, 0)
  const { left, y, width } = pdf
  const link = pdf.element('Link', { alt: entry.text }, pdf.element('TOCI', {}, element))
  link.add(() => {
    pdf.drawLines(lines, { x: left + indent, y }, size)
    pdf.drawLines(numberLines, { x: left + width - numberWidth, y }, pdf.size(SIZE))
  })
  const box = [left + indent, y, width - indent, heightOf(line)] as const
  pdf.doc.goTo(...box, entry.destination, { structParent: link } as PDFKit.Mixins.AnnotationOption)
  // The link names the page that it stands on as it is ended.
  link.end()
  pdf.y += heightOf(line)
}
