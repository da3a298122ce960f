import type { OpenItem } from '../../shared/api/held.ts'
import type { LockView } from '../../shared/api/routes/locks.ts'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { getStudyCloseOut, getSubjectCloseOut } from '../../shared/api/routes/locks.ts'
import { PRECONDITION_KINDS, type PreconditionKind } from '../../shared/locks/preconditions.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { allSubjects, type ListedSubject } from '../subjects/service.ts'
import { gatherOpen, type LockReading, type PlacedItem } from './gather-open.ts'
import { listLocks, locksOfSubject } from './read-locks.ts'

/** Items that an answer lists; all of them are counted. */
const LISTED = 300

/** How many of each kind are open; kinds without any are left out. */
export function countsOf(
  items: readonly PlacedItem[],
): { kind: OpenItem['kind']; count: number }[] {
  return PRECONDITION_KINDS.map((kind) => ({
    kind,
    count: sum(items.filter((item) => item.kind === kind)),
  })).filter(({ count }) => count > 0)
}

function sum(items: readonly PlacedItem[]): number {
  return items.reduce((total, { count }) => total + count, 0)
}

/** The first items in the order of a close-out, then by subject. */
export function firstOf(items: readonly PlacedItem[]): OpenItem[] {
  const order = (item: PlacedItem): number => PRECONDITION_KINDS.indexOf(item.kind)
  return items
    .toSorted((a, b) => order(a) - order(b))
    .slice(0, LISTED)
    .map(({ kind, site, subjid, visit, form, count }) => ({
      kind,
      site,
      subjid,
      visit,
      form,
      count,
    }))
}

interface Asked {
  readonly studyId: string
  /** The kind that is listed; all are counted. */
  readonly kind: PreconditionKind | undefined
}

/** All of it counted; the first of it, or of one kind, listed. */
function listed(items: readonly PlacedItem[], kind: PreconditionKind | undefined) {
  const chosen = items.filter((item) => kind === undefined || item.kind === kind)
  return { counts: countsOf(items), open: firstOf(chosen), places: chosen.length }
}

/** What is open at one subject, and every lock that held it. */
export async function subjectCloseOut(
  reading: LockReading,
  { studyId, subject, kind }: Asked & { readonly subject: ListedSubject },
): Promise<ResponseOf<typeof getSubjectCloseOut>> {
  const items = await gatherOpen(reading, { studyId, subjects: [subject] })
  const locks = await locksOfSubject(reading.store, { studyId, subject })
  return { ...listed(items, kind), locks }
}

/** What is open at the sites that a caller sees, by subject and by site. */
export async function studyCloseOut(
  reading: LockReading,
  within: Asked & { readonly sites: SiteFilter },
): Promise<ResponseOf<typeof getStudyCloseOut>> {
  const { store } = reading
  const subjects = await allSubjects(store, within)
  const items = await gatherOpen(reading, { studyId: within.studyId, subjects })
  const locks = await listLocks(store, within)
  const bySubject = new Map<string, number>()
  for (const { subjid, count } of items) {
    bySubject.set(subjid, (bySubject.get(subjid) ?? 0) + count)
  }
  const openOf = (subjid: string): number => bySubject.get(subjid) ?? 0
  const sites = [...new Set(subjects.map(({ site }) => site))].sort()
  return {
    ...listed(items, within.kind),
    subjects: subjects.map(({ subjid, site }) => ({
      ...{ subjid, site },
      held: heldOf(locks, { subjid, site }),
      open: openOf(subjid),
    })),
    sites: sites.map((site) => {
      const own = subjects.filter((subject) => subject.site === site)
      return {
        site,
        open: own.reduce((total, { subjid }) => total + openOf(subjid), 0),
        subjects: own.length,
      }
    }),
    locks,
    whole: within.sites.kind === 'all',
  }
}

/** What holds all of a subject: the lock before the freeze. */
function heldOf(
  locks: readonly LockView[],
  { subjid, site }: { readonly subjid: string; readonly site: string },
): 'freeze' | 'lock' | null {
  const kinds = locks
    .filter((lock) => lock.releasedAt === null)
    .filter(
      (lock) =>
        lock.level === 'study' ||
        (lock.level === 'site' && lock.site === site) ||
        (lock.level === 'subject' && lock.subjid === subjid),
    )
    .map(({ kind }) => kind)
  if (kinds.includes('lock')) return 'lock'
  return kinds.length > 0 ? 'freeze' : null
}
