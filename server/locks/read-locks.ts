import { and, asc, eq, gt, inArray, isNull, or, type SQL } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import { heldBySchema, type HeldBy } from '../../shared/api/held.ts'
import type { LockView } from '../../shared/api/routes/locks.ts'
import { LOCK_LEVELS } from '../../shared/locks/meaning.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'

interface Reading {
  readonly t: Store['t']
  readonly read: ReadQueries
}

/** Every freeze and lock of a study that callers of these sites see, the first one first. */
export async function listLocks(
  reading: Reading,
  { studyId, sites }: { readonly studyId: string; readonly sites: SiteFilter },
): Promise<LockView[]> {
  const rows = await selectLocks(reading, eq(reading.t.dataLock.studyId, studyId))
  const seen = rows.filter(({ siteId }) => siteId === null || includesSite(sites, siteId))
  return toViews(reading, seen)
}

/**
 * The freezes and locks of a study as they stood at an entry of its trail: later ones, and later
 * releases, are left out.
 */
export async function listLocksAsOf(
  reading: Reading,
  { seq, ...of }: { readonly studyId: string; readonly sites: SiteFilter; readonly seq: number },
): Promise<LockView[]> {
  const { auditEntry: e } = reading.t
  // Read before the trail: what is saved in between is known to be later.
  const views = await listLocks(reading, of)
  const later = await reading.read
    .select({ id: e.entityId, before: e.before })
    .from(e)
    .where(and(eq(e.chain, of.studyId), eq(e.entity, 'dataLock'), gt(e.seq, seq)))
  const made = new Set(later.filter(({ before }) => before === null).map(({ id }) => id))
  const changed = new Set(later.map(({ id }) => id))
  return views
    .filter(({ id }) => !made.has(id))
    .map((lock) => (changed.has(lock.id) ? unreleased(lock) : lock))
}

function unreleased(lock: LockView): LockView {
  return { ...lock, releasedAt: null, releasedBy: null, releaseReason: null }
}

/** Every freeze and lock that holds or held a subject or a part of it, the first one first. */
export async function locksOfSubject(
  reading: Reading,
  { studyId, subject }: SubjectOfStudy,
): Promise<LockView[]> {
  return toViews(reading, await selectLocks(reading, over(reading, { studyId, subject })))
}

/** Freezes and locks in force over a subject or a part of it, the widest first. */
export async function locksHolding(reading: Reading, of: SubjectOfStudy): Promise<HeldBy[]> {
  const where = and(over(reading, of), isNull(reading.t.dataLock.releasedAt))
  const views = await toViews(reading, await selectLocks(reading, where))
  return views
    .map((view) => heldBySchema.parse(view))
    .toSorted((a, b) => LOCK_LEVELS.indexOf(b.level) - LOCK_LEVELS.indexOf(a.level))
}

function over({ t: { dataLock } }: Reading, { studyId, subject }: SubjectOfStudy): SQL | undefined {
  return and(
    eq(dataLock.studyId, studyId),
    or(
      eq(dataLock.level, 'study'),
      and(eq(dataLock.level, 'site'), eq(dataLock.siteId, subject.siteId)),
      eq(dataLock.subjectId, subject.id),
    ),
  )
}

interface SubjectOfStudy {
  readonly studyId: string
  readonly subject: { readonly id: string; readonly siteId: string }
}

/** One freeze or lock; null where the study has none of that id. */
export async function lockOf(reading: Reading, id: string): Promise<LockView | null> {
  const rows = await selectLocks(reading, eq(reading.t.dataLock.id, id))
  return (await toViews(reading, rows))[0] ?? null
}

async function selectLocks({ t, read }: Reading, where: SQL | undefined) {
  const { dataLock, site, subject } = t
  const rows = await read
    .select({ lock: dataLock, site: site.siteKey, subjid: subject.subjid })
    .from(dataLock)
    .leftJoin(site, eq(site.id, dataLock.siteId))
    .leftJoin(subject, eq(subject.id, dataLock.subjectId))
    .where(where)
    .orderBy(asc(dataLock.setAt), asc(dataLock.id))
  return rows.map(({ lock, ...names }) => ({ ...lock, ...names }))
}

type NamedLock = Awaited<ReturnType<typeof selectLocks>>[number]

async function toViews(reading: Reading, rows: readonly NamedLock[]): Promise<LockView[]> {
  const names = await displayNames(reading, rows)
  return rows.map((row) => {
    const { id, kind, level, site, subjid, visit, form, setAt, reason } = row
    const { releasedAt, releaseReason } = row
    return {
      ...{ id, kind, level, site, subjid, visit, form, setAt, reason },
      setBy: names.get(row.setBy) ?? '',
      releasedAt,
      releasedBy: row.releasedBy === null ? null : (names.get(row.releasedBy) ?? ''),
      releaseReason,
    }
  })
}

const ACCOUNTS_PER_STATEMENT = 400

async function displayNames(
  { t: { account }, read }: Reading,
  rows: readonly NamedLock[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(({ setBy, releasedBy }) => [setBy, releasedBy ?? setBy]))]
  const names = new Map<string, string>()
  for (let from = 0; from < ids.length; from += ACCOUNTS_PER_STATEMENT) {
    const some = ids.slice(from, from + ACCOUNTS_PER_STATEMENT)
    const found = await read
      .select({ id: account.id, name: account.displayName })
      .from(account)
      .where(inArray(account.id, some))
    for (const { id, name } of found) names.set(id, name)
  }
  return names
}
