import type { ItemKind } from './define.ts'

const FULL_WIDTH = /[！-～]/g
const WIDTH_OFFSET = 0xfee0

/**
 * What was typed, as it is stored: blanks around it are cut off; in everything but free text,
 * full-width digits, letters and punctuation become their plain form, as do `。` (a decimal
 * point typed with a Chinese input method), `≤` and `≥`. Free text keeps its punctuation.
 */
export function normaliseEntry(kind: ItemKind, text: string): string {
  const trimmed = text.trim()
  if (kind === 'text' || isPlain(trimmed)) return trimmed
  return trimmed
    .replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - WIDTH_OFFSET))
    .replaceAll('　', ' ')
    .replaceAll('。', '.')
    .replaceAll('≤', '<=')
    .replaceAll('≥', '>=')
    .trim()
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}
