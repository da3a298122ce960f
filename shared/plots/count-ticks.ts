/** Even whole numbers from 0 to the first at or beyond `most`: about five of them, never above that many. */
export function countTicks(most: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  const every = [0.1, 0.2, 0.5, 1, 2, 5]
    .map((one) => Math.max(1, Math.round(one * power)))
    .find((one) => most / one <= 6)
  const step = every ?? power * 10
  const count = Math.max(1, Math.ceil(most / step))
  return Array.from({ length: count + 1 }, (_, at) => at * step)
}
