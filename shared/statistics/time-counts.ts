import { nearTieCuts } from './near-ties.ts'

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
  if (event.length !== time.length) {
    throw new RangeError(`${time.length} times with ${event.length} event flags`)
  }
  const range = wholeRange(time)
  return range === null ? countBySorting(time, event) : countWhole({ time, event }, range)
}

interface Range {
  readonly first: number
  readonly size: number
}

/** The range of the times if all are whole numbers that lie close together, days for one. */
function wholeRange(time: ArrayLike<number>): Range | null {
  let low = Infinity
  let high = -Infinity
  let whole = true
  for (let index = 0; index < time.length; index++) {
    const at = time[index] ?? NaN
    if (!Number.isFinite(at)) throw new RangeError(`time ${index} is not a finite number`)
    whole &&= Number.isInteger(at)
    if (at < low) low = at
    if (at > high) high = at
  }
  const size = high - low + 1
  return whole && size > 0 && size <= 4 * time.length + 1000 ? { first: low, size } : null
}

/** One counter for each whole number of the range: no sorting. */
function countWhole({ time, event }: CensoredTimes, { first, size }: Range): TimeCounts {
  const all = new Uint32Array(size)
  const events = new Uint32Array(size)
  for (let index = 0; index < time.length; index++) {
    const place = (time[index] ?? NaN) - first
    all[place] = (all[place] ?? 0) + 1
    if (event[index]) events[place] = (events[place] ?? 0) + 1
  }
  const counts = emptyCounts(Math.min(size, time.length))
  let row = 0
  all.forEach((here, place) => {
    if (here === 0) return
    const dead = events[place] ?? 0
    counts.time[row] = first + place
    counts.nEvent[row] = dead
    counts.nCensor[row] = here - dead
    row++
  })
  return firstRows(counts, row)
}

/** Two sorts of plain numbers are far faster than one of pairs, and as exact. */
function countBySorting(time: ArrayLike<number>, event: ArrayLike<number | boolean>): TimeCounts {
  const n = time.length
  const events = new Float64Array(n)
  const censored = new Float64Array(n)
  let eventCount = 0
  for (let index = 0; index < n; index++) {
    const at = time[index] ?? NaN
    if (event[index]) events[eventCount++] = at
    else censored[index - eventCount] = at
  }
  return merge(events.subarray(0, eventCount).sort(), censored.subarray(0, n - eventCount).sort())
}

function merge(events: Float64Array, censored: Float64Array): TimeCounts {
  const counts = emptyCounts(events.length + censored.length)
  let rows = 0
  let e = 0
  let c = 0
  while (e < events.length || c < censored.length) {
    const at = Math.min(events[e] ?? Infinity, censored[c] ?? Infinity)
    const firstEvent = e
    const firstCensored = c
    while (events[e] === at) e++
    while (censored[c] === at) c++
    counts.time[rows] = at
    counts.nEvent[rows] = e - firstEvent
    counts.nCensor[rows] = c - firstCensored
    rows++
  }
  return firstRows(counts, rows)
}

function firstRows({ time, nEvent, nCensor }: TimeCounts, rows: number): TimeCounts {
  return {
    time: time.subarray(0, rows),
    nEvent: nEvent.subarray(0, rows),
    nCensor: nCensor.subarray(0, rows),
  }
}

function gather(counts: TimeCounts, cuts: Float64Array): TimeCounts {
  const gathered = emptyCounts(cuts.length)
  const { nEvent, nCensor } = gathered
  let row = -1
  for (let index = 0; index < counts.time.length; index++) {
    if (counts.time[index] === cuts[row + 1]) row++
    nEvent[row] = (nEvent[row] ?? 0) + (counts.nEvent[index] ?? 0)
    nCensor[row] = (nCensor[row] ?? 0) + (counts.nCensor[index] ?? 0)
  }
  return { time: cuts, nEvent, nCensor }
}

function emptyCounts(rows: number): TimeCounts {
  return {
    time: new Float64Array(rows),
    nEvent: new Float64Array(rows),
    nCensor: new Float64Array(rows),
  }
}
