import { and, eq } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { ReadQueries, Store, Tx } from '../../db/store.ts'
import type { CodingView } from '../../shared/api/routes/coding.ts'
import { codedItemsOf } from '../../shared/coding/coded-items.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { storedValues, type AfterSave, type AheadOfSave } from '../entry/service.ts'
import { systemActor } from '../http/actor.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import { loadCodings } from './list-coding.ts'
import { expectDictionary, termOf } from './terms.ts'

export { dictionariesAsOf, releasesText, type LoadedRelease } from './dictionaries-as-of.ts'
export { openAnswers } from './list-coding.ts'

type CodingRow = Store['t']['coding']['$inferSelect']

/** Who codes where. */
export interface CodingPlace {
  readonly actor: Actor
  readonly studyId: string
  readonly sites: SiteFilter
}

interface Proposal {
  readonly record: string
  readonly item: string
  /** The answer as it was read. */
  readonly verbatim: string
  readonly dictionary: string
  readonly code: string
}

/** Proposes the term of an answer. 409 when it is coded already, or was changed since it was read. */
export async function proposeCoding(
  store: Store,
  place: CodingPlace,
  wish: Proposal,
): Promise<CodingView> {
  const { actor, studyId } = place
  const id = store.newId()
  const codedBy = personOf(actor)
  await unitOfWork(store, actor, async (tx, { at }) => {
    const { record, siteId } = await expectAnswer(store, tx, place, wish)
    const dictionary = await expectDictionary(store, tx, { studyId, id: wish.dictionary })
    const coded = codedItemsOf(record.form).find(({ item }) => item === wish.item)
    if (coded?.kind !== dictionary.kind) throw invalidField('/item', 'coding.notCoded')
    if (!dictionary.current) throw refused('coding.propose', 'dictionary.current')
    const term = await termOf(store, tx, { dictionaryId: dictionary.id, code: wish.code })
    if (term?.current !== true) throw invalidField('/code', 'coding.noSuchTerm')
    const standing = await standingOf(store, tx, record.id)
    if (standing.some((one) => isSamePlace(one, wish))) {
      throw refused('coding.propose', 'coding.absent')
    }
    const row: CodingRow = {
      ...{ id, studyId, subjectId: record.subjectId, recordId: record.id },
      ...{ item: wish.item, verbatim: wish.verbatim, dictionaryId: dictionary.id },
      ...{ level: term.level, code: term.code, term: term.name, path: term.parents },
      ...{ state: 'proposed', codedBy, codedAt: at, approvedBy: null, approvedAt: null },
      version: 1,
    }
    await tx.insert(store.t.coding).values(row)
    return { result: null, audit: [draftOf(row, record, { act: 'coding.propose', siteId })] }
  })
  return viewOf(store, store.read, id)
}

function personOf({ accountId }: Actor): string {
  if (accountId === null) throw new Error('The program does not code.')
  return accountId
}

function isSamePlace(row: CodingRow, { item, dictionary }: Proposal): boolean {
  return row.item === item && row.dictionaryId === dictionary
}

function refused(step: string, requirement: string): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step,
    requires: [requirement],
  })
}

/** The record of an answer, at a site of the coder, with the answer as it was read. */
async function expectAnswer(
  store: Store,
  tx: Tx,
  place: CodingPlace,
  { record: recordId, item, verbatim }: Proposal,
): Promise<{ readonly record: RecordRow; readonly siteId: string }> {
  const found = await findRecord(store, tx, place, recordId)
  if (found === null || found.record.removed) throw notFound('record')
  const now = storedValues(found.record).items[item] ?? ''
  if (now === '' || now !== verbatim) throw refused('coding.propose', 'verbatim.unchanged')
  return found
}

async function findRecord(
  { t: { subject } }: Store,
  tx: Tx,
  { studyId, sites }: CodingPlace,
  recordId: string,
): Promise<{ readonly record: RecordRow; readonly siteId: string } | null> {
  const record = await tx.hot.record(recordId)
  if (record?.studyId !== studyId) return null
  const [row] = await tx
    .select({ siteId: subject.siteId })
    .from(subject)
    .where(eq(subject.id, record.subjectId))
  return row === undefined || !includesSite(sites, row.siteId)
    ? null
    : { record, siteId: row.siteId }
}

async function standingOf(
  { t: { coding } }: Store,
  tx: Tx,
  recordId: string,
): Promise<readonly CodingRow[]> {
  const rows = await tx.hot.rows(coding, { recordId })
  return rows.filter(({ state }) => state !== 'withdrawn')
}

interface CodingChange {
  readonly codingId: string
  readonly version: number
}

