import { and, eq } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { Confirmation, RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { completenessOf } from '../../shared/forms/findings.ts'
import { isEqual } from '../../shared/kernel/is-equal.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import { rowKeyOf } from '../../shared/trial/to-records.ts'
import { recordDraft, type AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import { versionOfRecord } from '../studies/service.ts'
import { firstVersion } from './first-version.ts'
import { parseValues } from './parse-values.ts'
import { checkVisit, expectForm, newRowKey } from './place.ts'
import { storedValues, toRecordView } from './record-view.ts'
import { refuseDecisionByEntry, syncSubject } from './subject-form.ts'
import { aheadOfSave, type EntryParts, type SavePlace } from './save-steps.ts'
import { firstTypedAt, typedAt } from './typed-at.ts'

export interface NewRecord {
  readonly form: string
  readonly visit: string | null
  readonly values: unknown
  readonly typedAgoMs?: number | undefined
  readonly draft?: string | null | undefined
  readonly confirmations?: readonly Confirmation[] | undefined
}

type Remember = (tx: Tx, view: RecordView) => Promise<void>

/** Saves a form for the first time. 409 when its place is taken. */
export async function createRecord(
  parts: EntryParts,
  place: SavePlace,
  input: NewRecord,
  remember: Remember,
): Promise<RecordView> {
  const { store } = parts
  const { pinned, subject, studyId, actor } = place
  const form = formOf(place, input.form)
  checkVisit(form, input.visit)
  const values = parseValues(form, input.values)
  refuseDecisionByEntry(form.key, {}, values.items)
  const id = store.newId()
  try {
    return await unitOfWork(
      store,
      actor,
      async (tx, { at, firstSeq: seq }) => {
        const where = { subjectId: subject.id, form, visit: input.visit, values }
        const row = firstVersion({
          ...{ ...where, id, studyId, definitionVersion: pinned.number, derivation: null },
          rowKey: await newRowKey(store, tx, where),
        })
        await tx.hot.insertRecords([row])
        const audit = await draftsOf(parts, tx, { place, at, seq, before: null, after: row, input })
        const view = viewOf(row, form, { ...place, at })
        await remember(tx, view)
        return { result: view, audit }
      },
      aheadOfSave(parts, place, null),
    )
  } catch (error) {
    if (!store.isUnique(error)) throw error
    const key = [form.key, input.visit ?? '', rowKeyOf(form, values.items, 1, input.visit)].join(
      ' ',
    )
    throw new ProblemError({
      type: 'urn:problem:already-exists',
      status: 409,
      entity: 'record',
      key: key.trim(),
    })
  }
}

export interface RecordChange {
  readonly recordId: string
  readonly version: number
  readonly values: unknown
  readonly reason: string
  readonly typedAgoMs?: number | undefined
  readonly draft?: string | null | undefined
  readonly confirmations?: readonly Confirmation[] | undefined
}

/** Ends a transaction in which nothing had to be changed. */
class NothingChanged extends Error {
  readonly row: RecordRow
  constructor(row: RecordRow) {
    super('nothing changed')
    this.row = row
  }
}

/** Changes a saved record, with the reason. 409 with both versions when it was saved meanwhile. */
export async function amendRecord(
  parts: EntryParts,
  place: SavePlace,
  input: RecordChange,
): Promise<RecordView> {
  const { store } = parts
  const { pinned, actor } = place
  try {
    return await unitOfWork(
      store,
      actor,
      async (tx, { at, firstSeq: seq }) => {
        const before = await expectRecord({ store, tx }, place, {
          ...input,
          submitted: input.values,
        })
        const version = versionOfRecord(pinned, before)
        const form = formOf({ ...place, pinned: version }, before.form)
        const values = parseValues(form, input.values)
        refuseDecisionByEntry(form.key, storedValues(before).items, values.items)
        refuseOtherPlace(form, before, values)
        if (isSame(before, values)) {
          const { confirmations = [] } = input
          const saved = { ...place, record: before, before, at, seq, confirmations }
          const [first, ...more] = confirmations.length > 0 ? await parts.afterSave(tx, saved) : []
          if (first === undefined) throw new NothingChanged(before)
          const { accountId } = actor
          await parts.takeDraft(tx, { accountId, record: before, isNew: false, draft: input.draft })
          return { result: viewOf(before, form, { ...place, at }), audit: [first, ...more] }
        }
        const after: RecordRow = {
          ...before,
          values: JSON.stringify(values),
          version: before.version + 1,
          completeness: completenessOf(form, values),
          definitionVersion: version.number,
        }
        await updateRecord(tx, before, after)
        const audit = await draftsOf(parts, tx, { place, at, seq, before, after, input })
        return { result: viewOf(after, form, { ...place, at }), audit }
      },
      aheadOfSave(parts, place, input.recordId),
    )
  } catch (error) {
    if (!(error instanceof NothingChanged)) throw error
    const { row } = error
    const form = formOf({ ...place, pinned: versionOfRecord(pinned, row) }, row.form)
    const mine = { accountId: actor.accountId, record: row, isNew: false, draft: input.draft }
    await store.write((tx) => parts.takeDraft(tx, mine))
    return viewOf(row, form, { ...place, at: store.now() })
  }
}

export type RecordRemoval = Omit<RecordChange, 'values' | 'confirmations'>

/** Marks a record as removed; its content and its history stay readable. */
export async function removeRecord(
  parts: EntryParts,
  place: SavePlace,
  input: RecordRemoval,
): Promise<RecordView> {
  const { store } = parts
  const { actor, pinned } = place
  return unitOfWork(
    store,
    actor,
    async (tx, { at, firstSeq: seq }) => {
      const before = await expectRecord({ store, tx }, place, { ...input, submitted: null })
      const form = formOf({ ...place, pinned: versionOfRecord(pinned, before) }, before.form)
      if (form.key === SUBJECT_FORM) throw invalidField('', 'entry.subjectFormStays')
      const after: RecordRow = { ...before, version: before.version + 1, removed: true }
      await updateRecord(tx, before, after)
      const audit = await draftsOf(parts, tx, { place, at, seq, before, after, input })
      return { result: viewOf(after, form, { ...place, at }), audit }
    },
    aheadOfSave(parts, place, input.recordId),
  )
}

/** The record as the transaction sees it: the subject's own, present, and at the version read. */
export async function expectRecord(
  { store, tx }: { readonly store: Store; readonly tx: Tx },
  { subject, pinned }: SavePlace,
  expected: { readonly recordId: string; readonly version: number; readonly submitted: unknown },
): Promise<RecordRow> {
  const row = await tx.hot.record(expected.recordId)
  if (row?.subjectId !== subject.id) throw notFound('record')
  if (row.removed) {
    throw new ProblemError({
      type: 'urn:problem:wrong-order',
      status: 409,
      step: 'record.amend',
      requires: ['record.present'],
    })
  }
  if (row.version !== expected.version) {
    const form = versionOfRecord(pinned, row).forms.get(row.form) ?? null
    const { at, by } = await lastChange(store, tx, row)
    const current = toRecordView(row, { form, at, by, today: dayAt(at, subject.timeZone) })
    throw new ProblemError({
      type: 'urn:problem:version-conflict',
      status: 409,
      expected: expected.version,
      current,
      submitted: expected.submitted,
    })
  }
  return row
}

/** Who made a record what it is, and when. */
async function lastChange(
  { t: { auditEntry } }: Store,
  tx: Tx,
  { studyId, updatedSeq }: RecordRow,
): Promise<{ readonly at: string; readonly by: string }> {
  const [entry] = await tx
    .select({ at: auditEntry.at, by: auditEntry.username })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), eq(auditEntry.seq, updatedSeq)))
  if (entry === undefined) throw new Error('A record has no entry of its last change.')
  return entry
}

