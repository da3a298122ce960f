import { eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { Session } from '../../shared/api/routes/accounts.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork, type Change } from '../audit/unit-of-work.ts'
import { personActor, systemActor } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import { ProblemError } from '../http/problem-error.ts'
import { dummyHash, isPassword } from './passwords.ts'
import type { OpenedSession, SessionKeeper } from './sessions.ts'
import { sessionView } from './views.ts'

/** The last of this many wrong passwords in a row locks the account. */
export const FAILURES_TO_LOCK = 5

export interface AccountParts {
  readonly store: Store
  readonly sessions: SessionKeeper
}

type AccountRow = Store['t']['account']['$inferSelect']

interface Credentials {
  readonly username: string
  readonly password: string
}

/**
 * Opens a session. A wrong password, an unknown name and a locked account get the same answer in
 * the same time; counting, locking and the trail are one transaction.
 */
export async function signIn(
  parts: AccountParts,
  { username, password }: Credentials,
  origin: Origin,
): Promise<{ readonly session: Session; readonly token: string }> {
  const { store, sessions } = parts
  const name = username.trim().toLowerCase()
  const account = await findAccount(store, name)
  const correct = await isPassword(account?.passwordHash ?? (await dummyHash()), password)
  if (account === null) {
    await recordUnknown(store, name, origin)
    throw signInFailed()
  }
  const actor = personActor({ caller: callerOf(account), origin, role: 'none', studyId: null })
  const opened = await unitOfWork(
    store,
    actor,
    async (tx): Promise<Change<OpenedSession | null>> => {
      const now = await reread(store, tx, account)
      if (now.locked || !now.active) return { result: null, audit: [refusal(now, 'locked')] }
      if (!correct || now.passwordHash !== account.passwordHash) {
        return { result: null, audit: await countFailure(parts, tx, now) }
      }
      const session = await sessions.open(tx, now.id, origin)
      await tx
        .update(store.t.account)
        .set({ failedAttempts: 0, lastSignInAt: store.now() })
        .where(eq(store.t.account.id, now.id))
      const draft: AuditDraft = {
        act: 'session.sign-in',
        entity: 'session',
        entityId: session.id,
        before: null,
        after: { username: now.username, expiresAt: session.expiresAt },
      }
      return { result: session, audit: [draft] }
    },
  )
  sessions.forget(account.id)
  if (opened === null) throw signInFailed()
  const caller = { ...callerOf(account), sessionId: opened.id, expiresAt: opened.expiresAt }
  return { session: await sessionView(store, caller), token: opened.token }
}

export function signInFailed(): ProblemError {
  return new ProblemError({ type: 'urn:problem:sign-in-failed', status: 401 })
}

export async function signOut(parts: AccountParts, caller: Caller, origin: Origin): Promise<void> {
  const { store, sessions } = parts
  const actor = personActor({ caller, origin, role: 'none', studyId: null })
  await unitOfWork(store, actor, async (tx) => {
    await sessions.endOne(tx, caller.sessionId)
    const entityId = caller.sessionId
    const after = { username: caller.username }
    return {
      result: null,
      audit: [{ act: 'session.sign-out', entity: 'session', entityId, before: null, after }],
    }
  })
  sessions.forget(caller.accountId)
}

async function findAccount(store: Store, username: string): Promise<AccountRow | null> {
  const { account } = store.t
  const [row] = await store.read.select().from(account).where(eq(account.username, username))
  return row ?? null
}

/** The account's row as the transaction sees it. */
export async function reread(store: Store, tx: Tx, { id }: { id: string }): Promise<AccountRow> {
  const { account } = store.t
  const [row] = await tx.select().from(account).where(eq(account.id, id))
  if (row === undefined) throw signInFailed()
  return row
}

export function callerOf(account: AccountRow): Omit<Caller, 'sessionId' | 'expiresAt'> {
  const { id: accountId, username, displayName, mustChangePassword } = account
  return { accountId, username, displayName, mustChangePassword, grants: [] }
}

function refusal(account: AccountRow, why: 'locked' | 'wrong-password'): AuditDraft {
  return {
    act: 'session.sign-in-failed',
    entity: 'account',
    entityId: account.id,
    before: null,
    after: { username: account.username, why },
  }
}

/** Counts one wrong password; the fifth in a row locks the account and ends its sessions. */
export async function countFailure(
  { store, sessions }: AccountParts,
  tx: Tx,
  account: AccountRow,
): Promise<[AuditDraft, ...AuditDraft[]]> {
  const failedAttempts = account.failedAttempts + 1
  const locks = failedAttempts >= FAILURES_TO_LOCK
  await tx
    .update(store.t.account)
    .set(locks ? { failedAttempts, locked: true, lockedAt: store.now() } : { failedAttempts })
    .where(eq(store.t.account.id, account.id))
  const failure = refusal(account, 'wrong-password')
  if (!locks) return [failure]
  await sessions.end(tx, account.id)
  const lock: AuditDraft = {
    act: 'account.lock',
    entity: 'account',
    entityId: account.id,
    before: { locked: false },
    after: { locked: true, failedAttempts },
    reason: 'repeated failed sign-in',
  }
  return [failure, lock]
}

async function recordUnknown(store: Store, username: string, origin: Origin): Promise<void> {
  const sourceAddress = origin.address
  const actor = systemActor({ part: 'sign-in', studyId: null, sourceAddress })
  const after = { username: Array.from(username).slice(0, 40).join(''), why: 'unknown' }
  await unitOfWork(store, actor, () =>
    Promise.resolve({
      result: null,
      audit: [
        {
          act: 'session.sign-in-failed',
          entity: 'account',
          entityId: 'unknown',
          before: null,
          after,
        },
      ],
    }),
  )
}
