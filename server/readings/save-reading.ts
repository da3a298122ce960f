import { and, eq } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { AssessmentToRead } from '../../shared/api/routes/readings.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { isReviewForm, SECOND_READER } from '../../shared/forms/review-form.ts'
import { isoDayAt } from '../../shared/kernel/time-zone.ts'
import { rowKeyOf } from '../../shared/trial/to-records.ts'
import { deriveOne, type AnalysisServices } from '../analysis/service.ts'
import { recordDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import {
  expectRecord,
  firstVersion,
  nextVersion,
  parseValues,
  updateRecord,
  type AfterSave,
  type SavePlace,
} from '../entry/service.ts'
import { actorOf } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import { notFound, ProblemError } from '../http/problem-error.ts'
import type { StudyScope } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import { refuseWhoSaw } from './blind.ts'
import { expectSecondReading, toOwn } from './own-reading.ts'

export interface ReadingServices extends AnalysisServices {
  readonly afterSave: AfterSave
}

interface ReaderCall {
  readonly caller: Caller
  readonly origin: Origin
  readonly scope: StudyScope
}

interface Reading {
  readonly subjid: string
  readonly visit: string
  readonly criteria: string
  /** Of the reading that was read; null for the first one. */
  readonly version: number | null
  readonly response: string
  readonly reason?: string | undefined
}

/**
 * Records the reader's own response at one assessment, beside all others: a record of its own that no
 * analysis reads. Dated by the server's clock at the subject's site. Changing it takes a reason.
 */
export async function saveReading(
  services: ReadingServices,
  call: ReaderCall,
  reading: Reading,
): Promise<AssessmentToRead> {
  const { store } = services
  const place = await placeOf(services, call, reading)
  const date = await assessmentDate(services, call, { place, reading })
  const form = place.pinned.definition.forms.find(isReviewForm)
  if (form === undefined) throw notFound('reading')
  const own = await unitOfWork(store, place.actor, async (tx, { at, firstSeq: seq }) => {
    const values = valuesOf(form, reading, {
      reader: call.caller.username,
      date: isoDayAt(at, place.subject.timeZone),
    })
    const before = await earlierReading(store, tx, { place, form, reading, values })
    const after = rowOf(store, { place, form, visit: reading.visit, before, values })
    if (before === null) await tx.hot.insertRecords([after])
    else await updateRecord(tx, before, after)
    const draft = recordDraft({
      act: before === null ? 'reading.record' : 'reading.amend',
      before,
      after,
      siteId: place.subject.siteId,
      reason: reading.reason ?? null,
    })
    const saved = { ...place, record: after, before, at, seq, confirmations: [] }
    const followers = await services.afterSave(tx, saved)
    return { result: toOwn(after), audit: [draft, ...followers] }
  })
  const { subjid, visit, criteria } = reading
  return { subjid, visit, criteria, date, own }
}

/** Where the reading belongs. 404 outside the reader's sites, and in a study without second reading. */
async function placeOf(
  { store, definitions }: ReadingServices,
  call: ReaderCall,
  { subjid, criteria }: Reading,
): Promise<SavePlace> {
  const { study, sites } = call.scope
  expectSecondReading((await definitions.of(study.id)).definition)
  await refuseWhoSaw(store, { accountId: call.caller.accountId, studyId: study.id })
  const { subject, site } = store.t
  const [found] = await store.read
    .select({ id: subject.id, siteId: subject.siteId, timeZone: site.timeZone })
    .from(subject)
    .innerJoin(site, eq(site.id, subject.siteId))
    .where(and(eq(subject.studyId, study.id), eq(subject.subjid, subjid)))
  if (found === undefined || !includesSite(sites, found.siteId)) throw notFound('subject')
  const pinned = await definitions.at({ studyId: study.id, siteId: found.siteId })
  if (!pinned.definition.criteria.some(({ key }) => key === criteria)) throw notFound('criteria')
  return {
    actor: actorOf(call, found.siteId),
    studyId: study.id,
    subject: { ...found, subjid },
    pinned,
    asInvestigator: false,
  }
}

interface Placed {
  readonly place: SavePlace
  readonly reading: Reading
}

/** The date of the assessment. Throws the 409 problem where there is none to read. */
async function assessmentDate(
  services: ReadingServices,
  { scope }: ReaderCall,
  { place, reading }: Placed,
): Promise<string> {
  const { studyId, subject } = place
  const wish = { studyId, sites: scope.sites, source: 'derived', subjectId: subject.id } as const
  const { timepoints } = await deriveOne(services, wish)
  const found = timepoints.find(
    ({ row }) => row.visit === reading.visit && row.criteria === reading.criteria,
  )
  if (found !== undefined) return found.row.date
  throw new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step: 'reading.record',
    requires: ['assessment.dated'],
  })
}

function valuesOf(
  form: FormDefinition,
  { criteria, response }: Reading,
  { reader, date }: { readonly reader: string; readonly date: string },
): FormValues {
  const items = {
    RSCAT: criteria,
    RSDAT: date,
    OVRLRESP: response,
    RSEVAL: SECOND_READER,
    RSEVALID: reader,
  }
  return parseValues(form, { items, rows: [] })
}

/** The reader's earlier reading at the version that was read; null for the first one. */
async function earlierReading(
  store: Store,
  tx: Tx,
  { place, form, reading, values }: Placed & { form: FormDefinition; values: FormValues },
): Promise<RecordRow | null> {
  const { record: t } = store.t
  const [found] = await tx
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        eq(t.subjectId, place.subject.id),
        eq(t.form, form.key),
        eq(t.visit, reading.visit),
        eq(t.rowKey, rowKeyOf(form, values.items, 1, reading.visit)),
        eq(t.removed, false),
      ),
    )
  const { version, reason } = reading
  if (found === undefined) {
    if (version !== null) throw notFound('record')
    return null
  }
  if (version === null) {
    throw new ProblemError({ type: 'urn:problem:precondition-required', status: 428 })
  }
  if (reason === undefined) {
    const errors = [{ pointer: '/reason', key: 'review.changeReason', params: {} }]
    throw new ProblemError({ type: 'urn:problem:reason-required', status: 422, errors })
  }
  return expectRecord({ store, tx }, place, { recordId: found.id, version, submitted: reading })
}

interface NewState {
  readonly place: SavePlace
  readonly form: FormDefinition
  readonly visit: string
  readonly before: RecordRow | null
  readonly values: FormValues
}

function rowOf(store: Store, { place, form, visit, before, values }: NewState): RecordRow {
  const row = firstVersion({
    ...{ id: store.newId(), studyId: place.studyId, subjectId: place.subject.id },
    ...{ form, visit, rowKey: rowKeyOf(form, values.items, 1, visit), values },
    ...{ definitionVersion: place.pinned.number, derivation: before?.derivation ?? null },
  })
  return before === null ? row : nextVersion(before, row)
}
