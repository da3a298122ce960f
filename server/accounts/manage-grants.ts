import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { Role } from '../../shared/access/permissions.ts'
import type { Account } from '../../shared/api/routes/accounts.ts'
import { instantOf } from '../../shared/kernel/time-zone.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import { serverTimeZone } from '../server-time-zone.ts'
import { expectAccount } from './manage-accounts.ts'
import type { AccountParts } from './verify-factors.ts'
import { identityColumns, type IdentityCheck } from './verify-identity.ts'
import { loadAccountView } from './views.ts'

const DAY_MS = 86_400_000
/** Moments are compared as text: one of the year 10000 (`+010000-…`) would stand before all others. */
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z')

export interface NewGrant {
  readonly accountId: string
  readonly role: Role
  /** Study key; null: the whole installation, for administrators only. */
  readonly study: string | null
  /** Site code; null: every site of the study. */
  readonly site: string | null
  /** First and last day in the zone of the site, for all sites in that of the server; without a first day, or with a past one, the grant begins now. */
  readonly from?: string | undefined
  readonly to?: string | null | undefined
  /** How and when the person was verified; without it the grant gives no right to sign. */
  readonly identity?: IdentityCheck | undefined
}

/**
 * Gives a role. Nobody gives rights to the own account, nobody administers a study and works in it, and
 * no right begins in the past: the list of who had which right when stays true. What breaks the
 * separation of duties is refused and noted.
 */
export async function createGrant(
  parts: AccountParts,
  actor: Actor,
  grant: NewGrant,
): Promise<Account> {
  const { store, sessions } = parts
  const { accountId, role, study, site } = grant
  checkGrant(grant)
  await refuseMixedDuties(parts, actor, grant)
  const view = await unitOfWork(store, actor, async (tx, { at }) => {
    await expectAccount(parts, tx, accountId)
    const { studyId, siteId, timeZone } = await findPlace(store, tx, grant)
    if (await isMixed(parts, tx, { accountId, role, studyId })) throw mixedDuties()
    const id = store.newId()
    const { validFrom, validTo } = periodOf(grant, timeZone, at)
    const verified = verifiedBy(actor, grant, at)
    await tx.insert(store.t.accountGrant).values({
      id,
      accountId,
      role,
      studyId,
      siteId,
      validFrom,
      validTo,
      grantedBy: actor.accountId,
      ...verified,
    })
    const after = { accountId, role, study, site, validFrom, validTo, ...verified }
    return {
      result: await loadAccountView(store, tx, accountId),
      audit: [{ act: 'grant.give', entity: 'accountGrant', entityId: id, before: null, after }],
    }
  })
  sessions.forget(accountId)
  return view
}

function verifiedBy(actor: Actor, { identity }: NewGrant, now: string) {
  if (identity === undefined) return {}
  return identityColumns({ actor, now, pointer: '/identity/on' }, identity)
}

function mixedDuties(): ProblemError {
  return invalidField('/role', 'grant.mixedDuties')
}

/** Refuses a grant to oneself, and one that joins administration with work in a study; both are noted. */
async function refuseMixedDuties(
  parts: AccountParts,
  actor: Actor,
  { accountId, role, study, site }: NewGrant,
): Promise<void> {
  const { store } = parts
  const own = actor.accountId === accountId
  const { studyId } = await findPlace(store, store.read, { study, site })
  if (!own && !(await isMixed(parts, store.read, { accountId, role, studyId }))) return
  const why = own ? 'grant.ownAccount' : 'grant.mixedDuties'
  const after = { accountId, role, study, site, why }
  const entry = { entity: 'account' as const, entityId: accountId, before: null, after }
  await unitOfWork(store, actor, () =>
    Promise.resolve({ result: null, audit: [{ act: 'grant.refused', ...entry }] }),
  )
  throw own ? invalidField('/role', why) : mixedDuties()
}

interface Duty {
  readonly accountId: string
  readonly role: Role
  readonly studyId: string | null
}

