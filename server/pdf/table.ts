import { columnWidths } from './column-widths.ts'
import { LEADING, RULE, type PdfWriter, type StructureElement } from './pdf-writer.ts'
import { linesOf, widthsOf, type Line, type RichText, type TextSize } from './rich-text.ts'

export interface PdfColumn {
  readonly title: RichText
  /** Width by share; where each column has one, the texts are not measured. */
  readonly share?: number
  readonly align?: 'left' | 'right'
}

export interface PdfTable {
  readonly columns: readonly PdfColumn[]
  readonly rows: readonly (readonly RichText[])[]
  /** Says in place of rows that there are none. */
  readonly empty: string
  /** Above the table. */
  readonly caption?: string
  /** Font size in points; 8 else. */
  readonly size?: number
  /** Room in each row, for writing by hand, in points. */
  readonly rowHeight?: number
}

const PAD = { x: 3, y: 2 }
const HEAD_FILL = '#ececec'

interface Cell {
  readonly lines: readonly Line[]
  readonly x: number
  readonly width: number
  readonly align: 'left' | 'right'
}

interface Layout {
  readonly pdf: PdfWriter
  readonly columns: readonly PdfColumn[]
  readonly widths: readonly number[]
  readonly size: TextSize
  readonly head: readonly Cell[]
  readonly rowHeight: number
}

/**
 * A table over as many pages as it needs: the head stands again on each, a row goes to the next page as
 * a whole, and is divided between lines only where it is higher than a page.
 */
export function addTable(pdf: PdfWriter, table: PdfTable): void {
  const layout = layoutOf(pdf, table)
  const begin = headHeight(layout) + Math.max(layout.size.size * 2, layout.rowHeight) + 2 * PAD.y
  if (table.caption === undefined) pdf.ensureRoom(begin)
  else addCaption(pdf, table.caption, begin)
  const element = pdf.element('Table')
  drawHead(layout, element)
  const rows = pdf.element('TBody', {}, element)
  if (table.rows.length === 0) drawEmpty(layout, table.empty, rows)
  for (const row of table.rows) drawRow(layout, row, rows)
  element.end()
  pdf.y += 8
}

function layoutOf(pdf: PdfWriter, { columns, rows, size = 8, rowHeight = 0 }: PdfTable): Layout {
  const head = pdf.size(size, true)
  const body = pdf.size(size)
  const widths = columnWidths(needsOf({ columns, rows }, { head, body }), pdf.width)
  const layout = { pdf, columns, widths, size: body, head: [], rowHeight }
  return { ...layout, head: cellsOf({ ...layout, size: head }, titlesOf(columns)) }
}

function titlesOf(columns: readonly PdfColumn[]): readonly RichText[] {
  return columns.map(({ title }) => title)
}

function needsOf(
  { columns, rows }: Pick<PdfTable, 'columns' | 'rows'>,
  { head, body }: { readonly head: TextSize; readonly body: TextSize },
) {
  const isShared = columns.every(({ share }) => share !== undefined)
  return columns.map(({ title, share = 1 }, at) => {
    if (isShared) return { whole: share, part: share }
    let { whole, part } = widthsOf(title, head)
    for (const row of rows) {
      const of = widthsOf(row[at] ?? '', body)
      whole = Math.max(whole, of.whole)
      part = Math.max(part, of.part)
    }
    // A hair more, so that a text that just fits is not broken by rounding.
    return { whole: whole + 2 * PAD.x + 0.1, part: part + 2 * PAD.x + 0.1 }
  })
}

function cellsOf(
  { pdf, columns, widths, size }: Omit<Layout, 'head'>,
  row: readonly RichText[],
): readonly Cell[] {
  let x = pdf.left
  return widths.map((width, at) => {
    const cell = {
      lines: linesOf(row[at] ?? '', width - 2 * PAD.x, size),
      ...{ x, width, align: columns[at]?.align ?? ('left' as const) },
    }
    x += width
    return cell
  })
}

