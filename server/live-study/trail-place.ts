import { and, desc, eq, inArray, lte, or, type SQL } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { LivePlace } from './live-place.ts'

/** Entries that change the definition of a study. */
export const DEFINITION_ENTITIES: readonly string[] = ['studyVersion', 'studyVersionSite']

/**
 * The last entry of a study's trail that changed records or the definition. For somebody of some sites
 * it is of those sites: how much is done elsewhere is not told. 0 where there is none.
 */
export async function lastSeq(store: Store, place: LivePlace): Promise<number> {
  const { auditEntry: e } = store.t
  const definition = inArray(e.entity, [...DEFINITION_ENTITIES])
  const last = await newestEntry(store, place.studyId, or(ofRecords(store, place), definition))
  return last?.seq ?? 0
}

/** When the newest record was saved that one may see, up to an entry where given. */
export async function savedAt(
  store: Store,
  place: LivePlace,
  upTo: number | null,
): Promise<string | null> {
  const { auditEntry: e } = store.t
  const until = upTo === null ? undefined : lte(e.seq, upTo)
  const last = await newestEntry(store, place.studyId, and(ofRecords(store, place), until))
  return last?.at ?? null
}

function ofRecords({ t: { auditEntry: e } }: Store, { sites }: LivePlace): SQL | undefined {
  return and(
    eq(e.entity, 'record'),
    sites.kind === 'all' ? undefined : inArray(e.siteId, [...sites.ids]),
  )
}

async function newestEntry(
  { read, t: { auditEntry: e } }: Store,
  studyId: string,
  which: SQL | undefined,
): Promise<{ readonly seq: number; readonly at: string } | null> {
  const [entry] = await read
    .select({ seq: e.seq, at: e.at })
    .from(e)
    .where(and(eq(e.chain, studyId), which))
    .orderBy(desc(e.seq))
    .limit(1)
  return entry ?? null
}
