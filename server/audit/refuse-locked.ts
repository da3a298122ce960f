import { eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { HeldBy } from '../../shared/api/held.ts'
import { lockCovers, type ActPlace } from '../../shared/locks/covers.ts'
import { bearingOf, REFUSED, type Bearing } from '../../shared/locks/meaning.ts'
import { ProblemError } from '../http/problem-error.ts'
import { SYSTEM_CHAIN, type Actor } from './actor.ts'
import type { AuditDraft } from './audit-draft.ts'

export type LockRow = Store['t']['dataLock']['$inferSelect']

/** The locks of one chain's study, as its transaction found them. */
export interface LockGuard {
  /** Throws the 409 `locked` for the first draft that a lock in force does not admit. */
  admit(drafts: readonly AuditDraft[], actor: Actor): Promise<void>
  /** Remembers them for the transaction that continues from this hash. */
  closeAt(hash: string): void
}

interface Known {
  readonly hash: string
  readonly locks: readonly LockRow[]
}

/** By chain. In memory; may be lost at any time. */
const REMEMBERED = new WeakMap<Store, Map<string, Known>>()

interface GuardedChain {
  readonly store: Store
  readonly tx: Tx
  readonly chain: string
  /** The hash at which the head was locked. */
  readonly hash: string
}

/**
 * Guards one transaction's chain. A lock leaves an entry of its own in the chain: while the head's hash
 * is the remembered one, the locks are those remembered, here and at any other server of the database.
 */
export async function guardLocks({ store, tx, chain, hash }: GuardedChain): Promise<LockGuard> {
  const known = rememberedOf(store)
  const former = known.get(chain)
  const locks = former?.hash === hash ? former.locks : await locksInForce({ store, tx, chain })
  let moved = false
  return {
    async admit(drafts, actor) {
      moved ||= drafts.some(({ entity }) => entity === 'dataLock')
      if (locks.length === 0) return
      for (const draft of drafts) {
        const act = { ...placeOf(draft), act: draft.act, entity: draft.entity }
        const byProgram = (draft.by ?? actor).kind === 'system'
        const lock = holding(locks, bearingOf({ ...act, byProgram }), act)
        if (lock !== null) throw await refusal({ store, tx }, lock, act)
      }
    },
    closeAt(end) {
      if (moved) known.delete(chain)
      else known.set(chain, { hash: end, locks })
    },
  }
}

function rememberedOf(store: Store): Map<string, Known> {
  const known = REMEMBERED.get(store) ?? new Map<string, Known>()
  REMEMBERED.set(store, known)
  return known
}

async function locksInForce({
  store,
  tx,
  chain,
}: Omit<GuardedChain, 'hash'>): Promise<readonly LockRow[]> {
  if (chain === SYSTEM_CHAIN) return []
  return tx.hot.rows(store.t.dataLock, { studyId: chain, releasedAt: null })
}

function placeOf({ siteId, subjectId, visit, form }: AuditDraft): ActPlace {
  return {
    siteId: siteId ?? null,
    subjectId: subjectId ?? null,
    visit: visit ?? null,
    form: form ?? null,
  }
}

/** A lock before a freeze: it says more. */
function holding(locks: readonly LockRow[], bearing: Bearing, at: ActPlace): LockRow | null {
  const found = locks.filter((lock) => REFUSED[lock.kind].includes(bearing) && lockCovers(lock, at))
  return found.find(({ kind }) => kind === 'lock') ?? found[0] ?? null
}

/**
 * Throws the 409 where work on one of these places would be refused. For changes whose own entries do
 * not name all the places that they move.
 */
export async function refuseWhereLocked(
  { store, tx }: Reading,
  { studyId, act }: { readonly studyId: string; readonly act: string },
  places: readonly ActPlace[],
): Promise<void> {
  if (places.length === 0) return
  const locks = await locksInForce({ store, tx, chain: studyId })
  for (const at of places) {
    const lock = holding(locks, 'work', at)
    if (lock !== null) throw await refusal({ store, tx }, lock, { ...at, act })
  }
}

interface Reading {
  readonly store: Store
  readonly tx: Tx
}

async function refusal(
  reading: Reading,
  lock: LockRow,
  { act, ...at }: ActPlace & { readonly act: string },
): Promise<ProblemError> {
  const held = await heldBy(reading, lock)
  const reached = await namesOf(reading, at)
  const where = [held.site, held.subjid, held.visit, held.form].filter((name) => name !== null)
  const what = held.kind === 'lock' ? 'locked' : 'frozen'
  return new ProblemError({
    type: 'urn:problem:locked',
    status: 409,
    lock: held,
    act,
    at: { ...reached, visit: at.visit, form: at.form },
    detail: `${where.length === 0 ? 'The study' : where.join(' / ')} is ${what} since ${held.setAt} by ${held.setBy}. Nothing was changed. Data management can release it with a reason.`,
  })
}

/** A lock in the words of people. */
async function heldBy(reading: Reading, lock: LockRow): Promise<HeldBy> {
  const { id, kind, level, visit, form, setAt, reason } = lock
  const { account } = reading.store.t
  const [person] = await reading.tx
    .select({ name: account.displayName })
    .from(account)
    .where(eq(account.id, lock.setBy))
  const names = await namesOf(reading, lock)
  return { ...{ id, kind, level }, ...names, visit, form, setAt, setBy: person?.name ?? '', reason }
}

async function namesOf(
  { store, tx }: Reading,
  { siteId, subjectId }: Pick<ActPlace, 'siteId' | 'subjectId'>,
): Promise<{ readonly site: string | null; readonly subjid: string | null }> {
  const { site, subject } = store.t
  const sites =
    siteId === null
      ? []
      : await tx.select({ name: site.siteKey }).from(site).where(eq(site.id, siteId))
  const subjects =
    subjectId === null
      ? []
      : await tx.select({ name: subject.subjid }).from(subject).where(eq(subject.id, subjectId))
  return { site: sites[0]?.name ?? null, subjid: subjects[0]?.name ?? null }
}
