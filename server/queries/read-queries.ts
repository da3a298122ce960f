import { and, asc, count, desc, eq, gt, inArray, isNull, lte, or, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { QueryOf, ResponseOf } from '../../shared/api/define.ts'
import type { listQueries, QueryView } from '../../shared/api/routes/queries.ts'
import { openedWithin, STATES_WAITING_FOR } from '../../shared/queries/ageing.ts'
import type { SiteFilter } from '../http/route-handler.ts'

const saidSchema = z.object({ en: z.string(), zh: z.string() })

export interface QueryWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly query: QueryOf<typeof listQueries>
}

/** A page of the queries at the sites that the caller may see, the latest first unless sorted. */
export async function readQueries(
  store: Store,
  { studyId, sites, query: wish }: QueryWish,
): Promise<ResponseOf<typeof listQueries>> {
  const { query } = store.t
  const visible = [eq(query.studyId, studyId), ...ofSites(store, sites)]
  const wanted = [...visible, ...conditions(store, wish)]
  return store.snapshot(async (queries) => {
    const total = await howMany(store, queries, visible)
    const filtered = await howMany(store, queries, wanted)
    const rows = await selectQueries(store, queries, wanted)
      .orderBy(...orderOf(store, wish), desc(query.openedAt), asc(query.id))
      .limit(wish.limit)
      .offset(wish.skip)
    return { queries: await withThreads(store, queries, rows), filtered, total }
  })
}

function orderOf(
  { t: { query, subject } }: Store,
  { sort, order }: Pick<QueryWish['query'], 'sort' | 'order'>,
): readonly SQL[] {
  if (sort === undefined) return []
  const column = { state: query.state, subject: subject.subjid, opened: query.openedAt }[sort]
  return [order === 'descending' ? desc(column) : asc(column)]
}

/** One query with its thread; null where the subject has none of this id. */
export async function readQuery(
  store: Store,
  queries: ReadQueries,
  of: { readonly id: string; readonly subjectId: string },
): Promise<QueryView | null> {
  const { query } = store.t
  const where = [eq(query.id, of.id), eq(query.subjectId, of.subjectId)]
  const [view] = await withThreads(store, queries, await selectQueries(store, queries, where))
  return view ?? null
}

function ofSites({ t: { query } }: Store, sites: SiteFilter): readonly SQL[] {
  return sites.kind === 'all' ? [] : [inArray(query.siteId, [...sites.ids])]
}

/** What filters of queries ask for. */
export type QueryFilterWish = Omit<QueryWish['query'], 'sort' | 'order' | 'skip' | 'limit'>

function conditions(store: Store, wish: QueryFilterWish): SQL[] {
  const { query, subject, site } = store.t
  const { state } = wish
  return [
    ...ageConditions(store, wish),
    wish.subject === undefined ? undefined : eq(subject.subjid, wish.subject),
    wish.site === undefined ? undefined : eq(site.siteKey, wish.site),
    wish.form === undefined ? undefined : eq(query.form, wish.form),
    wish.kind === undefined ? undefined : eq(query.kind, wish.kind),
    state === undefined
      ? undefined
      : state === 'unsettled'
        ? isNull(query.settledAt)
        : eq(query.state, state),
  ].filter((one) => one !== undefined)
}

function ageConditions(
  store: Store,
  { age, waiting }: QueryFilterWish,
): readonly (SQL | undefined)[] {
  const { query } = store.t
  const opened = age === undefined ? null : openedWithin(age, store.now())
  const after = opened?.after ?? null
  return [
    after === null ? undefined : gt(query.openedAt, after),
    opened === null ? undefined : lte(query.openedAt, opened.upTo),
    waiting === undefined ? undefined : inArray(query.state, [...STATES_WAITING_FOR[waiting]]),
  ]
}

async function howMany(
  { t: { query, subject, site } }: Store,
  queries: ReadQueries,
  where: readonly SQL[],
): Promise<number> {
  const [row] = await queries
    .select({ number: count() })
    .from(query)
    .innerJoin(subject, eq(subject.id, query.subjectId))
    .innerJoin(site, eq(site.id, query.siteId))
    .where(and(...where))
  return row?.number ?? 0
}

