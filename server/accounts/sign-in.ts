import { eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { Session } from '../../shared/api/routes/accounts.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork, type Change } from '../audit/unit-of-work.ts'
import { personActor, systemActor } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import { ProblemError } from '../http/problem-error.ts'
import type { OpenedSession } from './sessions.ts'
import {
  comparePassword,
  countFailure,
  failureDraft,
  judge,
  type AccountParts,
  type AccountRow,
  type Components,
} from './verify-factors.ts'
import { sessionView } from './views.ts'

interface Credentials extends Components {
  readonly username: string
}

/**
 * Opens a session. A wrong password, a wrong or missing code, an unknown name and a locked account get
 * the same answer in the same time; counting, locking and the trail are one transaction.
 */
export async function signIn(
  parts: AccountParts,
  { username, password, code }: Credentials,
  origin: Origin,
): Promise<{ readonly session: Session; readonly token: string }> {
  const { store, sessions } = parts
  const name = username.trim().toLowerCase()
  const account = await findAccount(store, name)
  const seen = await comparePassword(account?.passwordHash ?? null, password)
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
      const proof = await judge(parts, tx, { account: now, seen, code })
      const act = 'session.sign-in-failed'
      if (proof.kind === 'barred') {
        return { result: null, audit: [failureDraft(now, act, 'locked')] }
      }
      if (proof.kind === 'wrong') {
        return { result: null, audit: await countFailure(parts, tx, { account: now, act }) }
      }
      const session = await sessions.open(tx, now.id, origin)
      await tx
        .update(store.t.account)
        .set({ failedAttempts: 0, lastSignInAt: store.now() })
        .where(eq(store.t.account.id, now.id))
      const { expiresAt } = session
      const draft: AuditDraft = {
        act: 'session.sign-in',
        entity: 'session',
        entityId: session.id,
        before: null,
        after: { username: now.username, expiresAt, factor: proof.factor },
      }
      return { result: session, audit: [draft] }
    },
  )
  sessions.forget(account.id)
  const caller = opened === null ? null : await sessions.find(opened.token, origin)
  if (opened === null || caller === null) throw signInFailed()
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

function callerOf({ id: accountId, username }: AccountRow) {
  return { accountId, username, grants: [] }
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
