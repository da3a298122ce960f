import type { Face } from './fonts.ts'

const TAB = '    '

/** Raised signs, most of which the font does not have: `10⁹` must never be read as 109. */
const POWERS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻'
const PLAIN = '0123456789+-'

/** What is drawn as one: raised signs that follow each other, else a sign by itself. */
const UNITS = new RegExp(`[${POWERS}]+|.`, 'gsu')

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

export function drawnUnits(text: string): readonly string[] {
  return text.match(UNITS) ?? []
}

/** What a unit is drawn as: itself, signs of the same meaning, or its number where the font has neither. */
export function drawnUnit(unit: string, face: Pick<Face, 'has'>): string {
  if (unit === '\t') return TAB
  if (VARIATION_SELECTORS.includes(unit)) return ''
  const signs = Array.from(unit)
  if (signs.every((sign) => isDrawable(sign, face))) return unit
  if (POWERS.includes(signs[0] ?? '')) {
    return `^${signs.map((sign) => PLAIN[POWERS.indexOf(sign)] ?? '').join('')}`
  }
  return ALIKE[unit] ?? `‹U+${codePointOf(unit).toString(16).toUpperCase().padStart(4, '0')}›`
}

/** A text as it is drawn. */
export function drawnText(text: string, face: Pick<Face, 'has'>): string {
  return drawnUnits(text)
    .map((unit) => drawnUnit(unit, face))
    .join('')
}

function isDrawable(sign: string, face: Pick<Face, 'has'>): boolean {
  const codePoint = codePointOf(sign)
  return codePoint >= 0x20 && face.has(codePoint)
}

function codePointOf(sign: string): number {
  return sign.codePointAt(0) ?? 0
}
