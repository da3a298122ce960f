import { and, desc, eq } from 'drizzle-orm'
import type { ReadQueries, Store, Tx } from '../../db/store.ts'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { seqAt } from '../audit/as-of.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { Definitions, PinnedDefinition } from '../studies/service.ts'
import { snapshotHash } from '../audit/snapshot-hash.ts'
import { loadPastTrial } from './read-snapshot.ts'

export { compareStates } from './differences.ts'
export { loadPastTrial, pastSubjects } from './read-snapshot.ts'

export interface SnapshotServices {
  readonly store: Store
  readonly definitions: Definitions
}

export interface SnapshotWish {
  readonly studyId: string
  readonly name: string
  readonly purpose?: string | undefined
  /** ISO 8601, UTC; the present where none is given. */
  readonly asOf?: string | undefined
  /** In place of a moment: the last entry of the trail that counts. */
  readonly seq?: number | undefined
  readonly cutoff?: string | undefined
}

type Remember = (tx: Tx, view: SnapshotView) => Promise<void>

/**
 * Keeps the state of a study's data at a moment under a name. The past of the trail never changes, so
 * nothing waits while its hash is taken. 409 where the name is taken, 422 for a moment to come.
 */
export async function makeSnapshot(
  { store, definitions }: SnapshotServices,
  actor: Actor,
  wish: SnapshotWish,
  remember: Remember,
): Promise<SnapshotView> {
  const { studyId, name, purpose = null, cutoff = null } = wish
  const { accountId } = actor
  if (accountId === null) throw new Error('The program makes no snapshot.')
  const asOf = await momentOf(store, wish)
  const pinned = await definitions.asOf(studyId, asOf)
  const { seq, hash } = await store.snapshot(async (queries) => {
    const last = wish.seq ?? (await seqAt(store, queries, { chain: studyId, at: asOf }))
    const moment = { studyId, seq: last, definitionHash: pinned.hash }
    return { seq: last, hash: await snapshotHash(store, queries, moment) }
  })
  try {
    return await unitOfWork(store, actor, async (tx, { at }) => {
      const row = {
        id: store.newId(),
        studyId,
        name,
        purpose,
        cutoffDate: cutoff,
        auditSeq: seq,
        definitionVersion: pinned.number,
        contentHash: hash,
        createdBy: accountId,
        createdAt: at,
      }
      await tx.insert(store.t.snapshot).values(row)
      const view = await readSnapshot(store, tx, { studyId, id: row.id })
      await remember(tx, view)
      const { id, name: called, ...after } = view
      const entity = { entity: 'snapshot', entityId: id } as const
      return {
        result: view,
        audit: [
          { act: 'snapshot.make', ...entity, before: null, after: { name: called, ...after } },
        ],
      }
    })
  } catch (error) {
    if (!store.isUnique(error)) throw error
    const taken = { type: 'urn:problem:already-exists', status: 409, entity: 'snapshot' } as const
    throw new ProblemError({ ...taken, key: name })
  }
}

/** The moment that is kept (ISO 8601, UTC). Throws the 422 for one to come, or two at once. */
async function momentOf(store: Store, { studyId, asOf, seq }: SnapshotWish): Promise<string> {
  if (seq !== undefined) {
    if (asOf !== undefined) throw invalidField('/seq', 'snapshot.oneMoment')
    const { auditEntry } = store.t
    const [entry] = await store.read
      .select({ at: auditEntry.at })
      .from(auditEntry)
      .where(and(eq(auditEntry.chain, studyId), eq(auditEntry.seq, seq)))
    if (entry === undefined) throw invalidField('/seq', 'snapshot.seqBehind')
    return entry.at
  }
  const moment = asOf === undefined ? store.now() : new Date(asOf).toISOString()
  if (moment > store.now()) throw invalidField('/asOf', 'snapshot.inFuture')
  return moment
}

/** The snapshots of a study, newest first. */
export async function listSnapshots(store: Store, studyId: string): Promise<SnapshotView[]> {
  return viewsWhere(store, store.read, eq(store.t.snapshot.studyId, studyId))
}

async function viewsWhere(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
  condition: ReturnType<typeof eq>,
): Promise<SnapshotView[]> {
  const { snapshot, account, auditEntry } = t
  const rows = await queries
    .select({ row: snapshot, by: account.displayName, asOf: auditEntry.at })
    .from(snapshot)
    .innerJoin(account, eq(account.id, snapshot.createdBy))
    .leftJoin(
      auditEntry,
      and(eq(auditEntry.chain, snapshot.studyId), eq(auditEntry.seq, snapshot.auditSeq)),
    )
    .where(condition)
    .orderBy(desc(snapshot.createdAt), desc(snapshot.id))
  return rows.map(({ row, by, asOf }) => ({
    id: row.id,
    name: row.name,
    purpose: row.purpose,
    seq: row.auditSeq,
    asOf: asOf ?? row.createdAt,
    cutoff: row.cutoffDate,
    definitionVersion: row.definitionVersion,
    hash: row.contentHash,
    madeBy: by,
    madeAt: row.createdAt,
  }))
}

interface SnapshotPlace {
  readonly studyId: string
  readonly id: string
}

/** One snapshot of a study; the 404 where it has none of that id. */
export async function readSnapshot(
  store: Pick<Store, 't'>,
  queries: ReadQueries,
  { studyId, id }: SnapshotPlace,
): Promise<SnapshotView> {
  const { snapshot } = store.t
  const here = and(eq(snapshot.id, id), eq(snapshot.studyId, studyId))
  const [view] = here === undefined ? [] : await viewsWhere(store, queries, here)
  if (view === undefined) throw notFound('snapshot')
  return view
}

export interface PastData {
  readonly snapshot: SnapshotView
  readonly pinned: PinnedDefinition
  readonly trial: Trial
}

/** A snapshot's data, of the sites that one may see, with the definition that was in force then. */
export async function dataOfSnapshot(
  { store, definitions }: SnapshotServices,
  { studyId, id, sites }: SnapshotPlace & { readonly sites: SiteFilter },
): Promise<PastData> {
  const snapshot = await readSnapshot(store, store.read, { studyId, id })
  const pinned = await definitions.version(studyId, snapshot.definitionVersion)
  if (pinned === null) throw new Error('A snapshot names a version that its study does not have.')
  const siteIds = sites.kind === 'all' ? null : sites.ids
  const part = { studyId, seq: snapshot.seq, forms: pinned.forms, siteIds }
  return { snapshot, pinned, trial: await loadPastTrial(store, part) }
}
