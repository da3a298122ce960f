import { and, asc, desc, eq, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { ReadQueries, Store, Tx } from '../../db/store.ts'
import type {
  DoseDecisionVersion,
  DoseDecisionView,
} from '../../shared/api/routes/dose-decisions.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { DoseDecision } from '../../shared/protocol/dose-decisions.ts'
import type { AnalysisServices } from '../analysis/service.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { hideRedactedOf } from '../audit-trail/service.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { doseDefinition, readBoardBy, type Board } from './board.ts'

/** A decision as the committee took it. */
export interface DecisionWish {
  readonly cohort: string
  readonly decision: DoseDecision
  readonly nextCohort: string | null
  readonly decidedOn: string
  readonly members: string
  readonly reason: string
}

type Remember = (tx: Tx, view: DoseDecisionView) => Promise<void>

/**
 * Records a decision with what its level came to at that moment. Throws the 404 where the protocol does
 * not look for a dose, the 422 for a level that it does not have and for a day to come.
 */
export async function recordDecision(
  services: AnalysisServices,
  actor: Actor,
  of: { readonly studyId: string; readonly wish: DecisionWish },
  remember: Remember,
): Promise<DoseDecisionView> {
  const { store } = services
  const { studyId, wish } = of
  const pinned = await doseDefinition(services, studyId)
  return unitOfWork(store, actor, async (tx, { at, firstSeq: seq }) => {
    const basis = await checkedBasis(services, tx, { studyId, pinned, wish })
    const id = store.newId()
    const row = toRow(actor, {
      ...of,
      id,
      decisionId: id,
      version: 1,
      correction: null,
      basis,
      at,
      seq,
    })
    await tx.insert(store.t.doseDecision).values(row)
    const view = await readDecision(store, tx, { studyId, id })
    await remember(tx, view)
    return {
      result: view,
      audit: [
        {
          act: 'doseDecision.record',
          ...{ entity: 'doseDecision', entityId: id, before: null },
          after: { ...wish, version: 1, basis },
          reason: wish.reason,
        },
      ],
    }
  })
}

/**
 * Writes a new version of a decision; the old one stays. Throws as `recordDecision`, the 404 for a
 * decision that the study does not have, the 409 where another version came first.
 */
export async function correctDecision(
  services: AnalysisServices,
  actor: Actor,
  of: {
    readonly studyId: string
    readonly decisionId: string
    readonly version: number
    readonly wish: DecisionWish
    readonly correction: string
  },
): Promise<DoseDecisionView> {
  const { store } = services
  const { studyId, decisionId, version, wish, correction } = of
  const pinned = await doseDefinition(services, studyId)
  return unitOfWork(store, actor, async (tx, { at, firstSeq: seq }) => {
    const known = await readDecision(store, tx, { studyId, id: decisionId })
    if (known.version !== version) {
      throw new ProblemError({
        ...{ type: 'urn:problem:version-conflict', status: 409, expected: version },
        ...{ current: { version: known.version, ...contentOf(known) }, submitted: wish },
      })
    }
    const basis = await checkedBasis(services, tx, { studyId, pinned, wish })
    const before = await storedContent(store, tx, { decisionId, version })
    const next = { ...of, id: store.newId(), version: version + 1, basis, at, seq }
    await tx.insert(store.t.doseDecision).values(toRow(actor, next))
    return {
      result: await readDecision(store, tx, { studyId, id: decisionId }),
      audit: [
        {
          act: 'doseDecision.correct',
          ...{ entity: 'doseDecision', entityId: decisionId },
          before: { ...before, version },
          after: { ...wish, version: version + 1, basis },
          reason: correction,
        },
      ],
    }
  })
}

interface Basis {
  readonly cutoff: string
  readonly treated: number
  readonly evaluable: number
  readonly toxicities: number
  readonly running: number
}

interface Decided {
  readonly studyId: string
  readonly pinned: PinnedDefinition
  readonly wish: DecisionWish
}

/**
 * What the level comes to inside the write that records the decision: nothing is saved in between. What
 * is decided must be of this protocol, and not of a day to come.
 */
async function checkedBasis(
  services: AnalysisServices,
  tx: Tx,
  { studyId, pinned, wish: { cohort, nextCohort, decidedOn } }: Decided,
): Promise<Basis> {
  // The decision rests on the subjects of every site.
  const board = await readBoardBy(services, tx, { studyId, pinned })
  if (!board.course.levels.some(({ key }) => key === cohort)) {
    throw invalidField('/cohort', 'dose.noLevel', { cohort })
  }
  if (nextCohort !== null && !hasCohort(pinned.definition, nextCohort)) {
    throw invalidField('/nextCohort', 'dose.noLevel', { cohort: nextCohort })
  }
  if ((parseDay(decidedOn) ?? 0) > latestDay(services.store)) {
    throw invalidField('/decidedOn', 'dose.inFuture', { date: decidedOn })
  }
  return basisOf(board, cohort)
}

function hasCohort({ cohorts }: ProtocolDefinition, key: string): boolean {
  return cohorts.some((one) => one.key === key)
}

/** Where the day begins first: a decision of today is never refused for its time zone. */
const FIRST_ZONE = 'Pacific/Kiritimati'

function latestDay(store: Pick<Store, 'now'>): number {
  return dayAt(store.now(), FIRST_ZONE) ?? 0
}

function basisOf({ cutoff, course }: Board, cohort: string): Basis {
  const level = course.levels.find(({ key }) => key === cohort)
  const own = course.subjects.filter((one) => one.cohort === cohort)
  return {
    cutoff,
    treated: level?.treated ?? 0,
    evaluable: level?.evaluable ?? 0,
    toxicities: level?.toxicities ?? 0,
    running: own.filter(({ state }) => state === 'running').length,
  }
}

function toRow(
  actor: Actor,
  of: {
    readonly studyId: string
    readonly id: string
    readonly decisionId: string
    readonly version: number
    readonly wish: DecisionWish
    readonly correction: string | null
    readonly basis: Basis
    readonly at: string
    readonly seq: number
  },
) {
  const { accountId, role } = actor
  if (accountId === null) throw new Error('The program decides on no dose.')
  const { studyId, id, decisionId, version, wish, correction, basis, at, seq } = of
  const { cohort, decision, nextCohort, decidedOn, members, reason } = wish
  return {
    ...{ id, studyId, decisionId, version, cohort, decision, nextCohort, decidedOn },
    ...{ members, reason, correction, basis: JSON.stringify(basis) },
    ...{ recordedBy: accountId, recordedRole: role, recordedAt: at, recordedSeq: seq },
  }
}

const basisSchema = z.object({
  cutoff: z.string(),
  ...{ treated: z.number(), evaluable: z.number(), toxicities: z.number(), running: z.number() },
})

interface ListWish {
  readonly studyId: string
  /** Those recorded up to this entry of the trail alone; absent: all. */
  readonly upToSeq?: number | undefined
}

/** The decisions of a study in their last version, the latest day first, without what was redacted. */
export async function listDecisions(
  store: Pick<Store, 't'>,
  queries: ReadQueries,
  { studyId, upToSeq }: ListWish,
): Promise<DoseDecisionView[]> {
  const { doseDecision, account } = store.t
  const rows = await queries
    .select({ row: doseDecision, by: account.displayName })
    .from(doseDecision)
    .innerJoin(account, eq(account.id, doseDecision.recordedBy))
    .where(
      and(
        eq(doseDecision.studyId, studyId),
        upToSeq === undefined ? undefined : lte(doseDecision.recordedSeq, upToSeq),
      ),
    )
    .orderBy(asc(doseDecision.decisionId), desc(doseDecision.version))
  const ids = [...new Set(rows.map(({ row }) => row.decisionId))]
  const hide = await hideRedactedOf(store, queries, { studyId, ids })
  const decisions = new Map<string, DoseDecisionView>()
  for (const { row, by } of rows) {
    const known = decisions.get(row.decisionId)
    const version = withWords(toVersion(row, by), (text) => hide(row.decisionId, text))
    if (known === undefined) {
      decisions.set(row.decisionId, { id: row.decisionId, ...version, earlier: [] })
    } else known.earlier.push(version)
  }
  return [...decisions.values()].sort(latestFirst)
}

function withWords(
  version: DoseDecisionVersion,
  shown: (text: string) => string,
): DoseDecisionVersion {
  const { members, reason, correction } = version
  return {
    ...version,
    ...{ members: shown(members), reason: shown(reason) },
    correction: correction === null ? null : shown(correction),
  }
}

/**
 * Decisions as people of these sites may read them. What a level came to counts subjects of every site,
 * and the committee's words may name them: who sees some sites alone is shown neither.
 */
export function asSeenAt(
  sites: SiteFilter,
  decisions: readonly DoseDecisionView[],
): DoseDecisionView[] {
  if (sites.kind === 'all') return [...decisions]
  const none = { basis: null, members: '', reason: '', correction: null }
  return decisions.map((one) => ({ ...one, ...none, earlier: [] }))
}

function latestFirst(a: DoseDecisionView, b: DoseDecisionView): number {
  if (a.decidedOn !== b.decidedOn) return a.decidedOn < b.decidedOn ? 1 : -1
  return a.recordedAt < b.recordedAt ? 1 : -1
}

type DecisionRow = Store['t']['doseDecision']['$inferSelect']

function toVersion(row: DecisionRow, recordedBy: string): DoseDecisionVersion {
  const { version, cohort, decision, nextCohort, decidedOn, members, reason, correction } = row
  const { recordedRole, recordedAt } = row
  return {
    ...{ version, cohort, decision, nextCohort, decidedOn, members, reason, correction },
    basis: basisSchema.parse(JSON.parse(row.basis)),
    ...{ recordedBy, recordedRole, recordedAt },
  }
}

async function readDecision(
  store: Pick<Store, 't'>,
  queries: ReadQueries,
  { studyId, id }: { readonly studyId: string; readonly id: string },
): Promise<DoseDecisionView> {
  const found = (await listDecisions(store, queries, { studyId })).find((one) => one.id === id)
  if (found === undefined) throw notFound('dose-decision')
  return found
}

/** A version as it is stored: the trail keeps what was redacted, and hides it where it is read. */
async function storedContent(
  { t: { doseDecision } }: Pick<Store, 't'>,
  queries: ReadQueries,
  { decisionId, version }: { readonly decisionId: string; readonly version: number },
): Promise<DecisionWish> {
  const [row] = await queries
    .select()
    .from(doseDecision)
    .where(and(eq(doseDecision.decisionId, decisionId), eq(doseDecision.version, version)))
  if (row === undefined) throw notFound('dose-decision')
  return contentOf(row)
}

function contentOf(view: DecisionWish): DecisionWish {
  const { cohort, decision, nextCohort, decidedOn, members, reason } = view
  return { cohort, decision, nextCohort, decidedOn, members, reason }
}
