import type { AdverseEventRecord } from './adverse-events.ts'
import type { SubjectAddition } from './derivation.ts'

/** A subject as far as tables of adverse events ask. */
interface WithEvents {
  readonly addition: Pick<SubjectAddition, 'enrolled' | 'populations' | 'cohort'>
}

/** The denominator of every table of adverse events: enrolled and dosed; of one cohort, or all. */
export function safetySet<S extends WithEvents>(
  subjects: readonly S[],
  cohort: string | null = null,
): readonly S[] {
  return subjects.filter(
    ({ addition }) =>
      addition.enrolled &&
      addition.populations.SAF &&
      (cohort === null || addition.cohort === cohort),
  )
}

/** Whether an event counts in the tables: treatment-emergent, and of those that are asked for. */
export function isCountedEvent(event: AdverseEventRecord, related: 'all' | 'related'): boolean {
  return event.treatmentEmergent && (related === 'all' || event.related)
}