function addCaption(pdf: PdfWriter, caption: string, below: number): void {
  const size = pdf.size(8.5, true)
  const lines = linesOf(caption, pdf.width, size)
  const height = lines.length * size.size * LEADING
  pdf.ensureRoom(height + below + 8)
  const place = { x: pdf.left, y: pdf.y }
  pdf.element('P').add(() => {
    pdf.drawLines(lines, place, size)
  })
  pdf.y += height + 2
}

function headHeight({ head, size }: Layout): number {
  return heightOf(head, size)
}

function heightOf(cells: readonly Cell[], { size }: TextSize): number {
  const most = Math.max(1, ...cells.map(({ lines }) => lines.length))
  return most * size * LEADING + 2 * PAD.y
}

function drawHead(layout: Layout, table: StructureElement | null): void {
  const { pdf, head, size } = layout
  const bold = { ...size, bold: true }
  const height = headHeight(layout)
  drawBoxes(layout, height, HEAD_FILL)
  if (table === null) {
    pdf.artifact(() => {
      for (const cell of head) drawCell(pdf, cell, bold)
    }, 'Pagination')
  } else {
    const row = pdf.element('TR', {}, pdf.element('THead', {}, table))
    for (const cell of head) {
      pdf.element('TH', { scope: 'Column' }, row).add(() => {
        drawCell(pdf, cell, bold)
      })
    }
  }
  pdf.y += height
}

function drawCell(pdf: PdfWriter, { lines, x, width, align }: Cell, size: TextSize): void {
  lines.forEach((line, at) => {
    const free = width - 2 * PAD.x - widthOfLine(line)
    const place = {
      x: x + PAD.x + (align === 'right' ? Math.max(0, free) : 0),
      y: pdf.y + PAD.y + at * size.size * LEADING,
    }
    pdf.drawLines([line], place, size)
  })
}

function widthOfLine(line: Line): number {
  return line.reduce((sum, { width }) => sum + width, 0)
}

/** The borders of a row at the cursor. */
function drawBoxes({ pdf, widths }: Layout, height: number, fill: string | null): void {
  const { doc, left, y } = pdf
  pdf.artifact(() => {
    doc.lineWidth(0.4).strokeColor(RULE)
    let x = left
    for (const width of widths) {
      doc.rect(x, y, width, height)
      if (fill === null) doc.stroke()
      else doc.fillAndStroke(fill, RULE)
      x += width
    }
  })
}

function drawRow(layout: Layout, row: readonly RichText[], body: StructureElement): void {
  const { pdf, size, rowHeight } = layout
  const cells = cellsOf(layout, row)
  const element = pdf.element('TR', {}, body)
  const tds = cells.map(() => pdf.element('TD', {}, element))
  const room = pdf.pageRoom - headHeight(layout)
  const height = Math.max(heightOf(cells, size), rowHeight)
  if (pdf.y + Math.min(height, room) > pdf.bottom + HAIR) startNextPage(layout)
  let from = 0
  const lineHeight = size.size * LEADING
  const all = Math.max(1, ...cells.map(({ lines }) => lines.length))
  while (from < all) {
    if (from > 0) startNextPage(layout)
    const fitting = Math.max(1, Math.floor((pdf.bottom - pdf.y - 2 * PAD.y) / lineHeight))
    const here = cells.map((cell) => ({ ...cell, lines: cell.lines.slice(from, from + fitting) }))
    const shown = Math.max(heightOf(here, size), from === 0 ? Math.min(rowHeight, room) : 0)
    drawBoxes(layout, shown, null)
    here.forEach((cell, at) => {
      tds[at]?.add(() => {
        drawCell(pdf, cell, size)
      })
    })
    pdf.y += shown
    from += fitting
  }
}

/** What rounding may add to a height. */
const HAIR = 0.01

function startNextPage(layout: Layout): void {
  layout.pdf.nextPage()
  drawHead(layout, null)
}

/** One cell over all columns. */
function drawEmpty(layout: Layout, text: string, body: StructureElement): void {
  const { pdf } = layout
  const whole = { ...layout, columns: [{ title: '' }], widths: [pdf.width] }
  drawRow(whole, [text], body)
}
