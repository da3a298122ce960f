import { desc, eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork, type Change } from '../audit/unit-of-work.ts'
import { personActor } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import { checkPasswordRules, REMEMBERED_PASSWORDS } from './password-rules.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { reread, signInFailed } from './sign-in.ts'
import { countFailure, type AccountParts } from './verify-factors.ts'

interface PasswordChange {
  readonly current: string
  readonly next: string
}

/**
 * Changes the caller's own password and ends the other sessions. A wrong present password counts
 * like a failed sign-in.
 */
export async function changePassword(
  parts: AccountParts,
  caller: Caller,
  change: PasswordChange & { readonly origin: Origin },
): Promise<void> {
  const { store, sessions } = parts
  const { accountId, username, sessionId } = caller
  const latest = await latestHashes(store, accountId)
  const correct = latest[0] !== undefined && (await isPassword(latest[0], change.current))
  if (correct) {
    await checkPasswordRules({ password: change.next, username, latest, pointer: '/next' })
  }
  const next = correct ? await hashPassword(change.next) : ''
  const actor = personActor({ caller, origin: change.origin, role: 'none', studyId: null })
  const done = await unitOfWork(store, actor, async (tx): Promise<Change<boolean>> => {
    const account = await reread(store, tx, { id: accountId })
    if (!correct || account.locked || account.passwordHash !== latest[0]) {
      const act = 'session.sign-in-failed'
      return { result: false, audit: await countFailure(parts, tx, { account, act }) }
    }
    await storePassword(store, tx, { accountId, hash: next, mustChange: false })
    const ended = await sessions.end(tx, accountId, sessionId)
    const draft: AuditDraft = {
      act: 'account.change-password',
      entity: 'account',
      entityId: accountId,
      before: { mustChangePassword: account.mustChangePassword },
      after: { mustChangePassword: false, sessionsEnded: ended.length },
    }
    return { result: true, audit: [draft] }
  })
  sessions.forget(accountId)
  if (!done) throw signInFailed()
}

/** Hashes of the latest passwords, the one in use first. */
async function latestHashes(store: Store, accountId: string): Promise<readonly string[]> {
  const { account, passwordHistory } = store.t
  const [row] = await store.read
    .select({ hash: account.passwordHash })
    .from(account)
    .where(eq(account.id, accountId))
  const earlier = await store.read
    .select({ hash: passwordHistory.passwordHash })
    .from(passwordHistory)
    .where(eq(passwordHistory.accountId, accountId))
    .orderBy(desc(passwordHistory.setAt))
    .limit(REMEMBERED_PASSWORDS)
  return row === undefined ? [] : [...new Set([row.hash, ...earlier.map(({ hash }) => hash)])]
}

/**
 * Puts a new hash in force and keeps the one it replaces against reuse. Failures are forgotten, but
 * where a person with a second factor changes the own password: that shows no code.
 */
export async function storePassword(
  store: Store,
  tx: Tx,
  of: { readonly accountId: string; readonly hash: string; readonly mustChange: boolean },
): Promise<void> {
  const { account, passwordHistory } = store.t
  const { accountId, hash, mustChange } = of
  const before = await reread(store, tx, { id: accountId })
  const passwordSetAt = store.now()
  const failedAttempts = mustChange || before.totpSecret === null ? 0 : before.failedAttempts
  await tx.insert(passwordHistory).values({
    id: store.newId(),
    accountId,
    passwordHash: before.passwordHash,
    setAt: before.passwordSetAt,
  })
  await tx
    .update(account)
    .set({ passwordHash: hash, passwordSetAt, mustChangePassword: mustChange, failedAttempts })
    .where(eq(account.id, accountId))
}
