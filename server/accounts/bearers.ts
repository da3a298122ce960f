import { and, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { freshMarks } from '../../db/change-marks.ts'
import type { Store } from '../../db/store.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { Bearers, Caller, Origin } from '../http/caller.ts'
import { installationSettings } from '../settings/service.ts'
import { scopesOf } from './access-tokens.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { isInForce, loadDuties } from './duties.ts'
import { selfActor } from './second-factor.ts'
import { signInFailed } from './sign-in.ts'
import { tokenHash } from './tokens.ts'

/** How precisely the database knows when a token was last used. */
const TOUCH_MS = 60_000
/** Addresses that are remembered of one token; an older one that comes back is told as new. */
const ADDRESSES = 50
const addressesSchema = z.array(z.string())

/**
 * Finds who stands behind an access token, with the rights of that moment. Of a locked or inactive
 * account, and of a token that is revoked or late, it knows nothing. Its first use from an address is
 * an entry of the trail.
 */
export function createBearers(store: Store): Bearers {
  const attempts = createAttemptLimit(store, 'token')
  return {
    async find(token, origin) {
      const now = store.now()
      // As fresh as those of a session: what this request reads of definitions goes by them.
      await freshMarks(store)
      await attempts.check(origin.address)
      const found = await load(store, token, now)
      if (found === null) {
        await attempts.noteFailure(origin.address)
        throw signInFailed()
      }
      const caller = await callerOf(store, found, now)
      await noteUse(store, { found, caller, origin, now })
      return caller
    },
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof load>>>

async function load(store: Store, token: string, now: string) {
  const { accessToken, account } = store.t
  const [row] = await store.read
    .select({ token: accessToken, account })
    .from(accessToken)
    .innerJoin(account, eq(account.id, accessToken.accountId))
    .where(
      and(
        eq(accessToken.tokenHash, tokenHash(token)),
        isNull(accessToken.revokedAt),
        gt(accessToken.expiresAt, now),
        eq(account.locked, false),
        eq(account.active, true),
      ),
    )
  return row ?? null
}

async function callerOf(store: Store, { token, account }: Found, now: string): Promise<Caller> {
  const { value } = await installationSettings(store)
  const { id: accountId, username, displayName, mustChangePassword, passwordSetAt } = account
  const hasFactor = account.totpSecret !== null
  const state = { accountId, mustChangePassword, passwordSetAt, hasFactor }
  const duties = await loadDuties(store, state, value)
  return {
    ...duties,
    grants: duties.grants.filter((grant) => isInForce(grant, now)),
    sessionId: `token:${token.id}`,
    accountId,
    username,
    displayName,
    expiresAt: token.expiresAt,
    token: { name: token.name, scopes: scopesOf(token) },
  }
}

interface Use {
  readonly found: Found
  readonly caller: Caller
  readonly origin: Origin
  readonly now: string
}

async function noteUse(store: Store, { found, caller, origin, now }: Use): Promise<void> {
  const { accessToken: t } = store.t
  const { token } = found
  const known = addressesSchema.parse(JSON.parse(token.addresses))
  if (known.includes(origin.address)) {
    const used = Date.parse(token.lastUsedAt ?? token.createdAt)
    if (Date.parse(now) - used < TOUCH_MS && token.lastUsedAt !== null) return
    await store.write(async (tx) => {
      await tx.update(t).set({ lastUsedAt: now }).where(eq(t.id, token.id))
    })
    return
  }
  await unitOfWork(store, selfActor({ caller, origin }), async (tx, { at }) => {
    const addresses = JSON.stringify([origin.address, ...known].slice(0, ADDRESSES))
    await tx.update(t).set({ lastUsedAt: at, addresses }).where(eq(t.id, token.id))
    const after = { name: token.name, address: origin.address }
    return {
      result: null,
      audit: [
        {
          act: 'token.new-address',
          entity: 'accessToken',
          entityId: token.id,
          before: null,
          after,
        },
      ],
    }
  })
}
