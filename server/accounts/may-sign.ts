import { and, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'

interface Place {
  readonly accountId: string
  readonly studyId: string
  /** Null: an act above sites, which a grant for one site does not give. */
  readonly siteId: string | null
}

/**
 * Whether a person may sign as an investigator at a site at this moment: a grant in force there names
 * who verified the person's identity, how and when. @source 21 CFR 11.100(b)
 */
export async function maySignAt(
  store: Store,
  queries: ReadQueries,
  { accountId, studyId, siteId }: Place,
): Promise<boolean> {
  const { accountGrant: t } = store.t
  const now = store.now()
  const [grant] = await queries
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        eq(t.accountId, accountId),
        eq(t.role, 'investigator'),
        eq(t.studyId, studyId),
        siteId === null ? isNull(t.siteId) : or(isNull(t.siteId), eq(t.siteId, siteId)),
        lte(t.validFrom, now),
        or(isNull(t.validTo), gt(t.validTo, now)),
        isNotNull(t.identityVerifiedBy),
        isNotNull(t.identityMethod),
        isNotNull(t.identityVerifiedOn),
      ),
    )
    .limit(1)
  return grant !== undefined
}
