import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { OwnSession } from '../../shared/api/routes/own-access.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { Caller } from '../http/caller.ts'
import { notFound } from '../http/problem-error.ts'
import { installationSettings } from '../settings/service.ts'
import { expectAccount } from './manage-accounts.ts'
import { selfActor, type Self } from './second-factor.ts'
import type { AccountParts } from './verify-factors.ts'

/** The live sessions of a person, the one used last first. */
export async function ownSessions(store: Store, caller: Caller): Promise<OwnSession[]> {
  const rows = await liveSessions(store, caller.accountId)
  return rows.map(({ id, userAgent, sourceAddress, createdAt, lastSeenAt }) => ({
    id,
    device: userAgent,
    address: sourceAddress,
    since: createdAt,
    lastSeen: lastSeenAt,
    current: id === caller.sessionId,
  }))
}

async function liveSessions(store: Store, accountId: string) {
  const { session: t } = store.t
  const now = store.now()
  const { value } = await installationSettings(store)
  const idleSince = new Date(Date.parse(now) - value.idleMinutes * 60_000).toISOString()
  return store.read
    .select()
    .from(t)
    .where(
      and(
        eq(t.accountId, accountId),
        isNull(t.endedAt),
        gt(t.expiresAt, now),
        gt(t.lastSeenAt, idleSince),
      ),
    )
    .orderBy(desc(t.lastSeenAt), desc(t.id))
}

/** Ends one own session. 404 for one that is another person's or has ended. */
export async function endOwnSession(
  { store, sessions }: AccountParts,
  self: Self,
  id: string,
): Promise<number> {
  const { accountId } = self.caller
  const live = await liveSessions(store, accountId)
  if (!live.some((one) => one.id === id)) throw notFound('session')
  await unitOfWork(store, selfActor(self), async (tx) => {
    await sessions.endOne(tx, id)
    const after = { sessionsEnded: 1 }
    return {
      result: null,
      audit: [{ act: 'session.end', entity: 'session', entityId: id, before: null, after }],
    }
  })
  sessions.forget(accountId)
  return 1
}

/** Ends all own sessions but the one that asks. */
export async function endOtherSessions(parts: AccountParts, self: Self): Promise<number> {
  const { accountId, sessionId } = self.caller
  return endMany(parts, selfActor(self), { accountId, except: sessionId, reason: null })
}

/** Ends all sessions of a person. */
export async function endAccountSessions(
  parts: AccountParts,
  actor: Actor,
  of: { readonly accountId: string; readonly reason: string },
): Promise<number> {
  return endMany(parts, actor, { ...of, except: undefined })
}

interface Ending {
  readonly accountId: string
  readonly except: string | undefined
  readonly reason: string | null
}

async function endMany(
  parts: AccountParts,
  actor: Actor,
  { accountId, except, reason }: Ending,
): Promise<number> {
  const { store, sessions } = parts
  const ended = await unitOfWork(store, actor, async (tx) => {
    await expectAccount(parts, tx, accountId)
    const count = (await sessions.end(tx, accountId, except)).length
    const after = { sessionsEnded: count }
    return {
      result: count,
      audit: [
        {
          act: 'session.end-all',
          entity: 'account',
          entityId: accountId,
          before: null,
          after,
          reason,
        },
      ],
    }
  })
  sessions.forget(accountId)
  return ended
}
