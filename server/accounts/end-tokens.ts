import { and, eq, isNull } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'

type TokenRow = Store['t']['accessToken']['$inferSelect']

/** Revokes every access token of an account in the caller's transaction. Returns those that ended. */
export async function endTokens(
  { t: { accessToken } }: Store,
  tx: Tx,
  { accountId, at }: { readonly accountId: string; readonly at: string },
): Promise<readonly TokenRow[]> {
  const live = and(eq(accessToken.accountId, accountId), isNull(accessToken.revokedAt))
  const rows = await tx.select().from(accessToken).where(live)
  await tx.update(accessToken).set({ revokedAt: at }).where(live)
  return rows
}
