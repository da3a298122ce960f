import { and, eq } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { Families } from '../../shared/families.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import { recordDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import {
  expectRecord,
  firstVersion,
  isReviewForm,
  nextVersion,
  parseValues,
  storedValues,
  toRecordView,
  updateRecord,
  type AfterSave,
  type ReviewDerivation,
  type SavePlace,
  type TakeDraft,
} from '../entry/service.ts'
import { notFound, ProblemError } from '../http/problem-error.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { recordsOfSubject, trialSubjectOf } from '../subjects/service.ts'
import { assessmentKey, deriveResponses, type DerivedResponse } from './derive-responses.ts'

export interface ReviewParts {
  readonly store: Store
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
  readonly afterSave: AfterSave
  readonly takeDraft: TakeDraft
}

export interface Review {
  readonly visit: string
  readonly criteria: string
  /** Of the review that was read; null for the first one. */
  readonly version: number | null
  readonly response: string
  readonly date: string
  readonly differenceReason?: string | undefined
  readonly reason?: string | undefined
  readonly draft?: string | null | undefined
}

/**
 * Records the investigator's response at one assessment beside the derived one, which it keeps with
 * the hash of its inputs and the engine's version. Both stand; a difference takes a reason, and so
 * does changing a review.
 */
export async function saveReview(
  parts: ReviewParts,
  place: SavePlace,
  review: Review,
): Promise<RecordView> {
  const { store } = parts
  const { pinned, actor, subject } = place
  const form = pinned.definition.forms.find(isReviewForm)
  const isUsed = pinned.definition.criteria.some(({ key }) => key === review.criteria)
  if (form === undefined || !isUsed) throw notFound('criteria')
  return unitOfWork(store, actor, async (tx, { at, firstSeq: seq }) => {
    const before = await earlierReview(store, tx, { place, form, review })
    checkReason(before, review)
    const values = valuesOf(form, before, review)
    const derived = await derivedFor(parts, tx, { place, form, review, values })
    checkDifference(review, derived)
    const derivation: ReviewDerivation = {
      ...derived,
      engineVersion: PROGRAM_VERSION,
      reopened: false,
    }
    const after = rowOf(store, { place, form, review, before, values, derivation })
    if (before === null) await tx.hot.insertRecords([after])
    else await updateRecord(tx, before, after)
    const { accountId } = actor
    const mine = { accountId, record: after, isNew: false, draft: review.draft }
    const typedFirst = await parts.takeDraft(tx, mine)
    const draft = recordDraft({
      act: before === null ? 'review.record' : 'review.amend',
      before,
      after,
      siteId: subject.siteId,
      reason: review.reason ?? null,
      enteredAt: typedFirst,
    })
    const followers = await parts.afterSave(tx, {
      ...place,
      record: after,
      before,
      at,
      seq,
      confirmations: [],
    })
    const today = dayAt(at, subject.timeZone)
    const view = toRecordView(after, { form, at, by: actor.username, today })
    return { result: view, audit: [draft, ...followers] }
  })
}

interface Saving {
  readonly place: SavePlace
  readonly form: FormDefinition
  readonly review: Review
}

/** The review that stands at the place, at the version that was read; null for the first one. */
async function earlierReview(
  store: Store,
  tx: Tx,
  { place, form, review }: Saving,
): Promise<RecordRow | null> {
  const { record: t } = store.t
  const [found] = await tx
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        eq(t.subjectId, place.subject.id),
        eq(t.form, form.key),
        eq(t.visit, review.visit),
        eq(t.rowKey, review.criteria),
        eq(t.removed, false),
      ),
    )
  if (found === undefined) {
    if (review.version !== null) throw notFound('record')
    return null
  }
  if (review.version === null) {
    throw new ProblemError({ type: 'urn:problem:precondition-required', status: 428 })
  }
  const { version } = review
  return expectRecord({ store, tx }, place, { recordId: found.id, version, submitted: review })
}

function checkReason(before: RecordRow | null, { reason }: Review): void {
  if (before === null || (reason ?? '').trim() !== '') return
  throw reasonRequired('/reason', 'review.changeReason')
}

function checkDifference({ response, differenceReason }: Review, derived: DerivedResponse): void {
  if (response === derived.derived || (differenceReason ?? '').trim() !== '') return
  throw reasonRequired('/differenceReason', 'review.differs', { derived: derived.derived })
}

function reasonRequired(
  pointer: string,
  key: string,
  params: Record<string, string> = {},
): ProblemError {
  const errors = [{ pointer, key, params }]
  return new ProblemError({ type: 'urn:problem:reason-required', status: 422, errors })
}

function valuesOf(form: FormDefinition, before: RecordRow | null, review: Review): FormValues {
  const earlier = before === null ? {} : storedValues(before).items
  const given = (review.differenceReason ?? '').trim()
  const items = {
    ...earlier,
    RSREASON: given,
    RSCAT: review.criteria,
    RSDAT: review.date,
    OVRLRESP: review.response,
  }
  return inReviewTerms(() => parseValues(form, { items, rows: [] }))
}

/** Where the fields of a review stand in the request that saves it. */
const FIELDS: Readonly<Record<string, string>> = {
  '/values/items/RSDAT': '/date',
  '/values/items/OVRLRESP': '/response',
  '/values/items/RSREASON': '/differenceReason',
}

function inReviewTerms<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof ProblemError) || !('errors' in error.problem)) throw error
    const errors = error.problem.errors.map((one) => ({
      ...one,
      pointer: FIELDS[one.pointer] ?? one.pointer,
    }))
    throw new ProblemError({ type: 'urn:problem:invalid-input', status: 422, errors })
  }
}

/** What the rules give at the assessment, with the review itself counted as recorded. */
async function derivedFor(
  { store, families }: ReviewParts,
  tx: Tx,
  { place, form, review, values }: Saving & { readonly values: FormValues },
): Promise<DerivedResponse> {
  const { subject, pinned } = place
  const records = await recordsOfSubject(store, tx, subject.id)
  const others = records.filter(
    (record) =>
      record.form !== form.key ||
      record.visit !== review.visit ||
      record.rowKey !== review.criteria,
  )
  const own = { form: form.key, visit: review.visit, values: JSON.stringify(values) }
  const trial = trialSubjectOf({ subjid: subject.subjid, site: '' }, [...others, own], pinned.forms)
  const derived = deriveResponses(trial, pinned.definition, families).get(
    assessmentKey(review.visit, review.criteria),
  )
  if (derived === undefined) {
    throw new ProblemError({
      type: 'urn:problem:wrong-order',
      status: 409,
      step: 'review.record',
      requires: ['assessment.dated'],
    })
  }
  return derived
}

interface NewState extends Saving {
  readonly before: RecordRow | null
  readonly values: FormValues
  readonly derivation: ReviewDerivation
}

function rowOf(store: Store, state: NewState): RecordRow {
  const { place, form, review, before, values, derivation } = state
  const row = firstVersion({
    ...{ id: store.newId(), studyId: place.studyId, subjectId: place.subject.id },
    ...{ form, visit: review.visit, rowKey: review.criteria, values },
    definitionVersion: place.pinned.number,
    derivation: JSON.stringify(derivation),
  })
  return before === null ? row : nextVersion(before, row)
}
