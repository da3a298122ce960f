import { asc, eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { Account, Grant, Session } from '../../shared/api/routes/accounts.ts'
import type { Caller } from '../http/caller.ts'
import { notFound } from '../http/problem-error.ts'
import { serverTimeZone } from '../server-time-zone.ts'
import { installationSettings } from '../settings/service.ts'
import { isInForce, isRole } from './duties.ts'

type GrantOfAccount = Grant & { readonly accountId: string }

/** Grants with the keys of their study and site, past ones included, in order of their start. */
async function loadGrantViews(
  store: Store,
  queries: ReadQueries,
  accountId?: string,
): Promise<readonly GrantOfAccount[]> {
  const { account, accountGrant, study, site } = store.t
  const rows = await queries
    .select({
      id: accountGrant.id,
      accountId: accountGrant.accountId,
      role: accountGrant.role,
      study: study.studyKey,
      site: site.siteKey,
      from: accountGrant.validFrom,
      to: accountGrant.validTo,
      timeZone: site.timeZone,
      identityVerifiedOn: accountGrant.identityVerifiedOn,
      identityMethod: accountGrant.identityMethod,
      identityVerifiedBy: account.displayName,
    })
    .from(accountGrant)
    .leftJoin(study, eq(study.id, accountGrant.studyId))
    .leftJoin(site, eq(site.id, accountGrant.siteId))
    .leftJoin(account, eq(account.id, accountGrant.identityVerifiedBy))
    .where(accountId === undefined ? undefined : eq(accountGrant.accountId, accountId))
    .orderBy(asc(accountGrant.validFrom), asc(accountGrant.id))
  return rows.flatMap((row) => {
    const { id, accountId: owner, role, study: key, site: code, from, to } = row
    if (!isRole(role)) return []
    const timeZone = row.timeZone ?? serverTimeZone()
    const place = { study: key, site: code, from, to, timeZone }
    return [{ id, accountId: owner, role, ...place, ...identityOf(row) }]
  })
}

interface IdentityColumns {
  readonly identityVerifiedOn: string | null
  readonly identityMethod: string | null
  readonly identityVerifiedBy: string | null
}

/** Who verified the person behind a grant; nothing where nobody did. */
function identityOf({ identityVerifiedOn, identityMethod, identityVerifiedBy }: IdentityColumns) {
  if (identityVerifiedOn === null) return {}
  const method = identityMethod ?? ''
  return { identity: { on: identityVerifiedOn, method, by: identityVerifiedBy ?? '' } }
}

function withoutAccount(held: GrantOfAccount): Grant {
  const { id, role, study, site, from, to, timeZone, identity } = held
  const common = { id, role, study, site, from, to, timeZone }
  return identity === undefined ? common : { ...common, identity }
}

/** What a signed-in person is told about the own session. */
export async function sessionView(store: Store, caller: Caller): Promise<Session> {
  const now = store.now()
  const { accountId: id, username, displayName, mustChangePassword, expiresAt } = caller
  const grants = await loadGrantViews(store, store.read, id)
  const lacking = new Map(caller.grants.map((held) => [held.id, held.missingTraining]))
  const withLack = (grant: Grant): Grant => {
    const missingTraining = lacking.get(grant.id)
    return missingTraining === undefined ? grant : { ...grant, missingTraining }
  }
  const { value: settings } = await installationSettings(store)
  return {
    account: {
      ...{ id, username, displayName, mustChangePassword },
      ...(caller.passwordExpired === true ? { passwordExpired: true } : {}),
      ...(caller.mustEnrolFactor === true ? { mustEnrolFactor: true } : {}),
    },
    grants: grants
      .filter(({ from, to }) => isInForce({ validFrom: from, validTo: to }, now))
      .map((grant) => withLack(withoutAccount(grant))),
    idleMinutes: settings.idleMinutes,
    expiresAt,
  }
}

/** All accounts by user name; or the one of an id. */
export async function loadAccountViews(
  store: Store,
  queries: ReadQueries,
  accountId?: string,
): Promise<readonly Account[]> {
  const { account } = store.t
  const rows = await queries
    .select({
      id: account.id,
      username: account.username,
      displayName: account.displayName,
      locked: account.locked,
      mustChangePassword: account.mustChangePassword,
      createdAt: account.createdAt,
      lastSignInAt: account.lastSignInAt,
      totpSecret: account.totpSecret,
    })
    .from(account)
    .where(accountId === undefined ? undefined : eq(account.id, accountId))
    .orderBy(asc(account.username))
  const grants = await loadGrantViews(store, queries, accountId)
  const byAccount = new Map<string, Grant[]>()
  for (const grant of grants) {
    const held = byAccount.get(grant.accountId) ?? []
    held.push(withoutAccount(grant))
    byAccount.set(grant.accountId, held)
  }
  return rows.map(({ totpSecret, ...row }) => ({
    ...row,
    secondFactor: totpSecret !== null,
    grants: byAccount.get(row.id) ?? [],
  }))
}

export async function loadAccountView(
  store: Store,
  queries: ReadQueries,
  accountId: string,
): Promise<Account> {
  const [view] = await loadAccountViews(store, queries, accountId)
  if (view === undefined) throw notFound('account')
  return view
}
