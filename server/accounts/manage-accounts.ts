import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/store.ts'
import { usernameSchema, type Account } from '../../shared/api/routes/accounts.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import { storePassword } from './change-password.ts'
import { endTokens } from './end-tokens.ts'
import { hashPassword, newFirstPassword } from './passwords.ts'
import type { AccountParts } from './verify-factors.ts'
import { loadAccountView } from './views.ts'

export interface NewAccount {
  readonly username: string
  readonly displayName: string
}

export interface FirstPassword {
  readonly account: Account
  readonly firstPassword: string
}

/** Creates an account without any right. Its first password is shown once and stored as a hash. */
export async function createAccount(
  { store }: AccountParts,
  actor: Actor,
  { username, displayName }: NewAccount,
): Promise<FirstPassword> {
  if (!usernameSchema.safeParse(username).success) throw invalidField('/username', 'input.format')
  const firstPassword = newFirstPassword()
  const passwordHash = await hashPassword(firstPassword)
  const id = store.newId()
  try {
    const account = await unitOfWork(store, actor, async (tx, { at }) => {
      await tx.insert(store.t.account).values({
        id,
        username,
        displayName,
        passwordHash,
        passwordSetAt: at,
        mustChangePassword: true,
        createdAt: at,
      })
      const after = { username, displayName, mustChangePassword: true }
      return {
        result: await loadAccountView(store, tx, id),
        audit: [{ act: 'account.create', entity: 'account', entityId: id, before: null, after }],
      }
    })
    return { account, firstPassword }
  } catch (error) {
    if (!store.isUnique(error)) throw error
    throw accountExists(username)
  }
}

/** A user name belongs to one person for ever. */
export function accountExists(username: string): ProblemError {
  return new ProblemError({
    type: 'urn:problem:already-exists',
    status: 409,
    entity: 'account',
    key: username,
  })
}

interface Lock {
  readonly accountId: string
  readonly locked: boolean
  readonly reason: string
}

/** Locks an account and ends its sessions, or unlocks it. Nobody locks the own account. */
export async function setAccountLock(
  { store, sessions }: AccountParts,
  actor: Actor,
  { accountId, locked, reason }: Lock,
): Promise<Account> {
  if (locked && actor.accountId === accountId) throw invalidField('/locked', 'account.own')
  const { account } = store.t
  const view = await unitOfWork(store, actor, async (tx, { at }) => {
    const before = await loadAccountView(store, tx, accountId)
    await tx
      .update(account)
      .set({ locked, lockedAt: locked ? at : null, failedAttempts: 0 })
      .where(eq(account.id, accountId))
    const sessionsEnded = locked ? (await sessions.end(tx, accountId)).length : 0
    return {
      result: await loadAccountView(store, tx, accountId),
      audit: [
        {
          act: locked ? 'account.lock' : 'account.unlock',
          entity: 'account',
          entityId: accountId,
          before: { locked: before.locked },
          after: { locked, sessionsEnded },
          reason,
        },
      ],
    }
  })
  sessions.forget(accountId)
  return view
}

/**
 * Gives a new first password, which ends the account's sessions and access tokens. It does not unlock.
 * Nobody does it to the own account: the present password is asked there.
 */
export async function resetPassword(
  { store, sessions }: AccountParts,
  actor: Actor,
  accountId: string,
): Promise<FirstPassword> {
  if (actor.accountId === accountId) throw invalidField('', 'account.ownPassword')
  const firstPassword = newFirstPassword()
  const hash = await hashPassword(firstPassword)
  const account = await unitOfWork(store, actor, async (tx, { at }) => {
    await expectAccount({ store }, tx, accountId)
    await storePassword(store, tx, { accountId, hash, mustChange: true })
    const sessionsEnded = (await sessions.end(tx, accountId)).length
    const tokensRevoked = (await endTokens(store, tx, { accountId, at })).length
    return {
      result: await loadAccountView(store, tx, accountId),
      audit: [
        {
          act: 'account.reset-password',
          entity: 'account',
          entityId: accountId,
          before: null,
          after: { mustChangePassword: true, sessionsEnded, tokensRevoked },
        },
      ],
    }
  })
  sessions.forget(accountId)
  return { account, firstPassword }
}

/** Throws the 404 problem for an account that is not there. */
export async function expectAccount(
  { store }: Pick<AccountParts, 'store'>,
  tx: Tx,
  accountId: string,
): Promise<void> {
  const { account } = store.t
  const [row] = await tx.select({ id: account.id }).from(account).where(eq(account.id, accountId))
  if (row === undefined) throw notFound('account')
}
