const SURROGATE = /[\uD800-\uDFFF]/

/** Order of two texts by code point. UTF-16 order differs from it only where surrogates stand. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1
  const left = Array.from(a, (sign) => sign.codePointAt(0) ?? 0)
  const right = Array.from(b, (sign) => sign.codePointAt(0) ?? 0)
  for (let index = 0; index < left.length && index < right.length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
