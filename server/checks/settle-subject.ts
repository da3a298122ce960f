import type { Store, Tx } from '../../db/store.ts'
import type { Confirmation } from '../../shared/api/routes/subjects.ts'
import type { FiredCheck } from '../../shared/checks/define.ts'
import { isSame, settleFirings } from '../../shared/checks/settle-firings.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import type { AfterSave, SavePlace } from '../entry/service.ts'
import { systemActor } from '../http/actor.ts'
import { writeStep } from '../queries/service.ts'
import { ask, unsettledQuery } from './asked.ts'
import type { Ending } from './ended-otherwise.ts'
import {
  firingDraft,
  seenOf,
  standingFirings,
  updateFiring,
  wholeFirings,
  type FiringRow,
  type StandingRow,
} from './firings.ts'
import { newFiring, openingOf } from './new-firing.ts'
import { answeredByReason, askedNoLonger, nowValid, timePassed } from './sentences.ts'

type Saved = Parameters<AfterSave>[1]

/** A change after which the checks of a subject are evaluated. */
export type CheckedChange = Pick<
  Saved,
  'actor' | 'studyId' | 'subject' | 'at' | 'confirmations'
> & {
  /** The record that was saved; null: none was. */
  readonly record: Pick<Saved['record'], 'id' | 'form' | 'visit' | 'rowKey'> | null
}

/** One change under way: where, by whom, and the program as who notes what follows by rule. */
interface Settling {
  readonly store: Store
  readonly tx: Tx
  readonly saved: CheckedChange
  readonly program: Actor
  readonly at: string
}

/** Of firings that fire no longer, those which another thing ended than a correction, and what. */
export type EndingsOf = (
  ended: readonly FiringRow[],
) => Promise<ReadonlyMap<string, Exclude<Ending, 'correction'>>>

/** What becomes of a subject's firings when these are what fires now. */
export async function settle(
  { store, tx, saved }: Pick<Settling, 'store' | 'tx' | 'saved'>,
  fired: readonly FiredCheck[],
  endingsOf: EndingsOf,
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
  const program = systemActor({ part: 'edit-checks', studyId })
  const settling = { store, tx, saved, program, at: saved.at }
  const confirmed = confirmedOf(saved, changes.kept)
  const moved = [
    ...changes.corrected,
    ...changes.superseded.map((one) => one.standing),
    ...confirmed,
  ]
  const whole = await wholeOf(settling, moved)
  const drafts: AuditDraft[] = unmetDrafts(settling, fired)
  const ended = changes.corrected.map(whole)
  const otherwise = await endingsOf(ended)
  for (const row of ended) {
    drafts.push(...(await end(settling, row, ENDS[otherwise.get(row.id) ?? 'correction'])))
  }
  for (const { standing: one, fired: now } of changes.superseded) {
    drafts.push(...(await supersede(settling, whole(one), now)))
  }
  for (const one of confirmed) {
    drafts.push(...(await confirmFiring(settling, whole(one), one.reason)))
  }
  for (const one of changes.fresh) drafts.push(...(await fire(settling, one)))
  return drafts
}

interface Standing {
  readonly row: StandingRow
}

/** Open firings for which the person gave a reason at this save. */
function confirmedOf(
  saved: CheckedChange,
  kept: readonly { readonly standing: Standing; readonly fired: FiredCheck }[],
): readonly (Standing & { readonly reason: string })[] {
  return kept.flatMap(({ standing: { row }, fired }) => {
    const said = row.state === 'open' ? confirmationOf(saved, fired) : null
    return said === null ? [] : [{ row, reason: said.reason }]
  })
}

/** Reads the rest of the firings of which something becomes: of most nothing does. */
async function wholeOf(
  { store, tx }: Pick<Settling, 'store' | 'tx'>,
  moved: readonly Standing[],
): Promise<(one: Standing) => FiringRow> {
  const rows = moved.map(({ row }) => row)
  const known = await wholeFirings(store, tx, rows)
  return ({ row: { id } }) => {
    const found = known.get(id)
    if (found === undefined) throw new Error('A firing that stands is gone.')
    return found
  }
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

/** Entries for reasons that speak of nothing that fires: whoever gave them finds them in the trail. */
function unmetDrafts(
  { store, saved }: Pick<Settling, 'store' | 'saved'>,
  fired: readonly FiredCheck[],
): AuditDraft[] {
  const { confirmations, record, subject } = saved
  if (record === null) return []
  const met = new Set(fired.map((one) => confirmationOf(saved, one)))
  const { form, visit, rowKey } = record
  return confirmations
    .filter((one) => !met.has(one))
    .map(({ check: checkKey, item, groupRow, compared, reason }) => ({
      ...{ act: 'check.unmet', entity: 'checkFiring', entityId: store.newId() },
      ...{ subjectId: subject.id, siteId: subject.siteId, form, visit, rowKey },
      before: null,
      after: { recordId: record.id, item, groupRow, checkKey, compared },
      reason,
    }))
}

/**
 * A new firing, with the query that asks for it unless a reason came with it. One that was asked here
 * before and stands goes on.
 */
async function fire(settling: Settling, fired: FiredCheck): Promise<readonly AuditDraft[]> {
  const { store, tx, saved, program } = settling
  const firing = { ...saved, store }
  const open = newFiring(firing, fired)
  const said = confirmationOf(saved, fired)
  const drafts: AuditDraft[] = []
  let asked = await unsettledQuery(settling, open)
  if (fired.severity === 'warning' && (asked !== null || said === null)) {
    const opened = await ask(settling, openingOf(firing, fired))
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

const ENDS: Readonly<Record<Ending, End>> = {
  correction: { act: 'check.correct', state: 'corrected', said: nowValid },
  /** The data did not end it, but an amendment that withdrew the check or changed it. */
  amendment: { act: 'check.lapse', state: 'superseded', said: askedNoLonger },
  /** Nor an amendment, but the day it is now, or a laboratory range. */
  time: { act: 'check.expire', state: 'superseded', said: timePassed },
}

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
  const superseded = firingDraft('check.supersede', program, { before: row, after })
  return [superseded, ...(await fire(settling, now))]
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
