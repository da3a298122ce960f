import { readFileSync } from 'node:fs'
import PDFDocument from 'pdfkit'
import { fontFile, type Weight } from '../font-files.ts'

interface Glyph {
  readonly id: number
  readonly advanceWidth: number
  readonly codePoints: readonly number[]
}

interface OpenedGlyph extends Glyph {
  readonly path: { toSVG(): string }
}

/** What is used of an opened font file. */
interface OpenedFont {
  readonly postscriptName: string
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
  hasGlyphForCodePoint(codePoint: number): boolean
  glyphForCodePoint(codePoint: number): OpenedGlyph
}

/** A font in one weight. Signs stand side by side by their own widths: no kerning, no ligatures. */
export interface Face {
  /** By which pdfkit finds it again. */
  readonly name: string
  /** As pdfkit takes it for a font's source. */
  readonly source: Buffer
  has(codePoint: number): boolean
  /** Width of a sign in a font size of 1. */
  advance(codePoint: number): number
  /** From the top of a line's signs to their base line, in a font size of 1. */
  readonly ascent: number
  /** Outline of a sign as an SVG path that counts upwards, in a font size of `unitsPerEm`. */
  outline(codePoint: number): string
  readonly unitsPerEm: number
}

export type Faces = Readonly<Record<Weight, Face>>

let loaded: Faces | undefined

/**
 * The fonts of every PDF: Noto Sans SC, which has Latin, Greek, Cyrillic and all simplified Chinese
 * signs. Read once for a process (10 MB each); a document embeds the signs alone that it uses.
 */
export function loadFaces(): Faces {
  loaded ??= { regular: openFace('regular'), bold: openFace('bold') }
  return loaded
}

function openFace(weight: Weight): Face {
  const font = openFont(fontFile(weight))
  const glyphs = new Map<number, Glyph>()
  const outlines = new Map<number, string>()
  const { unitsPerEm } = font
  const glyphOf = (codePoint: number): Glyph => {
    const known = glyphs.get(codePoint)
    if (known !== undefined) return known
    // What pdfkit reads of a glyph, as plain members: those of the library compute themselves each time.
    const { id, advanceWidth, codePoints } = font.glyphForCodePoint(codePoint)
    const glyph = { id, advanceWidth, codePoints }
    glyphs.set(codePoint, glyph)
    return glyph
  }
  return {
    name: font.postscriptName,
    source: layingSideBySide(font, glyphOf),
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    advance: (codePoint) => glyphOf(codePoint).advanceWidth / unitsPerEm,
    ascent: font.ascent / font.unitsPerEm,
    outline: (codePoint) => {
      const known = outlines.get(codePoint) ?? font.glyphForCodePoint(codePoint).path.toSVG()
      outlines.set(codePoint, known)
      return known
    },
    unitsPerEm,
  }
}

/** Opens a font file by the library that pdfkit brings; a file read once serves every document. */
function openFont(file: string): OpenedFont {
  // pdfkit keeps the font that it opened under this name.
  const opener = new PDFDocument({ autoFirstPage: false }) as unknown as {
    font(source: Buffer): unknown
    readonly _font: { readonly font: OpenedFont }
  }
  opener.font(readFileSync(file))
  return opener._font.font
}

/**
 * The same font, setting signs without the tables of shaping, which scripts of this font do not need:
 * ten times as fast, and as wide as measured.
 */
function layingSideBySide(font: OpenedFont, glyphOf: (codePoint: number) => Glyph): Buffer {
  const layout = (text: string): object => {
    const glyphs = Array.from(text, (sign) => glyphOf(sign.codePointAt(0) ?? 0))
    const positions = glyphs.map(({ advanceWidth: width }) => ({
      xAdvance: width,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
      advanceWidth: width,
    }))
    const advanceWidth = glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0)
    return { glyphs, positions, advanceWidth }
  }
  // pdfkit takes an opened font wherever it takes the bytes of a file; its types know bytes alone.
  return Object.create(font, { layout: { value: layout } }) as Buffer
}
