import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import { can, ROLES } from '../../shared/access/permissions.ts'

interface Place {
  readonly studyId: string
  readonly siteId: string
  /** When: ISO 8601 in UTC. */
  readonly at: string
}

interface Recipient {
  readonly id: string
  readonly email: string | null
}

/** Active accounts that hold one of the roles at a site at that time. */
export async function holdersOf(
  { t: { account, accountGrant } }: Store,
  queries: ReadQueries,
  roles: readonly string[],
  { studyId, siteId, at }: Place,
): Promise<readonly Recipient[]> {
  const { validFrom, validTo } = accountGrant
  return queries
    .selectDistinct({ id: account.id, email: account.email })
    .from(accountGrant)
    .innerJoin(account, eq(account.id, accountGrant.accountId))
    .where(
      and(
        inArray(accountGrant.role, [...roles]),
        or(isNull(accountGrant.studyId), eq(accountGrant.studyId, studyId)),
        or(isNull(accountGrant.siteId), eq(accountGrant.siteId, siteId)),
        lte(validFrom, at),
        or(isNull(validTo), gt(validTo, at)),
        eq(account.active, true),
      ),
    )
    .orderBy(asc(account.id))
}

/** Whether a person may still see subjects of a site: a mail that waited must not outlive the right. */
export async function mayStillSee(store: Store, accountId: string, place: Place): Promise<boolean> {
  const roles = ROLES.filter((role) => can(role, 'subject.read'))
  const people = await holdersOf(store, store.read, roles, place)
  return people.some(({ id }) => id === accountId)
}
