import { unbroken } from '../kernel/unbroken.ts'

/** Widths of the signs from blank to tilde in Noto Sans SC, in thousandths of the font's size. */
const WIDTHS =
  '224 323 474 555 555 921 680 278 338 338 467 555 278 347 278 392 555 555 555 555 555 555 555 555 555 555 278 278 555 555 555 474 946 608 657 638 688 589 552 689 728 293 535 646 543 812 723 742 633 742 635 596 599 721 575 878 573 531 603 338 392 338 555 559 606 563 618 510 620 554 325 564 607 275 275 552 284 926 610 606 620 620 388 468 377 607 521 802 498 521 475 338 270 338 555'
    .split(' ')
    .map(Number)

/** Bold signs are about so much wider. */
const BOLD = 1.06

/** How wide a text stands in the font of print: signs of Chinese are squares. Other fonts differ by little. */
export function textWidth(text: string, size = 10, bold = false): number {
  let units = 0
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    units += code > 0x2e7f || isShape(code) ? 1000 : (WIDTHS[code - 32] ?? 560)
  }
  return (units * size * (bold ? BOLD : 1)) / 1000
}

/** Latin signs of the fonts of screens are up to so much wider than those of print. */
const OTHER_FONTS = 1.165

/** The room that a text needs in whatever font a reader has. */
export function roomFor(text: string, size = 10, bold = false): number {
  const wide = Array.from(text).filter((sign) => textWidth(sign, 1000) >= 1000)
  const squares = textWidth(wide.join(''), size, bold)
  return squares + (textWidth(text, size, bold) - squares) * OTHER_FONTS
}

/** Triangles, boxes and other shapes are squares as well. */
function isShape(code: number): boolean {
  return code >= 0x2500 && code <= 0x27bf
}

/** The text cut to a width, with a sign that it was cut. */
export function fitted(text: string, width: number, size = 10, bold = false): string {
  if (roomFor(text, size, bold) <= width) return text
  let cut = text
  while (cut.length > 1 && roomFor(`${cut}…`, size, bold) > width) cut = cut.slice(0, -1)
  return `${cut}…`
}

/**
 * The text in at most two lines of a width; words stay whole, and a number with its unit. The second
 * line is cut.
 */
export function wrapped(text: string, width: number, size = 10): readonly string[] {
  if (roomFor(text, size) <= width) return [text]
  let first = ''
  for (const piece of piecesOf(text, width, size)) {
    if (first !== '' && roomFor((first + piece).trimEnd(), size) > width) break
    first += piece
  }
  return [first.trimEnd(), fitted(text.slice(first.length).trimStart(), width, size)]
}

/** The whole text in lines of a width: words stay whole where they fit, signs of Chinese part anywhere. */
export function paragraph(
  text: string,
  width: number,
  { size = 10, bold = false }: { readonly size?: number; readonly bold?: boolean } = {},
): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text, width, size)) {
    if (line !== '' && textWidth((line + piece).trimEnd(), size, bold) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += line === '' ? piece.trimStart() : piece
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

/** Signs that must not begin a line, nor part from the sign before them. */
const CLOSING = /[，。、；：？！）》”’%…]/u

/**
 * Words with the blank behind them, and signs of Chinese each with the closing sign behind it; a
 * number and its unit are one.
 */
function piecesOf(text: string, width: number, size: number): readonly string[] {
  const pieces: string[] = []
  for (const sign of unbroken(text)) {
    const last = pieces.at(-1)
    const joins = last !== undefined && staysWith(last, sign)
    if (joins && textWidth(last + sign, size) <= width) pieces[pieces.length - 1] = last + sign
    else pieces.push(sign)
  }
  // As they were: what kept them together was for breaking alone.
  return pieces.map((piece) => piece.replaceAll('\u00A0', ' '))
}

/** Whether no line may part a sign from those before it: `n = 46` stays whole. */
function staysWith(last: string, sign: string): boolean {
  if (CLOSING.test(sign) || /^[\s=]$/.test(sign) || last.endsWith('= ')) return true
  const wide = (sign.codePointAt(0) ?? 0) > 0x2e7f
  return !wide && !last.endsWith(' ') && !endsWide(last)
}

function endsWide(text: string): boolean {
  return (Array.from(text).at(-1)?.codePointAt(0) ?? 0) > 0x2e7f
}
