import { and, asc, count, desc, eq, inArray, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { ReadAhead } from '../../db/hot.ts'
import type { ReadQueries, Store, Tx } from '../../db/store.ts'
import type { QueryOf, ResponseOf } from '../../shared/api/define.ts'
import type { FiringView, listFirings } from '../../shared/api/routes/checks.ts'
import { remembered } from '../../shared/kernel/remembered.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import type { Actor } from '../audit/actor.ts'
import type { SiteFilter } from '../http/route-handler.ts'

export type FiringRow = Store['t']['checkFiring']['$inferSelect']

const seenSchema = z.object({
  values: z.record(z.string(), z.string()),
  message: z.object({ en: z.string(), zh: z.string() }),
})
/** What a firing keeps: the values compared, and the sentence shown for them. */
export type Seen = z.output<typeof seenSchema>

export function seenOf({ compared }: Pick<FiringRow, 'compared'>): Seen {
  return parseSeen(compared)
}

/** The standing firings of a subject are read at each of its saves. */
const parseSeen = remembered(
  (text: string) => seenSchema.parse(JSON.parse(text)),
  (text) => text,
  5_000,
)

const STANDING = ['open', 'confirmed'] as const

/** What every save reads of a standing firing: mostly it stays as it is. */
export type StandingRow = Pick<
  FiringRow,
  'id' | 'checkKey' | 'place' | 'compared' | 'state' | 'firedAt'
>

/** The firings of a subject that stand: open, or confirmed. */
export async function standingFirings(
  { t: { checkFiring } }: Store,
  tx: Tx,
  subjectId: string,
): Promise<readonly StandingRow[]> {
  const rows = await tx.hot.rows(checkFiring, standing(subjectId), READ)
  const inOrder = (row: StandingRow): string => `${row.firedAt} ${row.id}`
  return rows.toSorted((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1))
}

/** Names what `standingFirings` reads, so that it is read with the lock. */
export function standingAhead({ t }: Store, ahead: ReadAhead, subjectId: string): void {
  ahead.rows(t.checkFiring, standing(subjectId), READ)
}

const standing = (subjectId: string) => ({ subjectId, state: STANDING })

const READ = ['id', 'checkKey', 'place', 'compared', 'state', 'firedAt'] as const

/** All of some firings, by their ids. */
export async function wholeFirings(
  { t: { checkFiring } }: Store,
  tx: Tx,
  standing: readonly StandingRow[],
): Promise<ReadonlyMap<string, FiringRow>> {
  if (standing.length === 0) return new Map()
  const rows = await tx.hot.rows(checkFiring, { id: standing.map(({ id }) => id) })
  return new Map(rows.map((row) => [row.id, row]))
}

export async function updateFiring(
  { t: { checkFiring } }: Store,
  tx: Tx,
  { id, state, reason, settledBy, settledAt, queryId, version }: FiringRow,
): Promise<void> {
  await tx
    .update(checkFiring)
    .set({ state, reason, settledBy, settledAt, queryId, version })
    .where(eq(checkFiring.id, id))
}

/** The audit draft of what became of a firing. */
export function firingDraft(
  act: string,
  by: Actor,
  { before, after }: { readonly before: FiringRow | null; readonly after: FiringRow },
): AuditDraft {
  return {
    act,
    by,
    entity: 'checkFiring',
    entityId: after.id,
    subjectId: after.subjectId,
    siteId: after.siteId,
    visit: after.visit,
    form: after.form,
    rowKey: null,
    before: before === null ? null : contentOf(before),
    after: contentOf(after),
    reason: after.state === 'confirmed' && before?.state !== 'confirmed' ? after.reason : null,
  }
}

function contentOf(row: FiringRow): object {
  const { recordId, item, groupRow, checkKey, checkVersion, severity, state } = row
  const { values } = seenOf(row)
  return { recordId, item, groupRow, checkKey, checkVersion, severity, state, compared: values }
}

export interface FiringWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly query: QueryOf<typeof listFirings>
}

