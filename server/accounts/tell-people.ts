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
  const told = (await administrators(telling, tx)).filter((one) => one.id !== id)
  return notices(telling, tx, { ...lockedNotice, told, values: { username } })
}

const lockedNotice = { kind: 'account.locked', textKey: 'notice.account.locked' }
const resetNotice = { kind: 'account.factor-reset', textKey: 'notice.account.factor-reset' }

/** Tells the administrators of the installation something about the system. */
export async function tellAdministrators(
  telling: Telling,
  tx: Tx,
  notice: Pick<Message, 'kind' | 'textKey'>,
): Promise<readonly AuditDraft[]> {
  const told = await administrators(telling, tx)
  return notices(telling, tx, { ...notice, told, values: {} })
}

type Told = readonly { readonly id: string; readonly email: string | null }[]

async function administrators({ store }: Telling, tx: Tx): Promise<Told> {
  const { account, accountGrant: grant } = store.t
  const now = store.now()
  return tx
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
  return notices(telling, tx, { ...resetNotice, told, values: { username } })
}

interface Message {
  readonly told: Told
  readonly kind: string
  readonly textKey: string
  readonly values: Readonly<Record<string, string>>
}

async function notices(
  { store, sendsMail }: Telling,
  tx: Tx,
  { told, kind, textKey, values }: Message,
): Promise<readonly AuditDraft[]> {
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
