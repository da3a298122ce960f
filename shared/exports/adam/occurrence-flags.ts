import type { AdverseEventRecord } from '../../endpoints/adverse-events.ts'
import type { Cell } from '../datasets/define.ts'

type Key = (event: AdverseEventRecord) => string

/** Flags of the first, and of the first worst, emergent event: in the subject, a class, a term. */
const FLAGS: readonly (readonly [first: string, worst: string, key: Key])[] = [
  ['AOCCFL', 'AOCCIFL', () => ''],
  ['AOCCSFL', 'AOCCSIFL', ({ soc }) => soc],
  ['AOCCPFL', 'AOCCPIFL', ({ term }) => term],
]

/**
 * Occurrence flags of a subject's treatment-emergent events, by event. Order: onset, then the order of
 * entry; an event without a grade is the mildest.
 */
export function occurrenceFlags(
  events: readonly AdverseEventRecord[],
): ReadonlyMap<AdverseEventRecord, Readonly<Record<string, Cell>>> {
  const flags = new Map<AdverseEventRecord, Record<string, Cell>>()
  const emergent = events
    .filter(({ treatmentEmergent }) => treatmentEmergent)
    .sort((a, b) => (a.onsetDay ?? 0) - (b.onsetDay ?? 0) || a.row - b.row)
  const give = (event: AdverseEventRecord, name: string): void => {
    flags.set(event, { ...flags.get(event), [name]: 'Y' })
  }
  for (const [first, worst, key] of FLAGS) {
    const found = new Map<string, { first: AdverseEventRecord; worst: AdverseEventRecord }>()
    for (const event of emergent) {
      const known = found.get(key(event))
      if (known === undefined) found.set(key(event), { first: event, worst: event })
      else if ((event.grade ?? 0) > (known.worst.grade ?? 0)) known.worst = event
    }
    for (const one of found.values()) {
      give(one.first, first)
      give(one.worst, worst)
    }
  }
  return flags
}
