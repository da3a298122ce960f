/**
 * Whether a line may end between two signs that stand side by side: after a space, between letters at a
 * hyphen or slash, beside a Chinese sign; never before what closes or after what opens.
 */
export function mayBreakBetween(left: string, right: string, beforeLeft: string): boolean {
  if (isSpace(right)) return false
  if (isSpace(left)) return true
  if (CLOSING.has(right) || OPENING.has(left)) return false
  if (JOINING.has(left)) return LETTER.test(beforeLeft) && LETTER.test(right)
  return IDEOGRAPHIC.test(left) || IDEOGRAPHIC.test(right)
}

function isSpace(sign: string): boolean {
  return sign === ' ' || sign === '\u3000'
}

const LETTER = /\p{L}/u
const JOINING = new Set('-/|_')
const CLOSING = new Set('，。、；：？！）》」』】〉〕％…—·”’,.;:?!)]}%')
const OPENING = new Set('（《「『【〈〔“‘([{')
const IDEOGRAPHIC = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u
