import { and, desc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { StudyAccess } from '../../shared/access/settings.ts'
import type { TrainingView } from '../../shared/api/routes/access.ts'
import { isoDayAt } from '../../shared/kernel/time-zone.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { serverTimeZone } from '../server-time-zone.ts'
import { seenGrants } from './rights-on-day.ts'

type TrainingRow = Store['t']['training']['$inferSelect']

interface Person {
  readonly id: string
  readonly username: string
  readonly displayName: string
}

interface Reach {
  readonly studyId: string
  readonly sites: SiteFilter
}

/**
 * Trainings of a study, withdrawn ones included, the newest first. Callers who do not see every site see
 * those of people who hold or held a right at one of theirs, or at all of them. @source AC-02
 */
export async function listTrainings(store: Store, reach: Reach): Promise<TrainingView[]> {
  const { training } = store.t
  const { studyId } = reach
  const seen = await peopleSeen(store, reach)
  const rows = await store.read
    .select()
    .from(training)
    .where(eq(training.studyId, studyId))
    .orderBy(desc(training.recordedAt), desc(training.id))
  const people = await loadPeople(store)
  return rows
    .filter(({ accountId }) => seen?.has(accountId) !== false)
    .map((row) => toView(row, people))
}

/** By id; null: everybody. */
async function peopleSeen(
  { t, read }: Store,
  { studyId, sites }: Reach,
): Promise<ReadonlySet<string> | null> {
  if (sites.kind === 'all') return null
  const rows = await read
    .selectDistinct({ id: t.accountGrant.accountId })
    .from(t.accountGrant)
    .where(seenGrants(t, { studyId, sites }))
  return new Set(rows.map(({ id }) => id))
}

async function loadPeople({ t: { account }, read }: Store): Promise<ReadonlyMap<string, Person>> {
  const rows = await read
    .select({ id: account.id, username: account.username, displayName: account.displayName })
    .from(account)
  return new Map(rows.map((person) => [person.id, person]))
}

function toView(row: TrainingRow, people: ReadonlyMap<string, Person>): TrainingView {
  const { id, title, version, trainedOn: on, withdrawnAt } = row
  const person = people.get(row.accountId)
  return {
    ...{ id, title, version, on },
    username: person?.username ?? '',
    displayName: person?.displayName ?? '',
    recordedBy: people.get(row.recordedBy ?? '')?.displayName ?? null,
    withdrawn: withdrawnAt !== null,
  }
}

/** Who holds a role that needs the training at this moment, where the caller sees it, and lacks it. */
export async function untrainedPeople(
  store: Store,
  reach: Reach,
  { training: required }: StudyAccess,
): Promise<readonly Omit<Person, 'id'>[]> {
  if (required === null) return []
  const { t, read } = store
  const { studyId } = reach
  const now = store.now()
  const { account, accountGrant: grant, training } = t
  const holders = await read
    .selectDistinct({
      id: account.id,
      username: account.username,
      displayName: account.displayName,
    })
    .from(grant)
    .innerJoin(account, eq(account.id, grant.accountId))
    .where(
      and(
        eq(grant.studyId, studyId),
        seenGrants(t, reach),
        inArray(grant.role, [...required.roles]),
        lte(grant.validFrom, now),
        or(isNull(grant.validTo), gt(grant.validTo, now)),
      ),
    )
  const trained = await read
    .select({ accountId: training.accountId, version: training.version })
    .from(training)
    .where(
      and(
        eq(training.studyId, studyId),
        eq(training.title, required.title),
        isNull(training.withdrawnAt),
      ),
    )
  const enough = new Set(
    trained.flatMap(({ accountId, version }) => (version >= required.version ? accountId : [])),
  )
  return holders
    .filter(({ id }) => !enough.has(id))
    .map(({ username, displayName }) => ({ username, displayName }))
    .sort((a, b) => (a.username < b.username ? -1 : 1))
}

export interface NewTraining {
  readonly studyId: string
  readonly username: string
  readonly title: string
  readonly version: number
  /** Calendar day of the training. */
  readonly on: string
}

/** Records a training. Refused for a person that is not there and for a day that is to come. */
export async function recordTraining(
  store: Store,
  actor: Actor,
  wish: NewTraining,
): Promise<{ readonly view: TrainingView; readonly accountId: string }> {
  const { studyId, username, title, version, on } = wish
  if (on > isoDayAt(store.now(), serverTimeZone())) throw invalidField('/on', 'training.inFuture')
  const people = await loadPeople(store)
  const person = [...people.values()].find((one) => one.username === username)
  if (person === undefined) throw invalidField('/username', 'training.nobody')
  const id = store.newId()
  const view = await unitOfWork(store, actor, async (tx, { at }) => {
    const row = {
      ...{ id, studyId, title, version, accountId: person.id, trainedOn: on },
      ...{ recordedBy: actor.accountId, recordedAt: at, withdrawnAt: null },
    }
    await tx.insert(store.t.training).values(row)
    const after = { accountId: person.id, username, title, version, trainedOn: on }
    return {
      result: toView(row, people),
      audit: [{ act: 'training.record', entity: 'training', entityId: id, before: null, after }],
    }
  })
  return { view, accountId: person.id }
}

interface Withdrawal {
  readonly studyId: string
  readonly id: string
  readonly reason: string
}

/** Withdraws a training; the row stays. 404 for one of another study or withdrawn before. */
export async function withdrawTraining(
  store: Store,
  actor: Actor,
  { studyId, id, reason }: Withdrawal,
): Promise<{ readonly view: TrainingView; readonly accountId: string }> {
  const people = await loadPeople(store)
  const { training: t } = store.t
  return unitOfWork(store, actor, async (tx, { at }) => {
    const [row] = await tx
      .select()
      .from(t)
      .where(and(eq(t.id, id), eq(t.studyId, studyId), isNull(t.withdrawnAt)))
    if (row === undefined) throw notFound('training')
    await tx.update(t).set({ withdrawnAt: at }).where(eq(t.id, id))
    const { accountId, title, version } = row
    const common = { accountId, title, version }
    return {
      result: { view: toView({ ...row, withdrawnAt: at }, people), accountId },
      audit: [
        {
          act: 'training.withdraw',
          entity: 'training',
          entityId: id,
          before: { ...common, withdrawnAt: null },
          after: { ...common, withdrawnAt: at },
          reason,
        },
      ],
    }
  })
}
