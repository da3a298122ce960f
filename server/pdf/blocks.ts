import { LEADING, SOFT, type PdfWriter, type StructureElement } from './pdf-writer.ts'
import { linesOf, type Line, type RichText, type TextSize } from './rich-text.ts'

/** The outline's items that are open, by level. */
type Bookmark = ReturnType<PdfWriter['doc']['outline']['addItem']>
const openBookmarks = new WeakMap<PdfWriter, (Bookmark | undefined)[]>()

export interface HeadingOptions {
  /** 1 is a chapter. */
  readonly level: 1 | 2 | 3
  /** In the outline instead of the heading's text; null: not in the outline. */
  readonly bookmark?: string | null
  /** Named in the contents as well. */
  readonly inContents?: boolean
}

const HEADINGS = {
  1: { size: 15, before: 0, after: 8 },
  2: { size: 11.5, before: 12, after: 5 },
  3: { size: 9.5, before: 9, after: 3 },
} as const

/** Room that stays with a heading, so that none stands alone at the end of a page. */
const KEPT_WITH_NEXT = 46

/**
 * A heading, with a bookmark in the outline below the last one of a higher level. Gives the page that it
 * stands on, counted from 0.
 */
export function addHeading(pdf: PdfWriter, text: string, options: HeadingOptions): number {
  const { level, bookmark = text, inContents = false } = options
  const { size: fontSize, before, after } = HEADINGS[level]
  const size = pdf.size(fontSize, true)
  const lines = linesOf(text, pdf.width, size)
  pdf.ensureRoom(before + heightOf(lines, size) + KEPT_WITH_NEXT)
  pdf.y += before
  const destination = `h${pdf.entries.length}`
  if (bookmark !== null) addBookmark(pdf, bookmark, level)
  if (inContents) {
    pdf.doc.addNamedDestination(destination, 'XYZ', 0, pdf.y - 4, 0)
    pdf.entries.push({ text: bookmark ?? text, level, page: pdf.pageNumber, destination })
  }
  const page = pdf.pageNumber
  drawBlock(pdf, lines, { size, element: pdf.element(`H${level}`) })
  pdf.y += after
  return page
}

function addBookmark(pdf: PdfWriter, text: string, level: number): void {
  const open = openBookmarks.get(pdf) ?? []
  const parent = open.slice(0, level).findLast((one) => one !== undefined) ?? pdf.doc.outline
  // The types do not know where on the page a bookmark leads to.
  const place = { top: pdf.y - 4, left: pdf.doc.page.width, expanded: false }
  open[level] = parent.addItem(text, place)
  openBookmarks.set(pdf, open.slice(0, level + 1))
}

/** An item of the outline that leads to the top of a page made before, counted from 0. */
export interface BookmarkNode {
  readonly title: string
  readonly page: number
  readonly below?: readonly BookmarkNode[]
}

/** Adds items to the end of the outline, besides those of the headings. */
export function addBookmarks(pdf: PdfWriter, nodes: readonly BookmarkNode[]): void {
  addNodes(pdf, pdf.doc.outline, nodes)
}

function addNodes(pdf: PdfWriter, parent: Bookmark, nodes: readonly BookmarkNode[]): void {
  for (const { title, page, below = [] } of nodes) {
    // The types do not know that a bookmark may lead to another page than the present one.
    const place = { pageNumber: page, top: 0, left: pdf.doc.page.width, expanded: false }
    addNodes(pdf, parent.addItem(title, place), below)
  }
}

export interface ParagraphOptions {
  /** Font size in points; 9 else. */
  readonly size?: number
  readonly bold?: boolean
  /** From the left, in points. */
  readonly indent?: number
  /** Below it, in points. */
  readonly after?: number
  /** Set off by a bar at its left. */
  readonly barred?: boolean
}

