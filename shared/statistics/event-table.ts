import { snapNearTies } from './near-ties.ts'
import { countExactTimes, type CensoredTimes, type TimeCounts } from './time-counts.ts'

/** Censored times of several groups, parallel arrays. */
export interface GroupedTimes extends CensoredTimes {
  readonly group: readonly string[]
  /** Subjects are only compared within a stratum; without strata all are in one. */
  readonly strata?: readonly string[] | null
}

/** One time with events in one stratum: counts per group, in the order of the levels. */
export interface EventRow {
  readonly atRisk: Float64Array
  readonly events: Float64Array
}

interface EventTable {
  /** The groups in rising text order. */
  readonly levels: readonly string[]
  readonly rows: readonly EventRow[]
}

/**
 * Risk sets and events per group at each distinct event time of each stratum. Throws where the
 * arrays differ in length or a time is not finite.
 */
export function eventTable(input: GroupedTimes): EventTable {
  const { group, strata = null } = input
  const n = input.time.length
  if (group.length !== n || (strata !== null && strata.length !== n)) {
    throw new RangeError(`${n} times with ${group.length} groups, or strata of another length`)
  }
  const levels = [...new Set(group)].sort()
  const time = snapNearTies(input.time)
  const members = new Map<string, number[]>()
  group.forEach((name, index) => {
    const key = JSON.stringify([strata?.[index] ?? '', name])
    const cell = members.get(key)
    if (cell === undefined) members.set(key, [index])
    else cell.push(index)
  })
  const stratumNames = strata === null ? [''] : [...new Set(strata)].sort()
  const rows = stratumNames.flatMap((stratum) =>
    stratumRows(
      levels.map((name) => {
        const cell = members.get(JSON.stringify([stratum, name])) ?? []
        return countExactTimes({
          time: cell.map((index) => time[index] ?? NaN),
          event: cell.map((index) => input.event[index] ?? 0),
        })
      }),
    ),
  )
  return { levels, rows }
}

function stratumRows(groups: readonly TimeCounts[]): EventRow[] {
  const atRisk = Float64Array.from(groups, size)
  const position = new Uint32Array(groups.length)
  return eventTimes(groups).map((at) => {
    const events = new Float64Array(groups.length)
    groups.forEach((counts, group) => {
      let row = position[group] ?? 0
      let remaining = atRisk[group] ?? 0
      for (; (counts.time[row] ?? Infinity) < at; row++) {
        remaining -= (counts.nEvent[row] ?? 0) + (counts.nCensor[row] ?? 0)
      }
      position[group] = row
      atRisk[group] = remaining
      events[group] = counts.time[row] === at ? (counts.nEvent[row] ?? 0) : 0
    })
    return { atRisk: atRisk.slice(), events }
  })
}

function size(counts: TimeCounts): number {
  return sum(counts.nEvent) + sum(counts.nCensor)
}

/** Sum of the values. */
export function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

function eventTimes(groups: readonly TimeCounts[]): number[] {
  const times = new Set<number>()
  for (const { time, nEvent } of groups) {
    time.forEach((at, row) => {
      if ((nEvent[row] ?? 0) > 0) times.add(at)
    })
  }
  return [...Float64Array.from(times).sort()]
}
