import { and, desc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'
import { TOKEN_SCOPE_NAMES, type TokenScope } from '../../shared/access/token-scopes.ts'
import type { AccessTokenView } from '../../shared/api/routes/own-access.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { notFound } from '../http/problem-error.ts'
import { endTokens } from './end-tokens.ts'
import { expectAccount } from './manage-accounts.ts'
import { confirmSelf, selfActor, type Self } from './second-factor.ts'
import { newToken, tokenHash } from './tokens.ts'
import type { AccountParts, Components } from './verify-factors.ts'

const DAY_MS = 86_400_000
/** Tells a token of this product apart from other secrets, for people and for scanners. */
const PREFIX = 'hep_'
const scopesSchema = z.array(z.enum(TOKEN_SCOPE_NAMES))

type TokenRow = Store['t']['accessToken']['$inferSelect']

export function scopesOf({ scopes }: Pick<TokenRow, 'scopes'>): TokenScope[] {
  return scopesSchema.parse(JSON.parse(scopes))
}

function toView(row: TokenRow): AccessTokenView {
  const { id, name, createdAt, expiresAt, revokedAt, lastUsedAt } = row
  return { id, name, scopes: scopesOf(row), createdAt, expiresAt, revokedAt, lastUsedAt }
}

/** Tokens of a person, ended ones included, the newest first. */
export async function ownTokens(store: Store, accountId: string): Promise<AccessTokenView[]> {
  const { accessToken: t } = store.t
  const rows = await store.read
    .select()
    .from(t)
    .where(eq(t.accountId, accountId))
    .orderBy(desc(t.createdAt), desc(t.id))
  return rows.map(toView)
}

interface NewToken extends Components {
  readonly name: string
  readonly scopes: readonly TokenScope[]
  /** How long it is good, at most 365. */
  readonly days: number
}

/** Makes a token. Its text is given once; its hash alone is stored. */
export async function createToken(
  parts: AccountParts,
  self: Self,
  wish: NewToken,
): Promise<{ readonly token: string; readonly view: AccessTokenView }> {
  await confirmSelf(parts, self, wish)
  const { store } = parts
  const { accountId } = self.caller
  const token = `${PREFIX}${newToken()}`
  const scopes = [...new Set(wish.scopes)]
  const view = await unitOfWork(store, selfActor(self), async (tx, { at }) => {
    const expiresAt = new Date(Date.parse(at) + wish.days * DAY_MS).toISOString()
    const id = store.newId()
    const { name } = wish
    const row = { id, accountId, name, scopes: JSON.stringify(scopes), createdAt: at, expiresAt }
    await tx.insert(store.t.accessToken).values({ ...row, tokenHash: tokenHash(token) })
    return {
      result: { id, name, scopes, createdAt: at, expiresAt, revokedAt: null, lastUsedAt: null },
      audit: [
        {
          act: 'token.create',
          entity: 'accessToken',
          entityId: id,
          before: null,
          after: { accountId, name, scopes, expiresAt },
        },
      ],
    }
  })
  return { token, view }
}

/** Revokes an own token; one that is revoked stays as it is. 404 for another person's. */
export async function revokeToken(
  { store }: AccountParts,
  self: Self,
  id: string,
): Promise<AccessTokenView> {
  const { accessToken: t } = store.t
  const { accountId } = self.caller
  return unitOfWork(store, selfActor(self), async (tx, { at }) => {
    const [row] = await tx
      .select()
      .from(t)
      .where(and(eq(t.id, id), eq(t.accountId, accountId), isNull(t.revokedAt)))
    if (row === undefined) throw notFound('token')
    await tx.update(t).set({ revokedAt: at }).where(eq(t.id, id))
    return { result: toView({ ...row, revokedAt: at }), audit: [revocation(row, at, null)] }
  })
}

/** Revokes every token of a person. */
export async function revokeAccountTokens(
  parts: AccountParts,
  actor: Actor,
  { accountId, reason }: { readonly accountId: string; readonly reason: string },
): Promise<number> {
  return unitOfWork(parts.store, actor, async (tx, { at }) => {
    await expectAccount(parts, tx, accountId)
    const rows = await endTokens(parts.store, tx, { accountId, at })
    const all = {
      act: 'token.revoke-all',
      entity: 'account' as const,
      entityId: accountId,
      before: null,
      after: { tokensRevoked: rows.length },
      reason,
    }
    return {
      result: rows.length,
      audit: [all, ...rows.map((row) => revocation(row, at, reason))],
    }
  })
}

function revocation({ id, name }: TokenRow, at: string, reason: string | null) {
  return {
    act: 'token.revoke',
    entity: 'accessToken' as const,
    entityId: id,
    before: { name, revokedAt: null },
    after: { name, revokedAt: at },
    reason,
  }
}