/** Writes a record's new state over the version it was read at. */
export async function updateRecord(tx: Tx, before: RecordRow, after: RecordRow): Promise<void> {
  const { id, values, completeness, definitionVersion, derivation, removed } = after
  await tx.hot.overwriteRecord({
    id,
    version: before.version,
    values,
    completeness,
    definitionVersion,
    derivation,
    removed,
  })
}

function formOf({ pinned, asInvestigator }: SavePlace, key: string): FormDefinition {
  return expectForm({ forms: pinned.forms, asInvestigator }, key)
}

function refuseOtherPlace(form: FormDefinition, before: RecordRow, values: FormValues): void {
  if (form.rowKey === undefined) return
  const rowKey = rowKeyOf(form, values.items, 1, before.visit)
  if (rowKey !== before.rowKey) {
    throw invalidField(`/values/items/${form.rowKey[0] ?? ''}`, 'entry.placeFixed')
  }
}

function isSame(before: RecordRow, values: FormValues): boolean {
  const text = JSON.stringify(values)
  if (text === before.values) return true
  return text.length === before.values.length && isEqual(storedValues(before), JSON.parse(text))
}

interface Saved {
  readonly place: SavePlace
  readonly at: string
  readonly seq: number
  readonly before: RecordRow | null
  readonly after: RecordRow
  readonly input: {
    readonly reason?: string
    readonly typedAgoMs?: number | undefined
    readonly draft?: string | null | undefined
    readonly confirmations?: readonly Confirmation[] | undefined
  }
}

const ACTS = { create: 'record.create', amend: 'record.amend', remove: 'record.remove' } as const

async function draftsOf(
  parts: EntryParts,
  tx: Tx,
  { place, at, seq, before, after, input }: Saved,
): Promise<[AuditDraft, ...AuditDraft[]]> {
  const kind = before === null ? 'create' : after.removed ? 'remove' : 'amend'
  const { subject, actor } = place
  const { draft: kept } = input
  const mine = { accountId: actor.accountId, record: after, isNew: before === null, draft: kept }
  const typedFirst = await parts.takeDraft(tx, mine)
  const typedNow = input.typedAgoMs === undefined ? null : typedAt(at, input.typedAgoMs)
  const draft = recordDraft({
    act: ACTS[kind],
    before,
    after,
    siteId: subject.siteId,
    reason: input.reason ?? null,
    enteredAt: kind === 'remove' ? null : firstTypedAt(typedFirst, typedNow),
  })
  const drafts: [AuditDraft, ...AuditDraft[]] = [draft]
  if (after.form === SUBJECT_FORM) {
    const { items } = storedValues(after)
    drafts.push(...(await syncSubject(parts.store, tx, { subject, items, act: 'subject.amend' })))
  }
  const { confirmations = [] } = input
  const saved = { ...place, record: after, before, at, seq, confirmations }
  drafts.push(...(await parts.afterSave(tx, saved)))
  return drafts
}

function viewOf(
  row: RecordRow,
  form: FormDefinition,
  { at, actor, subject }: Pick<SavePlace, 'actor' | 'subject'> & { at: string },
): RecordView {
  const today = dayAt(at, subject.timeZone)
  return toRecordView(row, { form, at, by: actor.username, today })
}
