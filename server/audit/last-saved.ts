import { and, desc, eq, inArray, lte, type SQL } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { SiteFilter } from '../http/route-handler.ts'

/** Of which study, over which sites. */
export interface SeenPlace {
  readonly studyId: string
  readonly sites: SiteFilter
}

/** When the newest record was saved that one may see, up to an entry where given; null: none was. */
export async function savedAt(
  store: Store,
  place: SeenPlace,
  upTo: number | null = null,
): Promise<string | null> {
  const { auditEntry: e } = store.t
  const until = upTo === null ? undefined : lte(e.seq, upTo)
  const last = await newestEntry(store, place.studyId, and(ofRecords(store, place), until))
  return last?.at ?? null
}

/** The entries of records at the sites that one may see: how much is done elsewhere is not told. */
export function ofRecords({ t: { auditEntry: e } }: Store, { sites }: SeenPlace): SQL | undefined {
  return and(
    eq(e.entity, 'record'),
    sites.kind === 'all' ? undefined : inArray(e.siteId, [...sites.ids]),
  )
}

/** The newest of some entries of a study's trail. */
export async function newestEntry(
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
