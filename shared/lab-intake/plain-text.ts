import { unitInLetters } from '../safety/grading/chinese-units.ts'

const FULL_WIDTH = /[！-～]/g
const WIDTH_OFFSET = 0xfee0
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/**
 * Text of a print-out in plain signs: full-width signs, the many dashes, waves and comparators become
 * those of the keyboard; powers are written `10^9`. Nothing that tells one value from another is lost.
 */
export function plainText(text: string): string {
  return text
    .replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - WIDTH_OFFSET))
    .replace(/[\u00a0\u2000-\u200a\u3000]/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replace(/[⁰¹²³⁴-⁹]+/g, (powers) => `^${powers.replace(/./g, digitOf)}`)
    .replace(/[‐‑‒–—―−﹣]/g, '-')
    .replace(/⁺/g, '+')
    .replace(/[∼〜～]/g, '~')
    .replace(/[≤⩽≦]/g, '<=')
    .replace(/[≥⩾≧]/g, '>=')
    .replace(/[﹤〈]/g, '<')
    .replace(/[﹥〉]/g, '>')
    .replace(/[µμ]/g, 'u')
    .replace(/。/g, '.')
}

function digitOf(power: string): string {
  return String(SUPERSCRIPTS.indexOf(power))
}

/** A unit as it is compared and stored: plain signs and letters, no `x` before a power, the litre in capitals. */
export function plainUnit(text: string): string {
  const plain = plainText(text)
    .trim()
    .replace(/\s+/g, '')
    .replace(/^[([{](.*)[)\]}]$/, '$1')
  return unitInLetters(plain)
    .replace(/^[x×*·](?=10)/i, '')
    .replace(/10[*^eE](\d+)/, '10^$1')
    .replace(/^10(9|12)\/l$/i, '10^$1/L')
    .replace(
      /\/(m|d|u)?l$/i,
      (_all, prefix: string | undefined) => `/${(prefix ?? '').toLowerCase()}L`,
    )
}

/**
 * A test's name as it is looked up: without marks of the print-out, blanks, brackets and capitals, so
 * that `*丙氨酸氨基转移酶 (ALT)` and `丙氨酸氨基转移酶ALT` are one name.
 */
export function plainName(text: string): string {
  return plainText(text)
    .toLowerCase()
    .replace(/[αɑ]/g, 'a')
    .replace(/[γ]/g, 'r')
    .replace(/[^\p{L}\p{N}+#%]/gu, '')
}
