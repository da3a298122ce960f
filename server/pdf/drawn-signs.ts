import type { Face } from './fonts.ts'

const TAB = '    '

/** Raised signs that the font does not have: `10⁹` must never be read as 109. */
const POWERS = '⁰⁴⁵⁶⁷⁸⁹⁺⁻'
const PLAIN = '0456789+-'

/** Signs that the font does not have, and those of the same meaning that it has. */
const ALIKE: Readonly<Record<string, string>> = {
  '✔': '✓',
  '✕': '×',
  '✖': '×',
  '✗': '×',
  '✘': '×',
  '✱': '＊',
  '∗': '＊',
  '∼': '~',
  '⩽': '≤',
  '⩾': '≥',
}

/** They choose between two looks of the sign before them, as phones write them, and have none of their own. */
const VARIATION_SELECTORS = '\uFE0E\uFE0F'

/** What a sign is drawn as: itself, one of the same meaning, or its number where the font has neither. */
export function drawnSign(sign: string, face: Pick<Face, 'has'>): string {
  if (sign === '\t') return TAB
  if (VARIATION_SELECTORS.includes(sign)) return ''
  const codePoint = sign.codePointAt(0) ?? 0
  if (codePoint >= 0x20 && face.has(codePoint)) return sign
  const power = POWERS.indexOf(sign)
  if (power >= 0) return `^${PLAIN[power] ?? ''}`
  return ALIKE[sign] ?? `‹U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}›`
}

/** A text as it is drawn, sign by sign. */
export function drawnText(text: string, face: Pick<Face, 'has'>): string {
  return Array.from(text, (sign) => drawnSign(sign, face)).join('')
}
