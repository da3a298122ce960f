import { and, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import { can, ROLES } from '../../shared/access/permissions.ts'

/** Roles that can sign. */
export const SIGNING_ROLES = ROLES.filter((role) => can(role, 'signature.sign'))

interface Signer {
  readonly accountId: string
  readonly studyId: string
  readonly siteId: string
  /** When: ISO 8601 in UTC. */
  readonly at: string
}

/**
 * Whether a right to sign that a person holds at a site carries who verified the identity, how and on
 * which date. @source ES-05; 21 CFR 11.100(b)
 */
export async function isIdentityVerified(
  { t: { accountGrant: grant } }: Pick<Store, 't'>,
  queries: ReadQueries,
  { accountId, studyId, siteId, at }: Signer,
): Promise<boolean> {
  const [found] = await queries
    .select({ id: grant.id })
    .from(grant)
    .where(
      and(
        eq(grant.accountId, accountId),
        inArray(grant.role, SIGNING_ROLES),
        or(isNull(grant.studyId), eq(grant.studyId, studyId)),
        or(isNull(grant.siteId), eq(grant.siteId, siteId)),
        lte(grant.validFrom, at),
        or(isNull(grant.validTo), gt(grant.validTo, at)),
        isNotNull(grant.identityVerifiedBy),
        isNotNull(grant.identityMethod),
        isNotNull(grant.identityVerifiedOn),
      ),
    )
    .limit(1)
  return found !== undefined
}
