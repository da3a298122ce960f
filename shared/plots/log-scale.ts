import type { Scale } from './axes.ts'

/** Steps of an axis between two powers of ten, by how many powers it has to show. */
const STEPS: readonly { readonly upTo: number; readonly steps: readonly number[] }[] = [
  { upTo: 2.2, steps: [1, 2, 5] },
  { upTo: 3.5, steps: [1, 3] },
  { upTo: Infinity, steps: [1] },
]

/**
 * Ticks of a logarithmic axis, from at or below the least value to at or above the largest. Values that
 * are not above 0 have no place on it and are passed over; the axis always spans from 0.5 to 5.
 */
export function logTicks(values: readonly number[]): readonly number[] {
  let least = 0.5
  let most = 5
  for (const value of values) {
    if (!(value > 0) || !Number.isFinite(value)) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const powers = Math.log10(most / least)
  const { steps } = STEPS.find(({ upTo }) => powers <= upTo) ?? { steps: [1] }
  const all: number[] = []
  for (let power = Math.floor(Math.log10(least)) - 1; power <= Math.log10(most) + 1; power += 1) {
    for (const step of steps) all.push(Number((step * 10 ** power).toPrecision(6)))
  }
  const from = all.findLastIndex((tick) => tick <= least)
  const to = all.findIndex((tick) => tick >= most)
  return thinned(all.slice(from, to + 1))
}

/** Over many powers every second tick, or fewer, says enough. */
function thinned(ticks: readonly number[]): readonly number[] {
  const every = Math.ceil(ticks.length / 10)
  const last = ticks.length - 1
  return ticks.filter((_, at) => at === last || (at % every === 0 && last - at >= every / 2))
}

/** A logarithmic scale over ticks; what lies outside is held at its end. */
export function logScale(ticks: readonly number[], [from, to]: readonly [number, number]): Scale {
  const low = Math.log10(ticks[0] ?? 1)
  const high = Math.log10(ticks.at(-1) ?? 10)
  const width = high === low ? 1 : high - low
  return (value) => {
    const share = value > 0 ? (Math.log10(value) - low) / width : 0
    return from + Math.min(1, Math.max(0, share)) * (to - from)
  }
}
