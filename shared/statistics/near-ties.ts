import { lastAtOrBelow } from './rising.ts'

/** Times nearer than this are one time, absolutely or in relation to the mean of the times. */
const NEAR_TIE = Math.sqrt(Number.EPSILON)

/**
 * The first time of each run of nearly equal times (given distinct and rising), or null where no
 * two are nearly equal. @source R survival, `aeqSurv`: a difference at or below 1.5e-8, itself or
 * over the mean of the absolute times.
 */
export function nearTieCuts(distinct: Float64Array): Float64Array | null {
  const limit = NEAR_TIE * Math.max(1, meanMagnitude(distinct))
  const cuts = new Float64Array(distinct.length)
  let previous = -Infinity
  let size = 0
  for (const at of distinct) {
    if (at - previous > limit) cuts[size++] = at
    previous = at
  }
  return size === distinct.length ? null : cuts.subarray(0, size)
}

/** Times in any order, those of each run of nearly equal ones set to the first of the run. */
export function snapNearTies(time: ArrayLike<number>): ArrayLike<number> {
  const sorted = Float64Array.from(time).sort()
  const cuts = nearTieCuts(sorted.filter((at, index) => at !== sorted[index - 1]))
  if (cuts === null) return time
  return Float64Array.from(time, (at) => cuts[lastAtOrBelow(cuts, at)] ?? at)
}

function meanMagnitude(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += Math.abs(value)
  return values.length === 0 ? 0 : sum / values.length
}
