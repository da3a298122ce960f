import { markedTitle, markWords, type TestMark } from '../../shared/environment/test-mark.ts'
import type { Faces } from './fonts.ts'
import { PieceDocument, type PdfMetadata } from './piece-document.ts'
import { linesOf, type Line, type TextSize } from './rich-text.ts'

export type StructureElement = ReturnType<PieceDocument['struct']>

/** What stands at head and foot of a page. */
export interface RunningLines {
  /** At the head: left and right. */
  readonly head: readonly [left: string, right: string]
  /** At the foot, on the left; the page's number stands on the right. */
  readonly foot: string
}

export interface PdfOptions extends PdfMetadata {
  readonly faces: Faces
  /** Whether it shows test data, which stands at the head of each page then; null: it does not. */
  readonly mark: TestMark | null
  /** `Page 3 of 12`. */
  readonly pageOf: (page: number, pages: number) => string
}

export interface PageSettings extends RunningLines {
  readonly landscape?: boolean
}

/** A heading that the contents name. */
export interface Entry {
  readonly text: string
  readonly level: number
  /** Counted from 0, among the pages as they were made. */
  readonly page: number
  readonly destination: string
}

interface MadePage {
  readonly page: PDFKit.PDFPage
  readonly settings: PageSettings
}

const A4 = { short: 595.28, long: 841.89 }
const MARGIN = { side: 42, top: 62, bottom: 48 }
const SMALL = 7.5
const MARKED = 8.5

/** Line height over font size. */
export const LEADING = 1.4
export const INK = '#111111'
export const SOFT = '#555555'
export const RULE = '#999999'

/**
 * A document that grows from top to bottom. Blocks are put at the cursor `y` (points from the top of
 * the page); who puts one asks for its room first. Heads, feet and page numbers are drawn at the end,
 * when the number of pages is known.
 */
export class PdfWriter {
  readonly faces: Faces
  readonly doc: PieceDocument
  readonly entries: Entry[] = []
  y = 0
  private readonly options: PdfOptions
  private readonly root: StructureElement
  private readonly pages: MadePage[] = []
  private settings: PageSettings | null = null
  private readonly finishing: (() => void)[] = []

  constructor(options: PdfOptions) {
    this.options = options
    this.faces = options.faces
    const title = markedTitle(options.mark, options.title)
    this.doc = new PieceDocument({ ...options, title }, options.faces)
    this.root = this.doc.struct('Document')
    this.doc.addStructure(this.root)
  }

  /** Begins a new page with these running lines; they stay until the next call. */
  startPage(settings: PageSettings): void {
    this.settings = settings
    const { short, long } = A4
    const size = settings.landscape === true ? [long, short] : [short, long]
    this.doc.addPage({ size, margin: 0 })
    this.pages.push({ page: this.doc.page, settings })
    this.y = MARGIN.top
  }

  /** The next page under the running lines of this one. */
  nextPage(): void {
    if (this.settings === null) throw new Error('No page was begun.')
    this.startPage(this.settings)
  }

  get left(): number {
    return MARGIN.side
  }

  get width(): number {
    return this.doc.page.width - 2 * MARGIN.side
  }

  get bottom(): number {
    return this.doc.page.height - MARGIN.bottom
  }

  /** Height of a whole page between head and foot. */
  get pageRoom(): number {
    return this.bottom - MARGIN.top
  }

  get pageNumber(): number {
    return this.pages.length - 1
  }

  get pageCount(): number {
    return this.pages.length
  }

  /** Goes to the next page where less than this height is left of a page already begun. */
  ensureRoom(height: number): void {
    const isFresh = this.y <= MARGIN.top
    if (this.y + height > this.bottom && !isFresh) this.nextPage()
  }

  size(size: number, bold = false): TextSize {
    return { faces: this.faces, size, bold }
  }

  /** A new element of the document's structure; `parent` absent: directly in the document. */
  element(
    type: string,
    options: PDFKit.Mixins.StructureElementOptions & { readonly scope?: string } = {},
    parent: StructureElement = this.root,
  ): StructureElement {
    const made = this.doc.struct(type, options)
    parent.add(made)
    return made
  }

  /** Draws lines downwards from a place; the cursor stays. */
  drawLines(
    lines: readonly Line[],
    at: { readonly x: number; readonly y: number },
    size: TextSize,
  ): void {
    lines.forEach((line, row) => {
      this.drawLine(line, { x: at.x, y: at.y + row * size.size * LEADING }, size)
    })
  }

