import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { getAccessReview, ReviewedAccount } from '../../shared/api/routes/access.ts'
import { loadAccountViews } from '../accounts/service.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { installationSettings } from '../settings/service.ts'

const DAY_MS = 86_400_000
const SHOWN_REVIEWS = 20
const reviewSchema = z.object({ note: z.string(), unused: z.number() })

type AccessReview = ResponseOf<typeof getAccessReview>

/** Accounts with their rights in force; unused: idle for more days than asked, or than the setting. */
export async function accessReview(
  store: Store,
  wishedDays: number | undefined,
): Promise<AccessReview> {
  const days = wishedDays ?? (await installationSettings(store)).value.inactiveDays
  const now = store.now()
  const views = await loadAccountViews(store, store.read)
  const tokens = await tokensInForce(store, now)
  const accounts: ReviewedAccount[] = views.map((view) => {
    const { id, username, displayName, locked, lastSignInAt, createdAt } = view
    const idleMs = Date.parse(now) - Date.parse(lastSignInAt ?? createdAt)
    return {
      ...{ id, username, displayName, locked, lastSignInAt },
      secondFactor: view.secondFactor === true,
      idleDays: Math.floor(idleMs / DAY_MS),
      unused: idleMs > days * DAY_MS,
      tokens: tokens.get(id) ?? 0,
      grants: view.grants.filter(({ from, to }) => from <= now && (to === null || now < to)),
    }
  })
  return { days, accounts, reviews: await loadReviews(store) }
}

async function tokensInForce(
  { t: { accessToken }, read }: Store,
  now: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await read
    .select({ accountId: accessToken.accountId })
    .from(accessToken)
    .where(and(isNull(accessToken.revokedAt), gt(accessToken.expiresAt, now)))
  const counts = new Map<string, number>()
  for (const { accountId } of rows) counts.set(accountId, (counts.get(accountId) ?? 0) + 1)
  return counts
}

async function loadReviews({ t, read }: Store): Promise<AccessReview['reviews']> {
  const { account, auditEntry } = t
  const rows = await read
    .select({ at: auditEntry.at, by: account.displayName, after: auditEntry.after })
    .from(auditEntry)
    .innerJoin(account, eq(account.id, auditEntry.accountId))
    .where(and(eq(auditEntry.chain, 'system'), eq(auditEntry.act, 'access.review')))
    .orderBy(desc(auditEntry.seq))
    .limit(SHOWN_REVIEWS)
  return rows.map(({ at, by, after }) => {
    const { note, unused } = reviewSchema.parse(JSON.parse(after ?? '{}'))
    return { at, by, note, unused }
  })
}

/** Records that the rights were reviewed: how many accounts there were, and which were unused. */
export async function recordReview(
  store: Store,
  actor: Actor,
  { note, days }: { readonly note: string; readonly days?: number | undefined },
): Promise<string> {
  const review = await accessReview(store, days)
  const unused = review.accounts.filter((one) => one.unused).map(({ username }) => username)
  return unitOfWork(store, actor, (_tx, { at }) => {
    const after = {
      note,
      days: review.days,
      accounts: review.accounts.length,
      unused: unused.length,
      unusedAccounts: unused,
    }
    const entry = { act: 'access.review', entity: 'account' as const, entityId: 'all' }
    return Promise.resolve({ result: at, audit: [{ ...entry, before: null, after }] })
  })
}
