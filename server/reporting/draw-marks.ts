import { unreachable } from '../../shared/kernel/unreachable.ts'
import type { Drawing, Mark, Point } from '../../shared/plots/marks.ts'
import { drawnText, type FigureBox, type PdfWriter } from '../pdf/service.ts'

/** Draws marks as vectors into a box of a page, as large as they fit. */
export function drawMarks(
  { doc, faces }: PdfWriter,
  { width, height, marks }: Drawing,
  box: FigureBox,
): void {
  const scale = Math.min(box.width / width, box.height / height)
  doc.translate(box.x + (box.width - width * scale) / 2, box.y).scale(scale)
  for (const mark of marks) drawMark({ doc, faces }, mark)
}

type Pen = Pick<PdfWriter, 'doc' | 'faces'>

function drawMark(pen: Pen, mark: Mark): void {
  switch (mark.kind) {
    case 'line':
      drawLine(pen, mark)
      break
    case 'area':
      drawArea(pen, mark)
      break
    case 'text':
      drawText(pen, mark)
      break
    default:
      unreachable(mark)
  }
}

function trace({ doc }: Pen, points: readonly Point[]): void {
  points.forEach(([x, y], at) => {
    if (at === 0) doc.moveTo(x, y)
    else doc.lineTo(x, y)
  })
}

function drawLine(
  pen: Pen,
  { points, colour, width, dash }: Extract<Mark, { kind: 'line' }>,
): void {
  const { doc } = pen
  doc.save().lineWidth(width).strokeColor(colour)
  const [on, off = on] = dash ?? []
  if (on !== undefined && off !== undefined) doc.dash(on, { space: off })
  trace(pen, points)
  doc.stroke().restore()
}

function drawArea(pen: Pen, { points, fill, outline }: Extract<Mark, { kind: 'area' }>): void {
  const { doc } = pen
  trace(pen, points)
  doc.closePath().lineWidth(0.8)
  if (fill !== null && outline !== null) doc.fillAndStroke(fill, outline)
  else if (fill !== null) doc.fill(fill)
  else if (outline !== null) doc.stroke(outline)
}

function drawText({ doc, faces }: Pen, mark: Extract<Mark, { kind: 'text' }>): void {
  const { at, size, anchor, colour, bold, upwards } = mark
  const face = faces[bold === true ? 'bold' : 'regular']
  const text = drawnText(mark.text, face)
  const signs = Array.from(text, (sign) => sign.codePointAt(0) ?? 0)
  const width = signs.reduce((sum, sign) => sum + face.advance(sign) * size, 0)
  const [x, y] = at
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  doc.save()
  if (upwards === true) doc.rotate(-90, { origin: [x, y] })
  doc
    .font(face.source, face.name, size)
    .fillColor(colour)
    .text(text, left, y - face.ascent * size, { lineBreak: false, features: [] })
  doc.restore()
}
