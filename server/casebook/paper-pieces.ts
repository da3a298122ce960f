import type { PaperBook } from './paper-pdf.ts'

/** The blank or the annotated casebook as a file. What draws it is loaded with the first one. */
export async function* paperPieces(book: PaperBook): AsyncGenerator<Uint8Array> {
  const { paperPdf } = await import('./paper-pdf.ts')
  yield* paperPdf(book).pieces()
}
