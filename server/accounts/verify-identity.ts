import { and, eq } from 'drizzle-orm'
import type { Account } from '../../shared/api/routes/accounts.ts'
import { isoDayAt } from '../../shared/kernel/time-zone.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound } from '../http/problem-error.ts'
import { serverTimeZone } from '../server-time-zone.ts'
import type { AccountParts } from './verify-factors.ts'
import { loadAccountView } from './views.ts'

/** How and on which calendar day a person's identity was verified. */
export interface IdentityCheck {
  readonly method: string
  readonly on: string
}

interface Verification extends IdentityCheck {
  readonly accountId: string
  readonly grantId: string
}

interface VerifiedColumns {
  readonly identityVerifiedBy: string | null
  readonly identityMethod: string
  readonly identityVerifiedOn: string
}

/** The columns of a grant that carry who verified the person. Refused for a day that is to come. */
export function identityColumns(
  {
    actor,
    now,
    pointer,
  }: { readonly actor: Actor; readonly now: string; readonly pointer: string },
  { method, on }: IdentityCheck,
): VerifiedColumns {
  if (on > isoDayAt(now, serverTimeZone())) throw invalidField(pointer, 'grant.verifiedInFuture')
  return {
    identityVerifiedBy: actor.accountId,
    identityMethod: method,
    identityVerifiedOn: on,
  }
}

/** Records who verified the person behind a grant. Nobody verifies the own identity. */
export async function verifyIdentity(
  { store, sessions }: AccountParts,
  actor: Actor,
  { accountId, grantId, ...check }: Verification,
): Promise<Account> {
  if (actor.accountId === accountId) throw invalidField('', 'grant.ownAccount')
  const { accountGrant: t } = store.t
  const view = await unitOfWork(store, actor, async (tx, { at: now }) => {
    const here = and(eq(t.id, grantId), eq(t.accountId, accountId))
    const [before] = await tx.select().from(t).where(here)
    if (before === undefined) throw notFound('grant')
    const columns = identityColumns({ actor, now, pointer: '/on' }, check)
    await tx.update(t).set(columns).where(here)
    const { identityVerifiedBy, identityMethod, identityVerifiedOn, role } = before
    return {
      result: await loadAccountView(store, tx, accountId),
      audit: [
        {
          act: 'grant.verify-identity',
          entity: 'accountGrant',
          entityId: grantId,
          before: { accountId, role, identityVerifiedBy, identityMethod, identityVerifiedOn },
          after: { accountId, role, ...columns },
        },
      ],
    }
  })
  sessions.forget(accountId)
  return view
}
