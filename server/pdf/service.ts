import { drawnText, drawnUnit } from './drawn-signs.ts'
import { loadFaces } from './fonts.ts'
import { PdfWriter, type PdfOptions } from './pdf-writer.ts'

export { drawnText } from './drawn-signs.ts'
export { fontFiles } from './fonts.ts'
export { addContents } from './contents.ts'
export {
  addBookmarks,
  addFigure,
  addHeading,
  addList,
  addNote,
  addParagraph,
  type BookmarkNode,
  type FigureBox,
  type Point,
} from './blocks.ts'
export { addTable } from './table.ts'
export type { PageSettings, PdfWriter } from './pdf-writer.ts'
export { strong, type RichText, type Span } from './rich-text.ts'

/** A new document: what is put into it comes out of its `pieces()`, the same bytes each time. */
export function createPdf(options: Omit<PdfOptions, 'faces'>): PdfWriter {
  return new PdfWriter({ ...options, faces: loadFaces() })
}

/** Whether a document would write the number of a sign, because the fonts have neither it nor its like. */
export function fontLacks(sign: string): boolean {
  return Object.values(loadFaces()).some((face) => drawnUnit(sign, face).startsWith('‹U+'))
}

/** A text as a document or picture draws it. */
export function drawnInFonts(text: string): string {
  return drawnText(text, loadFaces().regular)
}
