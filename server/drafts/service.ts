import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { Tables } from '../../db/tables.ts'
import type { BodyOf, ResponseOf } from '../../shared/api/define.ts'
import {
  DRAFT_LIMIT_BYTES,
  type DraftView,
  type listMyDrafts,
  DECISION_PART,
  type putDraft as putDraftRoute,
} from '../../shared/api/routes/drafts.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import {
  checkVisit,
  expectForm,
  firstTypedAt,
  isReviewForm,
  refuseOtherOwner,
  storedValues,
  typedAt,
  type TakeDraft,
} from '../entry/service.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { PinnedDefinition } from '../studies/service.ts'

type DraftRow = Tables['draft']['$inferSelect']
type DraftInput = BodyOf<typeof putDraftRoute>

/** Whose drafts, for which subject: nobody reaches those of another account. */
export interface Owner {
  readonly accountId: string
  readonly subjectId: string
}

interface Writer extends Owner {
  readonly pinned: PinnedDefinition
  /** Whether the account may fill the investigator's forms at the subject's site. */
  readonly asInvestigator: boolean
}

/**
 * Keeps typing in place of the account's earlier draft of the same form; the same typing again changes
 * nothing. 409 with the stored draft when that is another one than `input.replaces` names: two
 * windows of one person do not overwrite each other. 413 above the limit.
 */
export async function putDraft(
  store: Store,
  writer: Writer,
  input: DraftInput,
): Promise<DraftView> {
  checkVisit(expectDraftForm(writer, input), input.visit)
  const values = JSON.stringify(input.values)
  if (Buffer.byteLength(values) > DRAFT_LIMIT_BYTES) {
    const limitBytes = DRAFT_LIMIT_BYTES
    throw new ProblemError({ type: 'urn:problem:too-large', status: 413, limitBytes })
  }
  const keep = (): Promise<DraftView | null> =>
    store.write((tx) => keepInside(store, tx, { writer, input, values }))
  for (let attempt = 1; attempt < MOST_TRIES; attempt += 1) {
    try {
      const kept = await keep()
      if (kept !== null) return kept
    } catch (error) {
      // The same place was filled at the same moment: it is seen now.
      if (!store.isUnique(error)) throw error
    }
  }
  const kept = await keep()
  if (kept === null) throw new Error('A draft was changed again and again while it was kept.')
  return kept
}

/** Each try after the first meets what another window did to the draft meanwhile. */
const MOST_TRIES = 5

interface Keeping {
  readonly writer: Writer
  readonly input: DraftInput
  readonly values: string
}

/** Null: the draft that it goes on from was saved or thrown away at the same moment. */
async function keepInside(
  store: Store,
  tx: Tx,
  { writer, input, values }: Keeping,
): Promise<DraftView | null> {
  const { draft } = store.t
  const rowKey = await rowKeyOf(tx, writer, input)
  const place = { accountId: writer.accountId, subjectId: writer.subjectId, rowKey }
  const where = placeIs(store, { ...place, form: input.form, visit: input.visit })
  const [earlier] = await tx.select().from(draft).where(where)
  const savedAt = store.now()
  const content = {
    recordId: input.record,
    baseVersion: input.baseVersion,
    values,
    enteredAt: firstTypedAt(earlier?.enteredAt ?? null, typedAt(savedAt, input.typedAgoMs)),
    savedAt,
  }
  if (earlier === undefined) {
    const { form, visit } = input
    const row: DraftRow = { id: store.newId(), ...place, form, visit, ...content }
    await tx.insert(draft).values(row)
    return toView(row)
  }
  if (canonicalJson(storedValues(earlier)) === canonicalJson(input.values)) return toView(earlier)
  if (earlier.savedAt !== input.replaces) throw otherDraft(earlier, input)
  const asRead = and(eq(draft.id, earlier.id), eq(draft.savedAt, earlier.savedAt))
  const [changed] = await tx.update(draft).set(content).where(asRead).returning({ id: draft.id })
  return changed === undefined ? null : toView({ ...earlier, ...content })
}

/**
 * The form that is typed in. A review and the decision on enrolment are no saves of their forms: their
 * drafts name the part, and nothing else does.
 */
function expectDraftForm(writer: Writer, { form: key, part }: DraftInput): FormDefinition {
  const form = writer.pinned.forms.get(key)
  if (form !== undefined && isReviewForm(form)) {
    refuseOtherOwner(form, writer.asInvestigator)
    const isUsed = writer.pinned.definition.criteria.some((one) => one.key === part)
    if (!isUsed) throw invalidField('/part', 'entry.unknownPart')
    return form
  }
  if (part !== '' && (key !== SUBJECT_FORM || part !== DECISION_PART)) {
    throw invalidField('/part', 'entry.unknownPart')
  }
  return expectForm({ ...writer, forms: writer.pinned.forms }, key)
}

/** What tells the draft's place from others of its form: its part, or that of the record it changes. */
async function rowKeyOf(tx: Tx, { subjectId }: Owner, input: DraftInput): Promise<string> {
  if (input.record === null) return input.part
  const row = await tx.hot.record(input.record)
  const isHere = row?.subjectId === subjectId
  if (!isHere || row.form !== input.form || row.visit !== input.visit) throw notFound('record')
  if (row.removed) {
    const requires = ['record.present']
    const step = 'record.amend'
    throw new ProblemError({ type: 'urn:problem:wrong-order', status: 409, step, requires })
  }
  if (input.part !== '' && input.part !== row.rowKey) throw notFound('record')
  return row.rowKey
}

