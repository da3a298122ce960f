const FIRST_SURROGATE = 0xd800
const BEHIND_SURROGATES = 0xe000
/** Lifts surrogates, which stand for U+10000 and above, over the units U+E000 to U+FFFF. */
const LIFT = 0x10000

/** Order of two texts by code point. UTF-16 order differs from it only where surrogates stand. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return rankOf(left) - rankOf(right)
  }
  return a.length - b.length
}

function rankOf(unit: number): number {
  return unit >= FIRST_SURROGATE && unit < BEHIND_SURROGATES ? unit + LIFT : unit
}
