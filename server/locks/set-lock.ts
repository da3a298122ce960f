import { eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { LockView } from '../../shared/api/routes/locks.ts'
import { lockCovers, type LockPlace } from '../../shared/locks/covers.ts'
import type { LockKind } from '../../shared/locks/meaning.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { Definitions } from '../studies/service.ts'
import { allSubjects, createMarks, createOverviews } from '../subjects/service.ts'
import { countsOf, firstOf } from './close-out.ts'
import { gatherOpen } from './gather-open.ts'
import { lockOf } from './read-locks.ts'

type LockRow = Store['t']['dataLock']['$inferSelect']

export interface LockServices {
  readonly store: Store
  readonly definitions: Definitions
}

export interface LockWish {
  readonly studyId: string
  readonly kind: LockKind
  readonly place: LockPlace
  readonly reason: string
}

/**
 * Freezes or locks a place. A lock looks at everything that stands open there inside its own
 * transaction, when nobody can write to the study, and is refused with the list: 409
 * `lock-preconditions`. 409 `wrong-order` where the place is held so already.
 */
export async function setLock(
  services: LockServices,
  actor: Actor,
  { studyId, kind, place, reason }: LockWish,
): Promise<LockView> {
  const { store, definitions } = services
  const { accountId } = actor
  if (accountId === null) throw new Error('The program does not lock data.')
  const pinnedAt = await definitions.bySite(studyId)
  const id = store.newId()
  return unitOfWork(store, actor, async (tx, { at }) => {
    const standing = await tx.hot.rows(store.t.dataLock, { studyId, releasedAt: null })
    if (standing.some((lock) => lock.kind === kind && isSamePlace(lock, place))) {
      throw wrongOrder(kind === 'lock' ? 'lock.set' : 'lock.freeze', 'lock.absent')
    }
    if (kind === 'lock') await refuseOpen({ store, tx, pinnedAt }, { studyId, place })
    const row: LockRow = {
      ...{ id, studyId, ...place, recordId: null, kind, setBy: accountId, setAt: at, reason },
      ...{ releasedBy: null, releasedAt: null, releaseReason: null },
    }
    await tx.insert(store.t.dataLock).values(row)
    const act = kind === 'lock' ? 'lock.set' : 'lock.freeze'
    const more = kind === 'lock' ? await close({ store, tx }, { studyId, place, reason }) : []
    const draft = { ...draftOf(row, act), before: null, after: contentOf(row), reason }
    return { result: await expectView({ store, tx }, id), audit: [draft, ...more] }
  })
}

interface Writing {
  readonly store: Store
  readonly tx: Tx
}

interface Judged {
  readonly studyId: string
  readonly place: LockPlace
}

type Judging = Writing & { readonly pinnedAt: Awaited<ReturnType<Definitions['bySite']>> }

async function refuseOpen(
  { store, tx, pinnedAt }: Judging,
  { studyId, place }: Judged,
): Promise<void> {
  const inside: Store = { ...store, read: tx }
  const everywhere: SiteFilter = { kind: 'all' }
  const subjects = (await allSubjects(inside, { studyId, sites: everywhere })).filter((subject) =>
    isWithin(place, { siteId: subject.siteId, subjectId: subject.id }),
  )
  const reading = {
    ...{ store: inside, pinnedAt, inside: true },
    // Asked once: nothing is worth packing while others wait.
    ...{ overviews: createOverviews(inside, Infinity), marks: createMarks(inside) },
  }
  const items = (await gatherOpen(reading, { studyId, subjects })).filter((item) =>
    lockCovers(place, item),
  )
  if (items.length === 0) return
  throw new ProblemError({
    type: 'urn:problem:lock-preconditions',
    status: 409,
    counts: countsOf(items),
    open: firstOf(items),
    detail: 'Something is still open at this place. Settle what is listed, then lock it.',
  })
}

function isWithin(
  { level, siteId, subjectId }: LockPlace,
  of: { readonly siteId: string; readonly subjectId: string },
): boolean {
  if (level === 'study') return true
  return level === 'site' ? siteId === of.siteId : subjectId === of.subjectId
}

export interface ReleaseWish {
  readonly studyId: string
  readonly lockId: string
  /** Whether the caller's right reaches a lock of this place. */
  readonly reaches: (place: LockPlace) => boolean
  readonly reason: string
}

/** Releases a freeze or lock, with the reason. 409 where it is released already. */
export async function releaseLock(
  { store }: LockServices,
  actor: Actor,
  { studyId, lockId, reaches, reason }: ReleaseWish,
): Promise<LockView> {
  const { accountId } = actor
  const { dataLock } = store.t
  return unitOfWork(store, actor, async (tx, { at }) => {
    const [before] = await tx.select().from(dataLock).where(eq(dataLock.id, lockId))
    if (before?.studyId !== studyId || !reaches(before)) throw notFound('lock')
    if (before.releasedAt !== null) throw wrongOrder('lock.release', 'lock.standing')
    const released = { releasedBy: accountId, releasedAt: at, releaseReason: reason }
    await tx.update(dataLock).set(released).where(eq(dataLock.id, lockId))
    const reopening = { studyId, place: before, reason }
    const more = before.kind === 'lock' ? await reopen({ store, tx }, reopening) : []
    const draft = {
      ...draftOf(before, 'lock.release'),
      before: contentOf(before),
      after: { ...contentOf(before), released: true },
      reason,
    }
    return { result: await expectView({ store, tx }, lockId), audit: [draft, ...more] }
  })
}

async function expectView({ store, tx }: Writing, id: string): Promise<LockView> {
  const view = await lockOf({ t: store.t, read: tx }, id)
  if (view === null) throw new Error('A lock is gone inside its own transaction.')
  return view
}

function isSamePlace(lock: LockRow, place: LockPlace): boolean {
  return (
    lock.level === place.level &&
    lock.siteId === place.siteId &&
    lock.subjectId === place.subjectId &&
    lock.visit === place.visit &&
    lock.form === place.form
  )
}

function draftOf(
  { id, siteId, subjectId, visit, form }: LockRow,
  act: 'lock.set' | 'lock.freeze' | 'lock.release',
) {
  return { act, entity: 'dataLock', entityId: id, subjectId, siteId, visit, form } as const
}

function contentOf({ kind, level, visit, form }: LockRow): object {
  return { kind, level, visit, form }
}

interface Closing extends Judged {
  readonly reason: string
}

/** A locked study is `locked`; a locked site is closed out. */
async function close(writing: Writing, closing: Closing): Promise<readonly AuditDraft[]> {
  return setState(writing, closing, {
    study: ['study.lock', 'locked'],
    site: ['site.close', 'closed'],
  })
}

async function reopen(writing: Writing, closing: Closing): Promise<readonly AuditDraft[]> {
  return setState(writing, closing, {
    study: ['study.reopen', 'open'],
    site: ['site.reopen', 'open'],
  })
}

interface States {
  readonly study: readonly [string, 'locked' | 'open']
  readonly site: readonly [string, 'closed' | 'open']
}

async function setState(
  { store, tx }: Writing,
  { studyId, place, reason }: Closing,
  states: States,
): Promise<readonly AuditDraft[]> {
  const { study, site } = store.t
  if (place.level === 'study') {
    const [act, state] = states.study
    const [before] = await tx
      .select({ state: study.state })
      .from(study)
      .where(eq(study.id, studyId))
    await tx.update(study).set({ state }).where(eq(study.id, studyId))
    const was = before ?? null
    return [{ act, entity: 'study', entityId: studyId, before: was, after: { state }, reason }]
  }
  if (place.level !== 'site' || place.siteId === null) return []
  const { siteId } = place
  const [act, state] = states.site
  const [before] = await tx.select({ state: site.state }).from(site).where(eq(site.id, siteId))
  await tx.update(site).set({ state }).where(eq(site.id, siteId))
  const was = before ?? null
  return [{ act, entity: 'site', entityId: siteId, siteId, before: was, after: { state }, reason }]
}

function wrongOrder(step: string, requires: string): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step,
    requires: [requires],
  })
}
