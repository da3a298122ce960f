import { eq, isNull, or } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'

interface Person {
  readonly username: string
  readonly name: string
}

/** Who holds or held a role in a study at some of its sites, by user name. */
export async function trailPeople(
  { read, t: { account, accountGrant } }: Store,
  { studyId, sites }: { readonly studyId: string; readonly sites: SiteFilter },
): Promise<Person[]> {
  const rows = await read
    .select({
      username: account.username,
      name: account.displayName,
      siteId: accountGrant.siteId,
    })
    .from(accountGrant)
    .innerJoin(account, eq(account.id, accountGrant.accountId))
    .where(or(eq(accountGrant.studyId, studyId), isNull(accountGrant.studyId)))
  const seen = rows.filter(({ siteId }) => siteId === null || includesSite(sites, siteId))
  const byName = new Map(seen.map(({ username, name }) => [username, { username, name }]))
  return [...byName.values()].sort((a, b) => (a.username < b.username ? -1 : 1))
}
