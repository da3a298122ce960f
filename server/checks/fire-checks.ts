import { eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { Confirmation } from '../../shared/api/routes/subjects.ts'
import type { FiredCheck } from '../../shared/checks/define.ts'
import { evaluateChecks } from '../../shared/checks/evaluate.ts'
import { isSame, settleFirings } from '../../shared/checks/settle-firings.ts'
import type { Families } from '../../shared/families.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import { needsRanges } from '../../shared/laboratory/row-limits.ts'
import { isSettled } from '../../shared/queries/states.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import type { AfterSave, SavePlace } from '../entry/service.ts'
import { systemActor } from '../http/actor.ts'
import { laboratoriesOfSite } from '../laboratories/service.ts'
import { writeOpening, writeStep, type QueryRow } from '../queries/service.ts'
import { recordsOfSubject } from '../subjects/service.ts'
import { endedByDefinition } from './ended-by-definition.ts'
import { firingDraft, seenOf, standingFirings, updateFiring, type FiringRow } from './firings.ts'
import { createKnownSubjects, type KnownSubjects } from './known-subjects.ts'
import { newFiring, openingOf } from './new-firing.ts'
import { answeredByReason, askedNoLonger, firesStill, nowValid } from './sentences.ts'

export interface CheckParts {
  readonly store: Store
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
}

type Saved = Parameters<AfterSave>[1]

/** A change after which the checks of a subject are evaluated. */
export type CheckedChange = Pick<
  Saved,
  'actor' | 'studyId' | 'subject' | 'at' | 'confirmations'
> & {
  /** The record that was saved; null: none was. */
  readonly record: Pick<Saved['record'], 'id'> | null
}

/** One change under way: where, by whom, and the program as who notes what follows by rule. */
interface Settling {
  readonly store: Store
  readonly tx: Tx
  readonly saved: CheckedChange
  readonly program: Actor
}

/**
 * Follows a saved record: every check of the subject is evaluated on what is stored now. What fires
 * anew is kept with the values it compared, confirmed where the person said why, and else asked as a
 * query by the program. What no longer fires is corrected, or lapsed by an amendment, and its query
 * closes itself and says so.
 */
export function fireChecks({ store, families }: CheckParts): AfterSave {
  const knownSubjects = createKnownSubjects()
  return async (tx, saved) => {
    const fired = await firedNow(tx, { store, families, knownSubjects }, saved)
    return settle({ store, tx, saved }, fired, (ended) =>
      endedByDefinition(tx, { store, families }, { saved, ended }),
    )
  }
}

/** What becomes of a subject's firings when these are what fires now. */
export async function settle(
  { store, tx, saved }: Omit<Settling, 'program'>,
  fired: readonly FiredCheck[],
  lapsedOf: (ended: readonly FiringRow[]) => Promise<ReadonlySet<string>>,
): Promise<readonly AuditDraft[]> {
  const { studyId, subject } = saved
  const rows = await standingFirings(store, tx, subject.id)
  const standing = rows.map((row) => ({
    row,
    check: row.checkKey,
    place: row.place,
    compared: seenOf(row).values,
  }))
  const changes = settleFirings(standing, fired)
  const settling = { store, tx, saved, program: systemActor({ part: 'edit-checks', studyId }) }
  const drafts: AuditDraft[] = []
  const ended = changes.corrected.map(({ row }) => row)
  const lapsed = await lapsedOf(ended)
  for (const row of ended) {
    drafts.push(...(await end(settling, row, lapsed.has(row.id) ? LAPSED : CORRECTED)))
  }
  for (const { standing: one, fired: now } of changes.superseded) {
    drafts.push(...(await supersede(settling, one.row, now)))
  }
  for (const { standing: one, fired: now } of changes.kept) {
    const said = confirmationOf(saved, now)
    if (one.row.state !== 'open' || said === null) continue
    drafts.push(...(await confirmFiring(settling, one.row, said.reason)))
  }
  for (const one of changes.fresh) drafts.push(...(await fire(settling, one, null)))
  return drafts
}

async function firedNow(
  tx: Tx,
  { store, families, knownSubjects }: CheckParts & { readonly knownSubjects: KnownSubjects },
  { studyId, subject, pinned, at }: Saved,
): Promise<readonly FiredCheck[]> {
  const rows = await recordsOfSubject(store, tx, subject.id)
  const { records, memory } = knownSubjects(subject.id, rows)
  const { subjid, siteId, timeZone } = subject
  const laboratories = needsRanges(records)
    ? await laboratoriesOfSite(store, tx, { studyId, siteId })
    : []
  const input = { subjid, records, today: dayAt(at, timeZone), laboratories }
  return evaluateChecks(pinned.definition, input, families, memory)
}

/** The person's confirmation of what fires on the form saved, for the very values it compares. */
function confirmationOf(
  { confirmations, record }: CheckedChange,
  { check, place, compared, recordId }: FiredCheck,
): Confirmation | null {
  if (recordId !== record?.id) return null
  const said = confirmations.find(
    (one) =>
      one.check === check &&
      one.item === place.item &&
      one.groupRow === place.groupRow &&
      isSame(one.compared, compared),
  )
  return said ?? null
}

/** A new firing, with the query that asks for it unless a reason came with it. */
async function fire(
  settling: Settling,
  fired: FiredCheck,
  query: QueryRow | null,
): Promise<readonly AuditDraft[]> {
  const { store, tx, saved, program } = settling
  const firing = { ...saved, store }
  const open = newFiring(firing, fired)
  const said = confirmationOf(saved, fired)
  const drafts: AuditDraft[] = []
  let asked = query
  if (said === null && asked === null && fired.severity === 'warning') {
    const writing = { store, tx, actor: program, at: saved.at }
    const opened = await writeOpening(writing, openingOf(firing, fired))
    asked = opened.row
    drafts.push(opened.draft)
  }
  const row: FiringRow = { ...open, queryId: asked?.id ?? null }
  await tx.insert(store.t.checkFiring).values(row)
  drafts.unshift(firingDraft('check.fire', program, { before: null, after: row }))
  if (said !== null) drafts.push(...(await confirmFiring(settling, row, said.reason)))
  return drafts
}

interface End {
  readonly act: string
  readonly state: FiringRow['state']
  /** What the program says in its query. */
  readonly said: () => Bilingual
}

const CORRECTED: End = { act: 'check.correct', state: 'corrected', said: nowValid }
/** The data did not end it, but an amendment that withdrew the check or changed it. */
const LAPSED: End = { act: 'check.lapse', state: 'superseded', said: askedNoLonger }

/** Fires no longer. */
async function end(
  settling: Settling,
  row: FiringRow,
  { act, state, said }: End,
): Promise<readonly AuditDraft[]> {
  const { saved, program } = settling
  const after: FiringRow = {
    ...row,
    state,
    settledBy: saved.actor.accountId,
    settledAt: saved.at,
    version: row.version + 1,
  }
  await updateFiring(settling.store, settling.tx, after)
  const drafts = [firingDraft(act, program, { before: row, after })]
  const query = await unsettledQuery(settling, row)
  if (query === null) return drafts
  const { store, tx } = settling
  const step = { act: 'close', state: 'closed', text: null, said: said() } as const
  return [...drafts, await writeStep({ store, tx, actor: program, at: saved.at }, query, step)]
}

/** Fires on other values than before: a former confirmation does not speak of these. */
async function supersede(
  settling: Settling,
  row: FiringRow,
  now: FiredCheck,
): Promise<readonly AuditDraft[]> {
  const { store, tx, saved, program } = settling
  const after: FiringRow = {
    ...row,
    state: 'superseded',
    settledBy: saved.actor.accountId,
    settledAt: saved.at,
    version: row.version + 1,
  }
  await updateFiring(store, tx, after)
  const drafts = [firingDraft('check.supersede', program, { before: row, after })]
  const query = row.state === 'open' ? await unsettledQuery(settling, row) : null
  if (query !== null) {
    const { state } = query
    const step = { act: 'comment', state, text: null, said: firesStill(now.message) } as const
    drafts.push(await writeStep({ store, tx, actor: program, at: saved.at }, query, step))
  }
  return [...drafts, ...(await fire(settling, now, query))]
}

async function unsettledQuery(
  { store, tx }: Pick<Settling, 'store' | 'tx'>,
  { queryId }: FiringRow,
): Promise<QueryRow | null> {
  if (queryId === null) return null
  const { query } = store.t
  const [row] = await tx.select().from(query).where(eq(query.id, queryId))
  return row === undefined || isSettled(row.state) ? null : row
}

type Confirming = Pick<Settling, 'store' | 'tx' | 'program'> & {
  readonly saved: Pick<SavePlace, 'actor'> & { readonly at: string }
}

const SAME_MINUTE_MS = 60_000

/**
 * Confirms an open firing. Its query, if any, is answered with the reason; within a minute of its
 * opening it is cancelled instead, so that nobody reviews what was settled at once.
 */
export async function confirmFiring(
  confirming: Confirming,
  row: FiringRow,
  reason: string,
): Promise<readonly AuditDraft[]> {
  const { store, tx, saved, program } = confirming
  const { actor, at } = saved
  const after: FiringRow = {
    ...row,
    state: 'confirmed',
    reason,
    settledBy: actor.accountId,
    settledAt: at,
    version: row.version + 1,
  }
  await updateFiring(store, tx, after)
  const drafts = [firingDraft('check.confirm', actor, { before: row, after })]
  const query = await unsettledQuery(confirming, row)
  if (query === null) return drafts
  const atOnce = Date.parse(at) - Date.parse(query.openedAt) <= SAME_MINUTE_MS
  if (atOnce && query.state === 'open') {
    const step = {
      act: 'cancel',
      state: 'cancelled',
      text: null,
      said: answeredByReason(),
    } as const
    drafts.push(await writeStep({ store, tx, actor: program, at }, query, step))
  } else if (query.state === 'open' || query.state === 'reopened') {
    const step = { act: 'answer', state: 'answered', text: reason, said: null } as const
    drafts.push(await writeStep({ store, tx, actor, at }, query, step))
  }
  return drafts
}
