import PDFDocument from 'pdfkit'
import { escaped } from '../../shared/kernel/escaped.ts'
import type { Faces } from './fonts.ts'

/** What says what a document is; times and names are given in, so that the bytes are too. */
export interface PdfMetadata {
  readonly title: string
  /** BCP 47. */
  readonly language: string
  readonly subject: string
  /** Name and version of the program. */
  readonly producer: string
  /** ISO 8601, UTC: when the state was reached that the document shows. */
  readonly createdAt: string
}

/**
 * A document of pdfkit whose bytes are taken at once, without a stream. Its file identifier is made of
 * the metadata alone, so that two documents of the same content are the same bytes.
 */
export class PieceDocument extends PDFDocument {
  /** Not initialised here: the constructor above already writes. */
  declare private taken: Uint8Array[] | undefined

  constructor(metadata: PdfMetadata, { regular }: Faces) {
    const { title, language, subject, producer, createdAt } = metadata
    super({
      ...{ autoFirstPage: false, bufferPages: true, tagged: true, displayTitle: true },
      ...{ pdfVersion: '1.7', lang: language, fontLayoutCache: false },
      // The types know a path alone.
      font: regular.source as unknown as string,
      info: {
        ...{ Title: title, Subject: subject, Producer: producer, Creator: producer },
        CreationDate: new Date(createdAt),
      },
    })
  }

  private isPlaced = false

  /** A text at a place, its begin there. Nothing is put behind it, so it is not measured once more. */
  drawText(text: string, x: number, y: number, options: PDFKit.Mixins.TextOptions): void {
    this.isPlaced = true
    this.text(text, x, y, options)
    this.isPlaced = false
  }

  override widthOfString(text: string, options?: PDFKit.Mixins.TextOptions): number {
    return this.isPlaced ? 0 : super.widthOfString(text, options)
  }

  override push(chunk: Uint8Array | null): boolean {
    this.taken ??= []
    if (chunk !== null) this.taken.push(chunk)
    return true
  }

  /** The bytes written since the last call. */
  takePieces(): readonly Uint8Array[] {
    const pieces = this.taken ?? []
    this.taken = []
    return pieces
  }

  /** Moves the pages made since `from` (counted from 0) in front of page `to`. */
  movePages(from: number, to: number): void {
    const { Kids } = (this as unknown as PageTree)._root.data.Pages.data
    const moved = Kids.splice(from)
    Kids.splice(to, 0, ...moved)
  }

  /** pdfkit puts the texts into XML as they are. */
  override endMetadata(): void {
    const { info } = this
    const written = Object.entries<unknown>({ ...info }).map(
      ([name, text]) => [name, typeof text === 'string' ? escaped(text) : text] as const,
    )
    this.info = Object.fromEntries(written)
    super.endMetadata()
    this.info = info
  }
}

/** Where pdfkit keeps the order of the pages. */
interface PageTree {
  readonly _root: {
    readonly data: { readonly Pages: { readonly data: { readonly Kids: unknown[] } } }
  }
}