/** Approves a proposed coding. */
export async function approveCoding(
  store: Store,
  place: CodingPlace,
  wish: CodingChange,
): Promise<CodingView> {
  return changeCoding(store, place, wish, (row, at) => {
    if (row.state !== 'proposed') throw refused('coding.approve', 'coding.proposed')
    return {
      act: 'coding.approve',
      reason: null,
      after: { ...row, state: 'approved', approvedBy: personOf(place.actor), approvedAt: at },
    }
  })
}

/** Withdraws a standing coding, with the reason; the answer can then be coded anew. */
export async function withdrawCoding(
  store: Store,
  place: CodingPlace,
  wish: CodingChange & { readonly reason: string },
): Promise<CodingView> {
  return changeCoding(store, place, wish, (row) => {
    if (row.state === 'withdrawn') throw refused('coding.withdraw', 'coding.standing')
    return { act: 'coding.withdraw', reason: wish.reason, after: withdrawn(row) }
  })
}

/** Approval belongs to a standing coding: who had approved stays in the trail. */
function withdrawn(row: CodingRow): CodingRow {
  return { ...row, state: 'withdrawn', approvedBy: null, approvedAt: null }
}

interface Changed {
  readonly act: string
  readonly reason: string | null
  readonly after: CodingRow
}

async function changeCoding(
  store: Store,
  place: CodingPlace,
  { codingId, version }: CodingChange,
  change: (row: CodingRow, at: string) => Changed,
): Promise<CodingView> {
  const { coding } = store.t
  await unitOfWork(store, place.actor, async (tx, { at }) => {
    const [before] = await tx.select().from(coding).where(eq(coding.id, codingId))
    const found = before === undefined ? null : await findRecord(store, tx, place, before.recordId)
    if (before === undefined || found === null) throw notFound('coding')
    if (before.version !== version) throw await conflict(store, tx, before, version)
    const { act, reason, after } = change(before, at)
    await write(store, tx, after)
    const { record, siteId } = found
    return { result: null, audit: [{ ...draftOf(after, record, { act, siteId, before }), reason }] }
  })
  return viewOf(store, store.read, codingId)
}

async function conflict(
  store: Store,
  tx: Tx,
  row: CodingRow,
  expected: number,
): Promise<ProblemError> {
  return new ProblemError({
    type: 'urn:problem:version-conflict',
    status: 409,
    expected,
    current: await viewOf(store, tx, row.id),
    submitted: null,
  })
}

async function write({ t: { coding } }: Store, tx: Tx, row: CodingRow): Promise<void> {
  const { state, approvedBy, approvedAt } = row
  await tx
    .update(coding)
    .set({ state, approvedBy, approvedAt, version: row.version + 1 })
    .where(and(eq(coding.id, row.id), eq(coding.version, row.version)))
}

async function viewOf(store: Store, queries: ReadQueries, id: string): Promise<CodingView> {
  const [found] = await loadCodings(store, queries, and(eq(store.t.coding.id, id)))
  if (found === undefined) throw notFound('coding')
  return found.view
}

/**
 * Follows a saved record: a coding whose answer was changed or removed is withdrawn in the same
 * transaction, with an entry of its own by the program; the new answer waits to be coded.
 */
export function withdrawChangedCodings(store: Store): AfterSave {
  const withdraw: AfterSave = async (tx, { record, before, subject, studyId }) => {
    if (before === null || codedItemsOf(record.form).length === 0) return []
    const { items } = storedValues(record)
    const drafts: AuditDraft[] = []
    for (const row of await standingOf(store, tx, record.id)) {
      if (!record.removed && items[row.item] === row.verbatim) continue
      const after = withdrawn(row)
      await write(store, tx, after)
      const act = { act: 'coding.reset', siteId: subject.siteId, before: row }
      drafts.push({
        ...draftOf(after, record, act),
        by: systemActor({ part: 'coding', studyId }),
      })
    }
    return drafts
  }
  const ahead: AheadOfSave = (reads, { recordId }) => {
    if (recordId !== null) reads.rows(store.t.coding, { recordId })
  }
  return Object.assign(withdraw, { ahead })
}

interface Act {
  readonly act: string
  readonly siteId: string
  readonly before?: CodingRow
}

function draftOf(row: CodingRow, record: RecordRow, { act, siteId, before }: Act): AuditDraft {
  return {
    act,
    entity: 'coding',
    entityId: row.id,
    ...{ subjectId: row.subjectId, siteId },
    ...{ visit: record.visit, form: record.form, rowKey: record.rowKey },
    before: before === undefined ? null : contentOf(before),
    after: contentOf(row),
  }
}

function contentOf(row: CodingRow): object {
  const { recordId, item, verbatim, dictionaryId, code, term, state } = row
  return { recordId, item, verbatim, dictionaryId, code, term, state }
}
