import { drawnText, drawnUnit } from './drawn-signs.ts'
import type { Weight } from '../font-files.ts'
import { loadFaces } from './fonts.ts'
import { PdfWriter, type PdfOptions } from './pdf-writer.ts'

export { drawnText } from './drawn-signs.ts'
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

/** A text as outlines, side by side as a document sets it: for what draws without fonts. */
export interface OutlinedText {
  /** Width in a font size of 1. */
  readonly width: number
  readonly unitsPerEm: number
  /** Each sign as an SVG path that counts upwards, from its place on the line; in units. */
  readonly signs: readonly { readonly x: number; readonly path: string }[]
}

/** The outlines of a text in the fonts of every document, each sign as they have it. */
export function outlinedText(text: string, weight: Weight): OutlinedText {
  const face = loadFaces()[weight]
  const { unitsPerEm } = face
  let width = 0
  const signs = Array.from(drawnText(text, face), (sign) => {
    const codePoint = sign.codePointAt(0) ?? 0
    const x = Math.round(width * unitsPerEm)
    width += face.advance(codePoint)
    return { x, path: face.outline(codePoint) }
  })
  return { width, unitsPerEm, signs }
}
