/** Position of the last of the rising `values` that is at or below `level`; -1 where none is. */
export function lastAtOrBelow(values: Float64Array, level: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? Infinity) <= level) low = middle + 1
    else high = middle
  }
  return low - 1
}