/** A paragraph that may run over pages. */
export function addParagraph(pdf: PdfWriter, text: RichText, options: ParagraphOptions = {}): void {
  const { size: fontSize = 9, bold = false, indent = 0, after = 5, barred = false } = options
  const size = pdf.size(fontSize, bold)
  const inset = indent + (barred ? BAR : 0)
  const lines = linesOf(text, pdf.width - inset, size)
  drawBlock(pdf, lines, { size, element: pdf.element('P'), indent: inset, barred })
  pdf.y += after
}

const BAR = 8

/** A remark in small soft letters. */
export function addNote(pdf: PdfWriter, text: string, options: ParagraphOptions = {}): void {
  addParagraph(pdf, [{ text, colour: SOFT }], { size: 8, ...options })
}

/** A point of a list, with points below it. */
export interface Point {
  readonly text: RichText
  readonly below?: readonly Point[]
}

/** A list with bullets; points below a point are set in. */
export function addList(pdf: PdfWriter, points: readonly Point[], fontSize = 8): void {
  if (points.length === 0) return
  drawPoints(pdf, points, { list: pdf.element('L'), depth: 0, size: pdf.size(fontSize) })
  pdf.y += 4
}

const STEP = 11

function drawPoints(
  pdf: PdfWriter,
  points: readonly Point[],
  { list, depth, size }: { list: StructureElement; depth: number; size: TextSize },
): void {
  for (const { text, below = [] } of points) {
    const item = pdf.element('LI', {}, list)
    const indent = (depth + 1) * STEP
    const lines = linesOf(text, pdf.width - indent, size)
    pdf.ensureRoom(size.size * LEADING)
    const bullet = linesOf(depth === 0 ? '•' : '–', STEP, size)
    const place = { x: pdf.left + indent - STEP + 2, y: pdf.y }
    pdf.element('Lbl', {}, item).add(() => {
      pdf.drawLines(bullet, place, size)
    })
    const body = pdf.element('LBody', {}, item)
    drawBlock(pdf, lines, { size, element: body, indent })
    pdf.y += 1
    if (below.length > 0) {
      drawPoints(pdf, below, { list: pdf.element('L', {}, body), depth: depth + 1, size })
    }
  }
}

interface BlockOptions {
  readonly size: TextSize
  readonly element: StructureElement
  readonly indent?: number
  readonly barred?: boolean
}

/** Draws lines at the cursor and moves it below them; what does not fit goes to the next pages. */
function drawBlock(pdf: PdfWriter, lines: readonly Line[], options: BlockOptions): void {
  const { size, element, indent = 0, barred = false } = options
  const lineHeight = size.size * LEADING
  let rest = lines
  while (rest.length > 0) {
    pdf.ensureRoom(lineHeight)
    const fitting = Math.max(1, Math.floor((pdf.bottom - pdf.y) / lineHeight))
    const here = rest.slice(0, fitting)
    rest = rest.slice(fitting)
    const place = { x: pdf.left + indent, y: pdf.y }
    element.add(() => {
      pdf.drawLines(here, place, size)
    })
    if (barred) drawBar(pdf, here.length * lineHeight)
    pdf.y += here.length * lineHeight
  }
}

function drawBar(pdf: PdfWriter, height: number): void {
  pdf.artifact(() => {
    pdf.doc.rect(pdf.left, pdf.y, 2, height).fill(SOFT)
  })
}

function heightOf(lines: readonly Line[], { size }: TextSize): number {
  return lines.length * size * LEADING
}

export interface FigureOptions {
  /** Height in points; it is as wide as the page. */
  readonly height: number
  /** What it shows, for readers who do not see it. */
  readonly alt: string
  /** Draws within the box; points, downwards from the top of the page. */
  readonly draw: (doc: PdfWriter['doc'], box: FigureBox) => void
}

export interface FigureBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A drawing on one page, as lines and letters, not as an image. */
export function addFigure(pdf: PdfWriter, { height, alt, draw }: FigureOptions): void {
  pdf.ensureRoom(height)
  const box = { x: pdf.left, y: pdf.y, width: pdf.width, height }
  pdf.element('Figure', { alt }).add(() => {
    pdf.doc.save()
    draw(pdf.doc, box)
    pdf.doc.restore()
  })
  pdf.y += height + 6
}
