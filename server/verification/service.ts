import { and, asc, eq } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { VerificationView } from '../../shared/api/routes/verification.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { verifiedContent, type ValuePlace } from '../../shared/forms/verified-content.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { sha256 } from '../audit/hash.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import {
  expectRecord,
  storedValues,
  type AfterSave,
  type AheadOfSave,
  type SavePlace,
} from '../entry/service.ts'
import { systemActor } from '../http/actor.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import { versionOfRecord } from '../studies/service.ts'

type VerificationRow = Store['t']['verification']['$inferSelect']

/** Verifications of one subject with who made them, in the order they were made. */
export async function listVerifications(
  store: Store,
  subjectId: string,
): Promise<VerificationView[]> {
  const { verification, account } = store.t
  const rows = await store.read
    .select({ verification, by: account.username })
    .from(verification)
    .innerJoin(account, eq(account.id, verification.verifiedBy))
    .where(eq(verification.subjectId, subjectId))
    .orderBy(asc(verification.verifiedAt), asc(verification.item), asc(verification.groupRow))
  return rows.map(({ verification: row, by }) => toView(row, by))
}

function toView(row: VerificationRow, verifiedBy: string): VerificationView {
  const { id, recordId, item, groupRow, state, recordVersion, verifiedAt } = row
  return {
    id,
    record: recordId,
    item: item ?? '',
    groupRow: groupRow ?? '',
    state,
    recordVersion,
    verifiedBy,
    verifiedAt,
  }
}

export interface VerifyWish {
  readonly recordId: string
  /** The version that was compared with the source. */
  readonly version: number
  readonly parts: readonly ValuePlace[]
}

/** Marks parts of a saved form as verified. A part that already stands is left as it is. */
export async function verifyRecord(
  store: Store,
  place: SavePlace,
  wish: VerifyWish,
): Promise<VerificationView[]> {
  const { actor, subject } = place
  const { accountId } = actor
  if (accountId === null) throw new Error('The program does not verify.')
  await unitOfWork(store, actor, async (tx, { at }) => {
    const record = await expectRecord({ store, tx }, place, { ...wish, submitted: null })
    const form = versionOfRecord(place.pinned, record).forms.get(record.form)
    if (form === undefined) throw notFound('record')
    const standing = await standingOf(store, tx, record.id)
    const rows = wish.parts
      .filter(
        (part, index) => !standing.some((one) => isAt(one, part)) && isFirst(part, index, wish),
      )
      .map((part, index) =>
        newRow(
          store,
          { form, record, part, pointer: `/parts/${index}` },
          { ...actor, accountId, at },
        ),
      )
    const [first, ...others] = rows
    if (first === undefined) throw alreadyVerified()
    await tx.insert(store.t.verification).values([...rows])
    const draft = (row: VerificationRow): AuditDraft =>
      draftOf(row, record, { act: 'verification.set', siteId: subject.siteId, before: null })
    return { result: null, audit: [draft(first), ...others.map(draft)] }
  })
  return listVerifications(store, subject.id)
}

/** The first mention of a part: a second one adds nothing. */
function isFirst(part: ValuePlace, index: number, { parts }: VerifyWish): boolean {
  return (
    parts.findIndex(({ item, groupRow }) => item === part.item && groupRow === part.groupRow) ===
    index
  )
}

function alreadyVerified(): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step: 'record.verify',
    requires: ['verification.absent'],
  })
}

interface Verified {
  readonly form: FormDefinition
  readonly record: RecordRow
  readonly part: ValuePlace
  /** Where the part stands in the request. */
  readonly pointer: string
}

function newRow(
  store: Store,
  { form, record, part, pointer }: Verified,
  by: { readonly accountId: string; readonly role: string; readonly at: string },
): VerificationRow {
  const content = verifiedContent(form, storedValues(record), part)
  if (content === null) throw invalidField(`${pointer}/item`, 'verify.nothingThere')
  return {
    id: store.newId(),
    studyId: record.studyId,
    subjectId: record.subjectId,
    recordId: record.id,
    item: part.item,
    groupRow: part.groupRow,
    kind: 'source',
    recordVersion: record.version,
    contentHash: hashOf(content),
    state: 'verified',
    verifiedBy: by.accountId,
    verifiedRole: by.role,
    verifiedAt: by.at,
    endedSeq: null,
  }
}

