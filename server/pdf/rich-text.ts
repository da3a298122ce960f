import { oncePer } from '../../shared/kernel/remembered.ts'
import { mayBreakBetween } from './break-points.ts'
import { drawnUnit, drawnUnits } from './drawn-signs.ts'
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

/** A text in bold letters. */
export function strong(text: string): Span {
  return { text, bold: true }
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
 * drawn as one of the same meaning, or written as its number: ‹U+1F600›.
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

function signsOf(text: string, span: Span, { faces, size, bold }: TextSize): Sign[] {
  const face = faces[span.bold === true || bold === true ? 'bold' : 'regular']
  const known = knownUnits(face)
  const signs: Sign[] = []
  for (const unit of drawnUnits(text)) {
    let drawn = known.get(unit)
    if (drawn === undefined) known.set(unit, (drawn = drawnAs(unit, face)))
    for (const one of drawn) signs.push({ text: one.text, width: one.advance * size, span })
  }
  return signs
}

/** What a unit of a text is drawn as, and its widths in a font size of 1. */
type Drawn = readonly { readonly text: string; readonly advance: number }[]

/** A font has few thousand signs, and a text few hundred: each is looked up once. */
const knownUnits = oncePer<Face, Map<string, Drawn>>(() => new Map())

function drawnAs(unit: string, face: Face): Drawn {
  return Array.from(drawnUnit(unit, face), (text) => ({
    text,
    advance: face.advance(text.codePointAt(0) ?? 0),
  }))
}

function brokenLines(signs: readonly Sign[], width: number): readonly Line[] {
  const lines: Line[] = []
  let [start, filled] = [0, 0]
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at]
    if (sign === undefined) continue
    filled += sign.width
    if (filled <= width || sign.text === ' ' || at === start) continue
    const end = lastBreak(signs, start, at)
    lines.push(stretchesOf(signs, start, end))
    start = end
    filled = 0
    for (let one = start; one <= at; one += 1) filled += signs[one]?.width ?? 0
  }
  lines.push(stretchesOf(signs, start, signs.length))
  return lines
}

/** Where a line that began at `start` ends, at `at` at the latest; in a word that fills it whole just there. */
function lastBreak(signs: readonly Sign[], start: number, at: number): number {
  for (let end = at; end > start; end -= 1) if (mayBreak(signs, end)) return end
  return at
}

function mayBreak(signs: readonly Sign[], at: number): boolean {
  const [before, left, right] = [signs[at - 2], signs[at - 1], signs[at]]
  return mayBreakBetween(left?.text ?? '', right?.text ?? '', before?.text ?? '')
}

/** The signs from `start` to before `end`, those of one manner together. */
function stretchesOf(signs: readonly Sign[], start: number, end: number): Line {
  const stretches: { span: Span; text: string; x: number; width: number }[] = []
  let last: (typeof stretches)[number] | undefined
  let x = 0
  for (let at = start; at < end; at += 1) {
    const sign = signs[at]
    if (sign === undefined) continue
    const { text, width, span } = sign
    if (last?.span === span) {
      last.text += text
      last.width += width
    } else stretches.push((last = { span, text, x, width }))
    x += width
  }
  return stretches
}
