import type { figurePdf as drawFigurePdf } from './figure-pdf.ts'
import type { figurePng as drawFigurePng } from './figure-png.ts'
import type { reportPdf as drawReportPdf } from './report-pdf.ts'

/** Pieces of a file. Its maker, a library and fonts are loaded with the first one: hardly any start needs them. */
type Drawing<Maker extends (...of: never[]) => unknown> = (
  ...of: Parameters<Maker>
) => AsyncIterable<Uint8Array>

export const figurePdf: Drawing<typeof drawFigurePdf> = async function* (figure) {
  yield* (await import('./figure-pdf.ts')).figurePdf(figure)
}

export const figurePng: Drawing<typeof drawFigurePng> = async function* (drawing, title) {
  yield* (await import('./figure-png.ts')).figurePng(drawing, title)
}

export const reportPdf: Drawing<typeof drawReportPdf> = async function* (...report) {
  yield* (await import('./report-pdf.ts')).reportPdf(...report)
}
