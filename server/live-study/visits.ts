import { and, eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'

/** Whose visits to which study. */
export interface Visitor {
  readonly accountId: string
  readonly studyId: string
}

/** The state that a person saw last before the present visit. */
export interface EarlierVisit {
  readonly seq: number
  readonly at: string
}

/** A visit ends when nobody looked for so long; what came since is then new. */
const ONE_VISIT_MS = 30 * 60_000

/** What the person saw at the end of the visit before the present one; null: there was none. */
export async function earlierVisit(store: Store, visitor: Visitor): Promise<EarlierVisit | null> {
  const [row] = await store.read.select().from(store.t.liveVisit).where(whose(store, visitor))
  if (row === undefined) return null
  // Somebody who comes back after the pause sees what came since the last look, before it is noted.
  if (isOver(row.seenAt, store.now())) return { seq: row.seenSeq, at: row.seenAt }
  return row.beforeSeq === null || row.beforeAt === null
    ? null
    : { seq: row.beforeSeq, at: row.beforeAt }
}

/** Notes that the person saw the state after an entry of the trail; what was seen is never unseen. */
export async function noteVisit(store: Store, visitor: Visitor, seq: number): Promise<void> {
  const { liveVisit } = store.t
  const note = (): Promise<void> =>
    store.write(async (tx) => {
      const seenAt = store.now()
      const [row] = await tx.select().from(liveVisit).where(whose(store, visitor))
      if (row === undefined) {
        const first = { beforeSeq: null, beforeAt: null, seenSeq: seq, seenAt }
        await tx.insert(store.t.liveVisit).values({ ...visitor, ...first })
        return
      }
      const before = isOver(row.seenAt, seenAt)
        ? { beforeSeq: row.seenSeq, beforeAt: row.seenAt }
        : {}
      const seenSeq = Math.max(row.seenSeq, seq)
      await tx
        .update(store.t.liveVisit)
        .set({ ...before, seenSeq, seenAt })
        .where(whose(store, visitor))
    })
  try {
    await note()
  } catch (error) {
    // Two windows opened at once: the row is there now.
    if (!store.isUnique(error)) throw error
    await note()
  }
}

function isOver(seenAt: string, now: string): boolean {
  return Date.parse(now) - Date.parse(seenAt) > ONE_VISIT_MS
}

function whose({ t: { liveVisit } }: Store, { accountId, studyId }: Visitor) {
  return and(eq(liveVisit.accountId, accountId), eq(liveVisit.studyId, studyId))
}
