import { and, eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { findPlannedVisit, isUnscheduledName } from '../../shared/protocol/schedule.ts'
import { invalidField } from '../http/problem-error.ts'

interface VisitOfSubject {
  readonly subjectId: string
  readonly visit: string
  readonly schedule: ProtocolDefinition['schedule']
}

/**
 * Throws the 422 for a visit that the definition never plans, that is no unscheduled one of a day, and
 * of which the subject has no record: imported data may name visits of their own.
 */
export async function expectVisit(
  { t: { record }, read }: Store,
  { subjectId, visit, schedule }: VisitOfSubject,
): Promise<void> {
  if (findPlannedVisit(schedule, visit) !== null || isUnscheduledName(visit)) return
  const here = and(eq(record.subjectId, subjectId), eq(record.visit, visit))
  if ((await read.$count(record, here)) > 0) return
  throw invalidField('/visit', 'lock.noSuchVisit')
}