function selectQueries(store: Store, queries: ReadQueries, where: readonly SQL[]) {
  const { query, subject, site, account } = store.t
  return queries
    .select({ query, subjid: subject.subjid, site: site.siteKey, openedBy: account.username })
    .from(query)
    .innerJoin(subject, eq(subject.id, query.subjectId))
    .innerJoin(site, eq(site.id, query.siteId))
    .leftJoin(account, eq(account.id, query.openedBy))
    .where(and(...where))
}

type Selected = Awaited<ReturnType<typeof selectQueries>>[number]

/** The name of what the program itself did. */
const PROGRAM = 'system'

async function withThreads(
  store: Store,
  queries: ReadQueries,
  rows: readonly Selected[],
): Promise<QueryView[]> {
  const { queryEntry, account } = store.t
  if (rows.length === 0) return []
  const standing = await standingChecks(store, queries, rows)
  const entries = await queries
    .select({ entry: queryEntry, by: account.username })
    .from(queryEntry)
    .leftJoin(account, eq(account.id, queryEntry.authorId))
    .where(
      inArray(
        queryEntry.queryId,
        rows.map(({ query }) => query.id),
      ),
    )
    .orderBy(asc(queryEntry.number))
  return rows.map(({ query, subjid, site, openedBy }) => ({
    id: query.id,
    subjid,
    site,
    record: query.recordId,
    form: query.form,
    visit: query.visit,
    item: query.item,
    groupRow: query.groupRow,
    kind: query.kind,
    check: query.checkKey,
    state: query.state,
    openedBy: openedBy ?? PROGRAM,
    openedRole: query.openedRole,
    openedAt: query.openedAt,
    settledAt: query.settledAt,
    stands: standing.has(query.id),
    entries: entries
      .filter(({ entry }) => entry.queryId === query.id)
      .map(({ entry, by }) => ({
        act: entry.act,
        text: entry.text,
        said: entry.textValues === null ? null : saidSchema.parse(JSON.parse(entry.textValues)),
        by: by ?? PROGRAM,
        role: entry.authorRole,
        at: entry.at,
      })),
  }))
}

/** Of some queries those whose edit check fires at their place still, confirmed with a reason or not. */
async function standingChecks(
  { t: { checkFiring } }: Store,
  queries: ReadQueries,
  rows: readonly Selected[],
): Promise<ReadonlySet<string>> {
  const ids = rows.filter(({ query }) => query.kind === 'system').map(({ query }) => query.id)
  if (ids.length === 0) return new Set()
  const firings = await queries
    .select({ queryId: checkFiring.queryId })
    .from(checkFiring)
    .where(
      and(inArray(checkFiring.queryId, ids), inArray(checkFiring.state, ['open', 'confirmed'])),
    )
  return new Set(firings.flatMap(({ queryId }) => queryId ?? []))
}

/** Queries with their threads in the order of their opening, some at a time. */
export async function* streamQueries(
  store: Store,
  { studyId, sites, filter }: Omit<QueryWish, 'query'> & { readonly filter: QueryFilterWish },
): AsyncGenerator<readonly QueryView[]> {
  const { query } = store.t
  const wanted = [
    eq(query.studyId, studyId),
    ...ofSites(store, sites),
    ...conditions(store, filter),
  ]
  let last: { readonly at: string; readonly id: string } | null = null
  for (;;) {
    const beyond: SQL | undefined =
      last === null
        ? undefined
        : or(gt(query.openedAt, last.at), and(eq(query.openedAt, last.at), gt(query.id, last.id)))
    const rows = await selectQueries(store, store.read, [
      ...wanted,
      ...(beyond === undefined ? [] : [beyond]),
    ])
      .orderBy(asc(query.openedAt), asc(query.id))
      .limit(STREAMED)
    yield await withThreads(store, store.read, rows)
    const end = rows.at(-1)
    if (end === undefined || rows.length < STREAMED) return
    last = { at: end.query.openedAt, id: end.query.id }
  }
}

const STREAMED = 400