function hashOf(content: object): string {
  return sha256(canonicalJson(content))
}

function isAt(row: VerificationRow, { item, groupRow }: ValuePlace): boolean {
  return row.item === item && row.groupRow === groupRow
}

async function standingOf(
  { t: { verification } }: Store,
  tx: Tx,
  recordId: string,
): Promise<readonly VerificationRow[]> {
  return tx.hot.rows(verification, standing(recordId))
}

const standing = (recordId: string) => ({ recordId, state: 'verified' }) as const

/** Takes a standing verification back. 409 when it no longer stands. */
export async function withdrawVerification(
  store: Store,
  { actor, subject }: SavePlace,
  wish: { readonly verificationId: string; readonly reason: string },
): Promise<VerificationView> {
  const { verification } = store.t
  await unitOfWork(store, actor, async (tx, { firstSeq }) => {
    const [row] = await tx
      .select()
      .from(verification)
      .where(and(eq(verification.id, wish.verificationId), eq(verification.subjectId, subject.id)))
    if (row === undefined) throw notFound('verification')
    if (row.state !== 'verified') {
      throw new ProblemError({
        type: 'urn:problem:wrong-order',
        status: 409,
        step: 'verification.withdraw',
        requires: ['verification.standing'],
      })
    }
    const record = await tx.hot.record(row.recordId)
    if (record === null) throw new Error('A verification speaks of no record.')
    const after: VerificationRow = { ...row, state: 'withdrawn', endedSeq: firstSeq }
    await end(store, tx, after)
    const act = { act: 'verification.withdraw', siteId: subject.siteId, before: row }
    return { result: null, audit: [{ ...draftOf(after, record, act), reason: wish.reason }] }
  })
  const views = await listVerifications(store, subject.id)
  const view = views.find(({ id }) => id === wish.verificationId)
  if (view === undefined) throw notFound('verification')
  return view
}

async function end({ t: { verification } }: Store, tx: Tx, row: VerificationRow): Promise<void> {
  const { state, endedSeq } = row
  await tx.update(verification).set({ state, endedSeq }).where(eq(verification.id, row.id))
}

/**
 * Follows a saved record: verifications whose content is no longer what was verified are reset, in
 * the same transaction, each with an entry of its own by the program.
 */
export function resetVerifications(store: Store): AfterSave {
  const reset: AfterSave = async (tx, { record, before, subject, pinned, studyId, seq }) => {
    if (before === null) return []
    const form = versionOfRecord(pinned, record).forms.get(record.form)
    const drafts: AuditDraft[] = []
    for (const row of await standingOf(store, tx, record.id)) {
      const part = { item: row.item ?? '', groupRow: row.groupRow ?? '' }
      const content =
        form === undefined || record.removed
          ? null
          : verifiedContent(form, storedValues(record), part)
      if (content !== null && hashOf(content) === row.contentHash) continue
      const after: VerificationRow = { ...row, state: 'changed', endedSeq: seq }
      await end(store, tx, after)
      drafts.push({
        ...draftOf(after, record, {
          act: 'verification.reset',
          siteId: subject.siteId,
          before: row,
        }),
        by: systemActor({ part: 'verification', studyId }),
      })
    }
    return drafts
  }
  const ahead: AheadOfSave = (reads, { recordId }) => {
    if (recordId !== null) reads.rows(store.t.verification, standing(recordId))
  }
  return Object.assign(reset, { ahead })
}

interface Act {
  readonly act: string
  readonly siteId: string
  readonly before: VerificationRow | null
}

function draftOf(
  row: VerificationRow,
  record: RecordRow,
  { act, siteId, before }: Act,
): AuditDraft {
  return {
    act,
    entity: 'verification',
    entityId: row.id,
    subjectId: row.subjectId,
    siteId,
    visit: record.visit,
    form: record.form,
    rowKey: record.rowKey,
    before: before === null ? null : contentOf(before),
    after: contentOf(row),
  }
}

function contentOf({
  recordId,
  item,
  groupRow,
  state,
  recordVersion,
  contentHash,
}: VerificationRow): object {
  return { recordId, item, groupRow, state, recordVersion, contentHash }
}
