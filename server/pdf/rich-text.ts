import { mayBreakBetween } from './break-points.ts'
import type { Face, Faces } from './fonts.ts'

/** A text in one manner. */
export interface Span {
  readonly text: string
  readonly bold?: boolean
  /** Of the signs: #rrggbb; black else. */
  readonly colour?: string
  /** A filled box with a border behind the text. */
  readonly box?: { readonly fill: string; readonly border: string }
  /** A line through it. */
  readonly struck?: boolean
}

/** What a paragraph or a cell holds: plain, or spans one after the other. `\n` begins a new line. */
export type RichText = string | readonly Span[]

/** A stretch of one line in one manner, and where it begins, in points from the line's begin. */
export interface Stretch {
  readonly span: Span
  readonly text: string
  readonly x: number
  readonly width: number
}

export type Line = readonly Stretch[]

export interface TextSize {
  readonly faces: Faces
  /** Font size in points. */
  readonly size: number
  readonly bold?: boolean
}

interface Sign {
  readonly text: string
  readonly width: number
  readonly span: Span
}

/**
 * The lines of a text in a width (points). Every sign of the text stands in exactly one line, spaces at
 * line ends included; a word wider than the line is divided, and a sign that the font does not have is
 * written as its number: ‹U+1F600›.
 */
export function linesOf(text: RichText, width: number, size: TextSize): readonly Line[] {
  const spans = typeof text === 'string' ? [{ text }] : text
  const lines: Line[] = []
  let paragraph: Sign[] = []
  for (const span of spans) {
    const [first = '', ...others] = span.text.split(/\r\n|\r|\n/)
    paragraph.push(...signsOf(first, span, size))
    for (const other of others) {
      lines.push(...brokenLines(paragraph, width))
      paragraph = signsOf(other, span, size)
    }
  }
  return [...lines, ...brokenLines(paragraph, width)]
}

/** The widest line and the widest part that is not divided without need, in points. */
export function widthsOf(
  text: RichText,
  size: TextSize,
): { readonly whole: number; readonly part: number } {
  const spans = typeof text === 'string' ? [{ text }] : text
  let [whole, part, line, word] = [0, 0, 0, 0]
  let [before, last] = ['', '']
  const signs = spans.flatMap((span) =>
    span.text
      .split(/\r\n|\r|\n/)
      .flatMap((one, at) => [...(at === 0 ? [] : [null]), ...signsOf(one, span, size)]),
  )
  for (const sign of signs) {
    if (sign === null || mayBreakBetween(last, sign.text, before)) word = 0
    line = sign === null ? 0 : line + sign.width
    word += sign?.width ?? 0
    whole = Math.max(whole, line)
    part = Math.max(part, word)
    ;[before, last] = sign === null ? ['', ''] : [last, sign.text]
  }
  return { whole, part }
}

function signsOf(text: string, span: Span, size: TextSize): Sign[] {
  const face = size.faces[span.bold === true || size.bold === true ? 'bold' : 'regular']
  return Array.from(text).flatMap((sign) =>
    Array.from(drawable(sign, face), (drawn) => ({
      text: drawn,
      width: face.advance(drawn.codePointAt(0) ?? 0) * size.size,
      span,
    })),
  )
}

const TAB = '    '

/** Raised signs that the font does not have: `10⁹` must never be read as 109. */
const POWERS = '⁰⁴⁵⁶⁷⁸⁹⁺⁻'
const PLAIN = '0456789+-'

function drawable(sign: string, face: Face): string {
  if (sign === '\t') return TAB
  const codePoint = sign.codePointAt(0) ?? 0
  if (codePoint >= 0x20 && face.has(codePoint)) return sign
  const power = POWERS.indexOf(sign)
  if (power >= 0) return `^${PLAIN[power] ?? ''}`
  return `‹U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}›`
}

function brokenLines(signs: readonly Sign[], width: number): readonly Line[] {
  const lines: Line[] = []
  let [start, breakAt, filled] = [0, 0, 0]
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at]
    if (sign === undefined) continue
    if (at > start && mayBreak(signs, at)) breakAt = at
    filled += sign.width
    if (filled <= width || sign.text === ' ' || at === start) continue
    const end = breakAt > start ? breakAt : at
    lines.push(stretchesOf(signs.slice(start, end)))
    start = end
    filled = signs.slice(start, at + 1).reduce((sum, one) => sum + one.width, 0)
  }
  return [...lines, stretchesOf(signs.slice(start))]
}

function mayBreak(signs: readonly Sign[], at: number): boolean {
  const [before, left, right] = [signs[at - 2], signs[at - 1], signs[at]]
  return mayBreakBetween(left?.text ?? '', right?.text ?? '', before?.text ?? '')
}

function stretchesOf(signs: readonly Sign[]): Line {
  const stretches: Stretch[] = []
  let x = 0
  for (const { text, width, span } of signs) {
    const last = stretches.at(-1)
    if (last?.span === span) {
      stretches[stretches.length - 1] = {
        ...last,
        text: last.text + text,
        width: last.width + width,
      }
    } else stretches.push({ span, text, x, width })
    x += width
  }
  return stretches
}
