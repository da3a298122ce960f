/** How wide the texts of a column are, in points: not broken at all, and at least without dividing words. */
export interface ColumnNeed {
  readonly whole: number
  readonly part: number
}

/** No column is thinner, in points, as long as the table has room for that. */
const LEAST = 28
/** Wider than this share of the table no column needs to be for one long word. */
const WORD_SHARE = 0.4

/**
 * Widths of the columns of a table that is `width` wide: each as wide as its texts where there is room;
 * else what is over the least goes to those who need more, by their need.
 */
export function columnWidths(needs: readonly ColumnNeed[], width: number): readonly number[] {
  const wholes = needs.map(({ whole }) => Math.max(whole, 1))
  const sum = sumOf(wholes)
  if (sum <= width) return wholes.map((whole) => whole + ((width - sum) * whole) / sum)
  const equal = width / Math.max(needs.length, 1)
  const wanted = needs.map(({ whole, part }) =>
    Math.min(whole, Math.max(Math.min(part, width * WORD_SHARE), LEAST)),
  )
  const scale = Math.min(1, width / sumOf(wanted))
  const least = wanted.map((one) => Math.max(one * scale, Math.min(one, equal / 2)))
  const over = width - sumOf(least)
  if (over <= 0) return least.map((one) => (one * width) / sumOf(least))
  const lacks = wholes.map((whole, at) => Math.sqrt(Math.max(0, whole - (least[at] ?? 0))))
  const lack = sumOf(lacks)
  return least.map((one, at) => one + (over * (lacks[at] ?? 0)) / lack)
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
