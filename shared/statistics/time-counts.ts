/** Times with a flag each: true or non-zero is the event, else the time is censored. */
export interface CensoredTimes {
  /** Any unit, finite, in any order. */
  readonly time: ArrayLike<number>
  readonly event: ArrayLike<number | boolean>
}

/** Distinct times in rising order, with the events and the censored at each. */
export interface TimeCounts {
  readonly time: Float64Array
  readonly nEvent: Float64Array
  readonly nCensor: Float64Array
}

/** Times nearer than this are one time, absolutely or in relation to the mean of the times. */
const NEAR_TIE = Math.sqrt(Number.EPSILON)

/**
 * Counts events and censorings at each distinct time. Times that differ only by rounding are one
 * (the earliest of them), as in R's `survfit`. Throws where the lengths differ or a time is not
 * finite.
 */
export function countTimes(input: CensoredTimes): TimeCounts {
  const counts = countExactTimes(input)
  const cuts = nearTieCuts(counts.time)
  return cuts === null ? counts : gather(counts, cuts)
}

/** As `countTimes`, but only times that are the same number are one. */
export function countExactTimes({ time, event }: CensoredTimes): TimeCounts {
  const { events, censored } = splitSorted(time, event)
  return merge(events, censored)
}

/** The times with runs of nearly equal ones set to the first of the run. */
export function snapNearTies(input: CensoredTimes): ArrayLike<number> {
  const cuts = nearTieCuts(countExactTimes(input).time)
  if (cuts === null) return input.time
  return Float64Array.from(input.time, (at) => cuts[lastAtOrBelow(cuts, at)] ?? at)
}

function splitSorted(
  time: ArrayLike<number>,
  event: ArrayLike<number | boolean>,
): { readonly events: Float64Array; readonly censored: Float64Array } {
  const n = time.length
  if (event.length !== n) throw new RangeError(`${n} times with ${event.length} event flags`)
  const events = new Float64Array(n)
  const censored = new Float64Array(n)
  let eventCount = 0
  for (let index = 0; index < n; index++) {
    const at = time[index] ?? NaN
    if (!Number.isFinite(at)) throw new RangeError(`time ${index} is not a finite number`)
    if (event[index]) events[eventCount++] = at
    else censored[index - eventCount] = at
  }
  // Two sorts of plain numbers are far faster than one of pairs, and as exact.
  return {
    events: events.subarray(0, eventCount).sort(),
    censored: censored.subarray(0, n - eventCount).sort(),
  }
}

function merge(events: Float64Array, censored: Float64Array): TimeCounts {
  const size = events.length + censored.length
  const time = new Float64Array(size)
  const nEvent = new Float64Array(size)
  const nCensor = new Float64Array(size)
  let rows = 0
  let e = 0
  let c = 0
  while (e < events.length || c < censored.length) {
    const at = Math.min(events[e] ?? Infinity, censored[c] ?? Infinity)
    const firstEvent = e
    const firstCensored = c
    while (events[e] === at) e++
    while (censored[c] === at) c++
    time[rows] = at
    nEvent[rows] = e - firstEvent
    nCensor[rows] = c - firstCensored
    rows++
  }
  return {
    time: time.subarray(0, rows),
    nEvent: nEvent.subarray(0, rows),
    nCensor: nCensor.subarray(0, rows),
  }
}

/**
 * The first time of each run of nearly equal times, or null where no two are nearly equal.
 * @source R survival, `aeqSurv`: a difference at or below 1.5e-8, itself or over the mean |time|.
 */
function nearTieCuts(distinct: Float64Array): Float64Array | null {
  const sum = distinct.reduce((total, at) => total + Math.abs(at), 0)
  const limit = NEAR_TIE * Math.max(1, sum / distinct.length)
  const cuts = distinct.filter(
    (at, index) => index === 0 || at - (distinct[index - 1] ?? 0) > limit,
  )
  return cuts.length === distinct.length ? null : cuts
}

function gather(counts: TimeCounts, cuts: Float64Array): TimeCounts {
  const nEvent = new Float64Array(cuts.length)
  const nCensor = new Float64Array(cuts.length)
  let row = -1
  counts.time.forEach((at, index) => {
    if (at === cuts[row + 1]) row++
    nEvent[row] = (nEvent[row] ?? 0) + (counts.nEvent[index] ?? 0)
    nCensor[row] = (nCensor[row] ?? 0) + (counts.nCensor[index] ?? 0)
  })
  return { time: cuts, nEvent, nCensor }
}

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
