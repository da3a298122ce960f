import { and, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import { can, ROLES } from '../../shared/access/permissions.ts'

/** Roles that can sign. */
export const SIGNING_ROLES = ROLES.filter((role) => can(role, 'signature.sign'))

interface Place {
  readonly accountId: string
  readonly studyId: string
  /** Null: an act above sites, which a grant for one site does not give. */
  readonly siteId: string | null
}

/**
 * Whether a person may sign at a site at this moment: a grant in force there, of a role that signs,
 * names who verified the person's identity, how and when. @source ES-05; 21 CFR 11.100(b)
 */
export async function maySignAt(
  store: Pick<Store, 't' | 'now'>,
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
        inArray(t.role, SIGNING_ROLES),
        or(isNull(t.studyId), eq(t.studyId, studyId)),
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