function otherDraft(earlier: DraftRow, input: DraftInput): ProblemError {
  return new ProblemError({
    type: 'urn:problem:version-conflict',
    status: 409,
    expected: input.baseVersion ?? 0,
    current: toView(earlier),
    submitted: input.values,
  })
}

/** The account's drafts for one subject, the latest first. */
export async function listDrafts(store: Store, owner: Owner): Promise<readonly DraftView[]> {
  const { draft } = store.t
  const rows = await store.read
    .select()
    .from(draft)
    .where(ownedBy(store, owner))
    .orderBy(desc(draft.savedAt), desc(draft.id))
  return rows.map(toView)
}

/** One draft of the account; the 404 for those of others. */
export async function getDraft(store: Store, owner: Owner, id: string): Promise<DraftView> {
  const { draft } = store.t
  const [row] = await store.read
    .select()
    .from(draft)
    .where(and(ownedBy(store, owner), eq(draft.id, id)))
  if (row === undefined) throw notFound('draft')
  return toView(row)
}

/**
 * Throws a draft of the account away, as it is or only as it was saved then: what another window has typed
 * since stays. 404 where there is none, and for those of others.
 */
export async function discardDraft(
  store: Store,
  owner: Owner,
  { id, savedAt }: { readonly id: string; readonly savedAt?: string | undefined },
): Promise<void> {
  const { draft } = store.t
  const asSaved = savedAt === undefined ? undefined : eq(draft.savedAt, savedAt)
  const gone = await store.write((tx) =>
    tx
      .delete(store.t.draft)
      .where(and(ownedBy(store, owner), eq(draft.id, id), asSaved))
      .returning({ id: draft.id }),
  )
  if (gone.length === 0) throw notFound('draft')
}

type DraftPlaceView = ResponseOf<typeof listMyDrafts>['drafts'][number]

/** Where the account's drafts lie in a study, at sites where it may still write. */
export async function listDraftPlaces(
  store: Store,
  of: { readonly accountId: string; readonly studyId: string; readonly sites: SiteFilter },
): Promise<readonly DraftPlaceView[]> {
  const { draft, subject } = store.t
  const { sites } = of
  const rows = await store.read
    .select({ draft, subjid: subject.subjid })
    .from(draft)
    .innerJoin(subject, eq(subject.id, draft.subjectId))
    .where(
      and(
        eq(draft.accountId, of.accountId),
        eq(subject.studyId, of.studyId),
        sites.kind === 'all' ? undefined : inArray(subject.siteId, [...sites.ids]),
      ),
    )
    .orderBy(desc(draft.savedAt), desc(draft.id))
  return rows.map(({ draft: row, subjid }) => {
    const { id, form, visit, record, part, baseVersion, enteredAt, savedAt } = toView(row)
    return { id, form, visit, record, part, baseVersion, enteredAt, savedAt, subjid }
  })
}

/**
 * What a save does with the saver's draft of the same form: it goes, in the save's own transaction. One
 * that another window keeps is none of it and stays.
 */
export function takeDraft(store: Store): TakeDraft {
  const take: OnlyTaking = async (tx, { accountId, record, isNew, draft: savedAt }) => {
    if (accountId === null) return null
    const { subjectId, form, visit } = record
    const place = { accountId, subjectId, form, visit, rowKey: isNew ? '' : record.rowKey }
    const kept = await tx.hot.rows(store.t.draft, { accountId, subjectId }, PLACE)
    const here = kept.find((one) => isAt(one, place))
    if (here === undefined || (savedAt !== undefined && here.savedAt !== savedAt)) return null
    const [gone] = await tx
      .delete(store.t.draft)
      .where(and(placeIs(store, place), eq(store.t.draft.savedAt, here.savedAt)))
      .returning({ enteredAt: store.t.draft.enteredAt })
    return gone?.enteredAt ?? null
  }
  const ahead: TakeDraft['ahead'] = (reads, { accountId, subjectId }) => {
    if (accountId !== null) reads.rows(store.t.draft, { accountId, subjectId }, PLACE)
  }
  return Object.assign(take, { ahead })
}

type OnlyTaking = (...given: Parameters<TakeDraft>) => ReturnType<TakeDraft>

/** What is read of the saver's drafts of a subject: where they are, and when each was saved. */
const PLACE = ['form', 'visit', 'rowKey', 'savedAt'] as const

function isAt(
  draft: Pick<DraftRow, 'form' | 'visit' | 'rowKey'>,
  { form, visit, rowKey }: DraftPlace,
): boolean {
  return draft.form === form && draft.visit === visit && draft.rowKey === rowKey
}

type DraftPlace = Owner & Pick<RecordRow, 'form' | 'visit' | 'rowKey'>

function placeIs({ t: { draft } }: Store, place: DraftPlace) {
  return and(
    eq(draft.accountId, place.accountId),
    eq(draft.subjectId, place.subjectId),
    eq(draft.form, place.form),
    place.visit === null ? isNull(draft.visit) : eq(draft.visit, place.visit),
    eq(draft.rowKey, place.rowKey),
  )
}

function ownedBy({ t: { draft } }: Store, { accountId, subjectId }: Owner) {
  return and(eq(draft.accountId, accountId), eq(draft.subjectId, subjectId))
}

function toView(row: DraftRow): DraftView {
  const { id, form, visit, recordId: record, baseVersion, savedAt } = row
  const { items, rows } = storedValues(row)
  return {
    id,
    form,
    visit,
    record,
    part: row.rowKey,
    baseVersion,
    values: { items: { ...items }, rows: rows.map((line) => ({ ...line })) },
    enteredAt: row.enteredAt ?? savedAt,
    savedAt,
  }
}
