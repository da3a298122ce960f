import { and, eq, isNull } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { getSetup, Session } from '../../shared/api/routes/accounts.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { systemActor } from '../http/actor.ts'
import type { Origin } from '../http/caller.ts'
import { installationSettings } from '../settings/service.ts'
import { accountExists } from './manage-accounts.ts'
import { checkPasswordRules } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { signInFailed } from './sign-in.ts'
import type { AccountParts } from './verify-factors.ts'
import type { OpenedSession } from './sessions.ts'
import { newToken, tokenHash } from './tokens.ts'
import { sessionView } from './views.ts'

const OFFER_HOURS = 24

/** What anybody may know of the installation: what it is for, whom to ask, and what it waits for. */
export async function setupState(store: Store): Promise<ResponseOf<typeof getSetup>> {
  const [study] = await store.read.select({ id: store.t.study.id }).from(store.t.study).limit(1)
  const administratorNeeded = !(await hasAdministrator(store, store.read))
  const { value } = await installationSettings(store)
  return {
    ...{ administratorNeeded, empty: study === undefined },
    ...{ environment: store.installation, contact: value.contact },
  }
}

async function hasAdministrator(store: Store, queries: ReadQueries): Promise<boolean> {
  const { accountGrant: t } = store.t
  const [grant] = await queries
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.role, 'administrator'), isNull(t.studyId)))
    .limit(1)
  return grant !== undefined
}

/**
 * A new one-time token for the first administrator, good for a day; earlier ones end. Null when there
 * is an administrator. Only the token's hash is stored.
 */
export async function offerSetup(store: Store): Promise<string | null> {
  if (await hasAdministrator(store, store.read)) return null
  const token = newToken()
  const { setupToken } = store.t
  const actor = systemActor({ part: 'start', studyId: null })
  await unitOfWork(store, actor, async (tx, { at }) => {
    await tx.update(setupToken).set({ usedAt: at }).where(isNull(setupToken.usedAt))
    const expiresAt = new Date(Date.parse(at) + OFFER_HOURS * 3_600_000).toISOString()
    const purpose = 'first-administrator'
    await tx
      .insert(setupToken)
      .values({ tokenHash: tokenHash(token), purpose, createdAt: at, expiresAt })
    return {
      result: null,
      audit: [
        {
          act: 'setup.offer',
          entity: 'setupToken',
          entityId: purpose,
          before: null,
          after: { purpose, expiresAt },
        },
      ],
    }
  })
  return token
}

interface FirstAdministrator {
  readonly token: string
  readonly username: string
  readonly displayName: string
  readonly password: string
}

/** Makes the first administrator and signs in. A token that is wrong, used or late fails alike. */
export async function setUpAdministrator(
  { store, sessions }: AccountParts,
  who: FirstAdministrator,
  origin: Origin,
): Promise<{ readonly session: Session; readonly token: string }> {
  const { username, displayName, password } = who
  await expectOpenToken(store, store.read, who.token)
  await checkPasswordRules({ password, username, latest: [], pointer: '/password' })
  const passwordHash = await hashPassword(password)
  const accountId = store.newId()
  const sourceAddress = origin.address
  const actor = systemActor({ part: 'setup', studyId: null, sourceAddress })
  const made = unitOfWork(store, actor, async (tx, { at }) => {
    await expectOpenToken(store, tx, who.token)
    const { account, accountGrant, setupToken } = store.t
    await tx.update(setupToken).set({ usedAt: at }).where(isNull(setupToken.usedAt))
    await tx.insert(account).values({
      id: accountId,
      username,
      displayName,
      passwordHash,
      passwordSetAt: at,
      mustChangePassword: false,
      lastSignInAt: at,
      createdAt: at,
    })
    const grantId = store.newId()
    const role = 'administrator'
    await tx.insert(accountGrant).values({ id: grantId, accountId, role, validFrom: at })
    const session = await sessions.open(tx, accountId, origin)
    return { result: session, audit: setUpDrafts({ ...who, accountId, grantId, session, at }) }
  })
  const session = await made.catch((error: unknown) => {
    throw store.isUnique(error) ? accountExists(username) : error
  })
  const caller = await sessions.find(session.token, origin)
  if (caller === null) throw signInFailed()
  return { session: await sessionView(store, caller), token: session.token }
}

interface MadeAdministrator extends Omit<FirstAdministrator, 'token' | 'password'> {
  readonly accountId: string
  readonly grantId: string
  readonly session: OpenedSession
  readonly at: string
}

function setUpDrafts(made: MadeAdministrator): [AuditDraft, AuditDraft, AuditDraft] {
  const { username, displayName, accountId, grantId, session, at } = made
  return [
    {
      act: 'account.create',
      entity: 'account',
      entityId: accountId,
      before: null,
      after: { username, displayName, mustChangePassword: false },
    },
    {
      act: 'grant.give',
      entity: 'accountGrant',
      entityId: grantId,
      before: null,
      after: {
        accountId,
        role: 'administrator',
        study: null,
        site: null,
        validFrom: at,
        validTo: null,
      },
    },
    {
      act: 'session.sign-in',
      entity: 'session',
      entityId: session.id,
      before: null,
      after: { username, expiresAt: session.expiresAt },
    },
  ]
}

async function expectOpenToken(store: Store, queries: ReadQueries, token: string): Promise<void> {
  const { setupToken: t } = store.t
  const [row] = await queries
    .select()
    .from(t)
    .where(and(eq(t.tokenHash, tokenHash(token)), eq(t.purpose, 'first-administrator')))
  const open = row?.usedAt === null && store.now() < row.expiresAt
  if (!open || (await hasAdministrator(store, queries))) throw signInFailed()
}