/** A page of the firings at the sites that the caller may see, the latest first. */
export async function readFirings(
  store: Store,
  { studyId, sites, query: wish }: FiringWish,
): Promise<ResponseOf<typeof listFirings>> {
  const { checkFiring, subject } = store.t
  const { state } = wish
  const where = [
    eq(checkFiring.studyId, studyId),
    sites.kind === 'all' ? undefined : inArray(checkFiring.siteId, [...sites.ids]),
    wish.subject === undefined ? undefined : eq(subject.subjid, wish.subject),
    wish.check === undefined ? undefined : eq(checkFiring.checkKey, wish.check),
    state === undefined
      ? undefined
      : state === 'standing'
        ? inArray(checkFiring.state, [...STANDING])
        : eq(checkFiring.state, state),
  ].filter((one) => one !== undefined)
  return store.snapshot(async (queries) => {
    const [row] = await queries
      .select({ number: count() })
      .from(checkFiring)
      .innerJoin(subject, eq(subject.id, checkFiring.subjectId))
      .where(and(...where))
    const rows = await selectFirings(store, queries, where)
      .orderBy(desc(checkFiring.firedAt), asc(checkFiring.id))
      .limit(wish.limit)
      .offset(wish.skip)
    return { firings: rows.map(toView), filtered: row?.number ?? 0 }
  })
}

/** One firing; null where there is none of this id. */
export async function readFiring(
  store: Store,
  queries: ReadQueries,
  id: string,
): Promise<FiringView | null> {
  const [row] = await selectFirings(store, queries, [eq(store.t.checkFiring.id, id)])
  return row === undefined ? null : toView(row)
}

function selectFirings(store: Store, queries: ReadQueries, where: readonly SQL[]) {
  const { checkFiring, subject, site, account } = store.t
  return queries
    .select({
      firing: checkFiring,
      subjid: subject.subjid,
      site: site.siteKey,
      settledBy: account.username,
    })
    .from(checkFiring)
    .innerJoin(subject, eq(subject.id, checkFiring.subjectId))
    .innerJoin(site, eq(site.id, checkFiring.siteId))
    .leftJoin(account, eq(account.id, checkFiring.settledBy))
    .where(and(...where))
}

type Selected = Awaited<ReturnType<typeof selectFirings>>[number]

function toView({ firing, subjid, site, settledBy }: Selected): FiringView {
  const { values, message } = seenOf(firing)
  return {
    id: firing.id,
    subjid,
    site,
    record: firing.recordId,
    form: firing.form,
    visit: firing.visit,
    item: firing.item,
    groupRow: firing.groupRow,
    check: firing.checkKey,
    checkVersion: firing.checkVersion,
    severity: firing.severity,
    state: firing.state,
    message,
    compared: values,
    firedAt: firing.firedAt,
    reason: firing.reason,
    settledBy,
    settledAt: firing.settledAt,
    query: firing.queryId,
  }
}

/** How often each check of a study fired at these sites, by the state that its firings are in. */
export async function countFirings(
  store: Store,
  { studyId, sites }: Pick<FiringWish, 'studyId' | 'sites'>,
): Promise<ReadonlyMap<string, Readonly<Record<FiringRow['state'], number>>>> {
  const { checkFiring } = store.t
  const rows = await store.read
    .select({ key: checkFiring.checkKey, state: checkFiring.state, number: count() })
    .from(checkFiring)
    .where(
      and(
        eq(checkFiring.studyId, studyId),
        sites.kind === 'all' ? undefined : inArray(checkFiring.siteId, [...sites.ids]),
      ),
    )
    .groupBy(checkFiring.checkKey, checkFiring.state)
  const counts = new Map<string, Record<FiringRow['state'], number>>()
  for (const { key, state, number } of rows) {
    const of = counts.get(key) ?? { open: 0, confirmed: 0, corrected: 0, superseded: 0 }
    counts.set(key, { ...of, [state]: number })
  }
  return counts
}