  private drawLine(line: Line, { x, y }: { x: number; y: number }, size: TextSize): void {
    const { doc } = this
    for (const { span, text, x: from, width } of line) {
      const face = this.faces[span.bold === true || size.bold === true ? 'bold' : 'regular']
      if (span.box !== undefined) this.drawBox(span.box, { x: x + from, y, width }, size)
      doc
        .font(face.source, face.name, size.size)
        .fillColor(span.colour ?? INK)
        .drawText(text, x + from, y + topShift(size, face.ascent), TEXT_AS_SET)
      if (span.struck === true) {
        const middle = y + size.size * 0.8
        doc.lineWidth(0.6).strokeColor(span.colour ?? INK)
        doc
          .moveTo(x + from, middle)
          .lineTo(x + from + width, middle)
          .stroke()
      }
    }
  }

  private drawBox(
    { fill, border }: { readonly fill: string; readonly border: string },
    { x, y, width }: { x: number; y: number; width: number },
    { size }: TextSize,
  ): void {
    this.doc
      .lineWidth(0.5)
      .rect(x - 1, y + 0.2 * size, width + 2, size * 1.15)
      .fillAndStroke(fill, border)
  }

  /** What is no content: rules, heads that are repeated, numbers of pages. */
  artifact(draw: () => void, type: 'Pagination' | 'Layout' = 'Layout'): void {
    this.doc.markContent('Artifact', { type })
    draw()
    this.doc.endMarkedContent()
  }

  rule(y: number, colour = RULE): void {
    const { doc, left, width } = this
    doc.lineWidth(0.5).strokeColor(colour)
    doc
      .moveTo(left, y)
      .lineTo(left + width, y)
      .stroke()
  }

  /** Runs when all content is there, before pages are numbered. */
  whenFinished(work: () => void): void {
    this.finishing.push(work)
  }

  /** Moves the pages made since `from` (counted from 0) in front of page `to`. */
  movePages(from: number, to: number): void {
    this.pages.splice(to, 0, ...this.pages.splice(from))
    this.doc.movePages(from, to)
  }

  /** Ends the document and gives its bytes, piece by piece; no more can be written. */
  *pieces(): Iterable<Uint8Array> {
    for (const work of this.finishing) work()
    this.drawRunningLines()
    this.doc.end()
    yield* this.doc.takePieces()
  }

  private drawRunningLines(): void {
    const { doc } = this
    const { mark } = this.options
    this.pages.forEach(({ page, settings }, at) => {
      doc.page = page
      const { head, foot } = settings
      const number = this.options.pageOf(at + 1, this.pages.length)
      this.artifact(() => {
        if (mark !== null) this.markedHead(markWords())
        this.runningLine(head, MARGIN.top - 36)
        this.rule(MARGIN.top - 13)
        this.rule(this.bottom + 8)
        this.runningLine([foot, number], this.bottom + 12)
      }, 'Pagination')
    })
  }

  /** Above the head, in the middle, in a frame: it is seen before anything else, and without colour. */
  private markedHead(words: string): void {
    const size = this.size(MARKED, true)
    const [line = []] = linesOf(words, this.width, size)
    const width = widthOfLine(line)
    const x = this.left + (this.width - width) / 2
    const y = MARGIN.top - 52
    this.doc
      .lineWidth(1)
      .strokeColor(INK)
      .rect(x - 8, y - 1, width + 16, MARKED * LEADING + 2)
      .stroke()
    this.drawLines([line], { x, y }, size)
  }

  private runningLine([left, right]: readonly [string, string], y: number): void {
    const size = this.size(SMALL)
    const [rightLine = []] = linesOf(right, this.width, size)
    const rightWidth = widthOfLine(rightLine)
    // A name too long for two lines stands in full in the heading below.
    const lines = linesOf(left, this.width - rightWidth - GAP, size).slice(0, 2)
    this.drawLines(lines, { x: this.left, y }, size)
    this.drawLines([rightLine], { x: this.left + this.width - rightWidth, y }, size)
  }
}

const GAP = 14

function widthOfLine(line: Line): number {
  return line.reduce((sum, { width }) => sum + width, 0)
}

const TEXT_AS_SET = { lineBreak: false, features: [] } satisfies PDFKit.Mixins.TextOptions

/** From the top of a line's room to the top of its signs. */
function topShift({ size }: TextSize, ascent: number): number {
  return size * (BASE_LINE - ascent)
}

/** Where signs stand in the height of a line, in its font size. */
const BASE_LINE = 1.06
