import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork, type Change } from '../audit/unit-of-work.ts'
import { systemActor } from '../http/actor.ts'
import { isPassword } from './passwords.ts'
import { countFailure, reread, type AccountParts } from './sign-in.ts'

/** What a person gives to prove who it is. */
interface Components {
  readonly password: string
  /** Of the second factor; needed where the account has one. */
  readonly code?: string | undefined
}

/**
 * Checks all components of an account again, for an act that needs them such as a signature. Failures
 * count together with those of signing in: the fifth in a row locks the account, ends its sessions and
 * tells the administrators. Both outcomes are entries of the installation's trail, by `actor`, who
 * acts above studies.
 */
export async function verifyFactors(
  parts: AccountParts,
  actor: Actor,
  { accountId, password }: Components & { readonly accountId: string },
): Promise<'right' | 'wrong'> {
  const { store, sessions } = parts
  const { account: t } = store.t
  const [seen] = await store.read.select().from(t).where(eq(t.id, accountId))
  const correct = seen !== undefined && (await isPassword(seen.passwordHash, password))
  const right = await unitOfWork(store, actor, async (tx): Promise<Change<boolean>> => {
    const account = await reread(store, tx, { id: accountId })
    const { username } = account
    const entry = { entity: 'account' as const, entityId: account.id, before: null }
    if (account.locked || !account.active) {
      const after = { username, why: 'locked' }
      return { result: false, audit: [{ act: 'account.confirm-failed', ...entry, after }] }
    }
    if (!correct || seen.passwordHash !== account.passwordHash || account.totpSecret !== null) {
      const [, ...lock] = await countFailure(parts, tx, account)
      const after = { username, why: 'wrong-components' }
      const told = lock.length === 0 ? [] : await tellLocked(store, tx, account)
      const failed = { act: 'account.confirm-failed', ...entry, after }
      return { result: false, audit: [failed, ...lock, ...told] }
    }
    await tx.update(t).set({ failedAttempts: 0 }).where(eq(t.id, account.id))
    return { result: true, audit: [{ act: 'account.confirm', ...entry, after: { username } }] }
  })
  if (!right) sessions.forget(accountId)
  return right ? 'right' : 'wrong'
}

/** Tells the administrators of the installation that an account locked itself. */
async function tellLocked(
  store: Store,
  tx: Tx,
  { id, username }: { readonly id: string; readonly username: string },
): Promise<readonly AuditDraft[]> {
  const { account, accountGrant: grant, notice } = store.t
  const now = store.now()
  const people = await tx
    .selectDistinct({ id: account.id })
    .from(grant)
    .innerJoin(account, eq(account.id, grant.accountId))
    .where(
      and(
        eq(grant.role, 'administrator'),
        isNull(grant.studyId),
        lte(grant.validFrom, now),
        or(isNull(grant.validTo), gt(grant.validTo, now)),
        eq(account.active, true),
      ),
    )
  const kind = 'account.locked'
  const textKey = `notice.${kind}`
  const rows = people
    .filter((one) => one.id !== id)
    .map(({ id: recipientId }) => ({
      ...{ id: store.newId(), recipientId, kind, textKey, createdAt: now },
      textValues: JSON.stringify({ username }),
      mailState: 'none' as const,
    }))
  if (rows.length > 0) await tx.insert(notice).values(rows)
  const by = systemActor({ part: 'accounts', studyId: null })
  return rows.map((row) => ({
    act: 'notice.make',
    entity: 'notice' as const,
    entityId: row.id,
    before: null,
    after: { recipientId: row.recipientId, kind, textKey, values: { username } },
    by,
  }))
}