/** Whether a person would both administer a study and hold another role in it, now or later. */
async function isMixed(
  { store }: AccountParts,
  queries: ReadQueries,
  { accountId, role, studyId }: Duty,
): Promise<boolean> {
  const { accountGrant: t } = store.t
  const now = store.now()
  const held = await queries
    .select({ role: t.role, studyId: t.studyId })
    .from(t)
    .where(and(eq(t.accountId, accountId), or(isNull(t.validTo), gt(t.validTo, now))))
  return held.some(
    (other) =>
      (other.role === 'administrator') !== (role === 'administrator') &&
      (other.studyId === null || studyId === null || other.studyId === studyId),
  )
}

function checkGrant({ role, study, site }: NewGrant): void {
  if (study === null && role !== 'administrator') throw invalidField('/study', 'grant.studyMissing')
  if (study === null && site !== null) throw invalidField('/study', 'grant.studyMissing')
}

function periodOf(
  { from, to }: NewGrant,
  timeZone: string,
  now: string,
): { validFrom: string; validTo: string | null } {
  const wanted = from === undefined ? now : instantOf(`${from}T00:00Z`, timeZone)
  const validFrom = wanted < now ? now : wanted
  if (to === undefined || to === null) return { validFrom, validTo: null }
  const validTo = endOfDay(to, timeZone)
  if (validTo < validFrom) throw invalidField('/to', 'grant.endsBeforeStart')
  return { validFrom, validTo }
}

/** The last moment of a day; of the last of all days, that which is still written with four digits. */
function endOfDay(day: string, timeZone: string): string {
  const next = new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString()
  const last = Date.parse(instantOf(next, timeZone)) - 1
  return new Date(Math.min(last, LAST_MOMENT)).toISOString()
}

interface GrantPlace {
  readonly studyId: string | null
  readonly siteId: string | null
  readonly timeZone: string
}

async function findPlace(
  store: Store,
  queries: ReadQueries,
  grant: Pick<NewGrant, 'study' | 'site'>,
): Promise<GrantPlace> {
  const timeZone = serverTimeZone()
  if (grant.study === null) return { studyId: null, siteId: null, timeZone }
  const { study, site } = store.t
  const [foundStudy] = await queries
    .select({ id: study.id })
    .from(study)
    .where(eq(study.studyKey, grant.study))
  if (foundStudy === undefined) throw invalidField('/study', 'grant.studyUnknown')
  if (grant.site === null) return { studyId: foundStudy.id, siteId: null, timeZone }
  const [foundSite] = await queries
    .select({ id: site.id, timeZone: site.timeZone })
    .from(site)
    .where(and(eq(site.studyId, foundStudy.id), eq(site.siteKey, grant.site)))
  if (foundSite === undefined) throw invalidField('/site', 'grant.siteUnknown')
  return { studyId: foundStudy.id, siteId: foundSite.id, timeZone: foundSite.timeZone }
}

interface GrantEnd {
  readonly accountId: string
  readonly grantId: string
  readonly reason: string
}

/** Ends a grant now; the row stays. Open sessions lose the right with the next request. */
export async function endGrant(
  { store, sessions }: AccountParts,
  actor: Actor,
  { accountId, grantId, reason }: GrantEnd,
): Promise<Account> {
  if (actor.accountId === accountId) throw invalidField('', 'grant.ownAccount')
  const { accountGrant: t } = store.t
  const view = await unitOfWork(store, actor, async (tx, { at }) => {
    const [before] = await tx
      .select()
      .from(t)
      .where(and(eq(t.id, grantId), eq(t.accountId, accountId)))
    if (before === undefined) throw notFound('grant')
    if (before.validTo !== null && before.validTo <= at) {
      throw new ProblemError({
        type: 'urn:problem:wrong-order',
        status: 409,
        step: 'grant.end',
        requires: ['grant.inForce'],
      })
    }
    // A grant that has not begun yet ends where it would have begun, so that it never holds.
    const validTo = before.validFrom > at ? before.validFrom : at
    await tx.update(t).set({ validTo, withdrawnBy: actor.accountId }).where(eq(t.id, grantId))
    const { role, validFrom } = before
    return {
      result: await loadAccountView(store, tx, accountId),
      audit: [
        {
          act: 'grant.end',
          entity: 'accountGrant',
          entityId: grantId,
          before: { accountId, role, validFrom, validTo: before.validTo },
          after: { accountId, role, validFrom, validTo },
          reason,
        },
      ],
    }
  })
  sessions.forget(accountId)
  return view
}
