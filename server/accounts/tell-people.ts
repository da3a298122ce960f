import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { systemActor } from '../http/actor.ts'

interface Telling {
  readonly store: Store
  readonly sendsMail: boolean
}

interface Person {
  readonly id: string
  readonly username: string
}

/** Tells the administrators of the installation that an account locked itself. */
export async function tellLocked(
  telling: Telling,
  tx: Tx,
  { id, username }: Person,
): Promise<readonly AuditDraft[]> {
  const { account, accountGrant: grant } = telling.store.t
  const now = telling.store.now()
  const people = await tx
    .selectDistinct({ id: account.id, email: account.email })
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
  const told = people.filter((one) => one.id !== id)
  return notices(telling, tx, { told, kind: 'account.locked', values: { username } })
}

/** Tells a person that somebody else took the own second factor away. */
export async function tellFactorReset(
  telling: Telling,
  tx: Tx,
  { id, username }: Person,
): Promise<readonly AuditDraft[]> {
  const { account } = telling.store.t
  const told = await tx
    .select({ id: account.id, email: account.email })
    .from(account)
    .where(eq(account.id, id))
  return notices(telling, tx, { told, kind: 'account.factor-reset', values: { username } })
}

interface Message {
  readonly told: readonly { readonly id: string; readonly email: string | null }[]
  readonly kind: 'account.locked' | 'account.factor-reset'
  readonly values: Readonly<Record<string, string>>
}

async function notices(
  { store, sendsMail }: Telling,
  tx: Tx,
  { told, kind, values }: Message,
): Promise<readonly AuditDraft[]> {
  const textKey = `notice.${kind}`
  const rows = told.map(({ id: recipientId, email }) => ({
    id: store.newId(),
    recipientId,
    kind,
    textKey,
    textValues: JSON.stringify(values),
    createdAt: store.now(),
    mailTo: sendsMail ? email : null,
    mailState: sendsMail && email !== null ? ('waiting' as const) : ('none' as const),
  }))
  if (rows.length > 0) await tx.insert(store.t.notice).values(rows)
  const by = systemActor({ part: 'accounts', studyId: null })
  return rows.map(({ id, recipientId, mailState: mail }) => ({
    act: 'notice.make',
    entity: 'notice' as const,
    entityId: id,
    before: null,
    after: { recipientId, mail, kind, textKey, values },
    by,
  }))
}
