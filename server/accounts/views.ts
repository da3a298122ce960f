import { asc, eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { Account, Grant, Session } from '../../shared/api/routes/accounts.ts'
import type { Caller } from '../http/caller.ts'
import { notFound } from '../http/problem-error.ts'
import { serverTimeZone } from '../server-time-zone.ts'
import { IDLE_MINUTES, isRole } from './sessions.ts'

type GrantOfAccount = Grant & { readonly accountId: string }

/** Grants with the keys of their study and site, past ones included, in order of their start. */
async function loadGrantViews(
  store: Store,
  queries: ReadQueries,
  accountId?: string,
): Promise<readonly GrantOfAccount[]> {
  const { accountGrant, study, site } = store.t
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
    })
    .from(accountGrant)
    .leftJoin(study, eq(study.id, accountGrant.studyId))
    .leftJoin(site, eq(site.id, accountGrant.siteId))
    .where(accountId === undefined ? undefined : eq(accountGrant.accountId, accountId))
    .orderBy(asc(accountGrant.validFrom), asc(accountGrant.id))
  return rows.flatMap(({ role, timeZone, ...rest }) =>
    isRole(role) ? [{ role, ...rest, timeZone: timeZone ?? serverTimeZone() }] : [],
  )
}

function withoutAccount(held: GrantOfAccount): Grant {
  const { id, role, study, site, from, to, timeZone } = held
  return { id, role, study, site, from, to, timeZone }
}

/** What a signed-in person is told about the own session. */
export async function sessionView(store: Store, caller: Omit<Caller, 'grants'>): Promise<Session> {
  const now = store.now()
  const grants = await loadGrantViews(store, store.read, caller.accountId)
  const { accountId: id, username, displayName, mustChangePassword, expiresAt } = caller
  return {
    account: { id, username, displayName, mustChangePassword },
    grants: grants
      .filter(({ from, to }) => from <= now && (to === null || now < to))
      .map(withoutAccount),
    idleMinutes: IDLE_MINUTES,
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
  return rows.map((row) => ({ ...row, grants: byAccount.get(row.id) ?? [] }))
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
