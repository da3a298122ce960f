import { inArray, or } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { newestEntry, ofRecords } from '../audit/last-saved.ts'
import type { SeenPlace } from '../audit/last-saved.ts'

/** Entries that change the definition of a study. */
export const DEFINITION_ENTITIES: readonly string[] = ['studyVersion', 'studyVersionSite']

/**
 * The last entry of a study's trail that changed records or the definition. For somebody of some sites
 * it is of those sites: how much is done elsewhere is not told. 0 where there is none.
 */
export async function lastSeq(store: Store, place: SeenPlace): Promise<number> {
  const { auditEntry: e } = store.t
  const definition = inArray(e.entity, [...DEFINITION_ENTITIES])
  const last = await newestEntry(store, place.studyId, or(ofRecords(store, place), definition))
  return last?.seq ?? 0
}
