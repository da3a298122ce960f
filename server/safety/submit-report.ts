import { and, asc, eq, inArray } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { SafetyCase } from '../../shared/api/routes/safety.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import {
  REPORTED_FORMS,
  REPORTED_SUBJECT_ITEMS,
  type ReportContent,
} from '../../shared/safety/report-content.ts'
import { categoryOf } from '../../shared/safety/safety-case.ts'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import { sha256 } from '../audit/hash.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { expectRecord, storedValues, type SavePlace } from '../entry/service.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import { loadCases } from './load-cases.ts'

interface ReportWish {
  readonly recordId: string
  /** The version of the record that is reported. */
  readonly version: number
  readonly note: string
}

/**
 * Submits the next report of an event: the first, a follow-up, or a nullification once it is not to be
 * reported any more. Its content is what is recorded at that moment, kept as text with its hash.
 */
export async function submitReport(
  store: Store,
  place: SavePlace,
  wish: ReportWish,
): Promise<SafetyCase> {
  const { actor, studyId, subject, pinned } = place
  const { accountId } = actor
  if (accountId === null) throw new Error('The program does not report.')
  const casePlace = {
    ...{ studyId, pinned, subjectId: subject.id, recordId: wish.recordId },
    sites: { kind: 'all' as const },
  }
  return unitOfWork(store, actor, async (tx, { at }) => {
    const record = await expectReported(store, tx, place, wish)
    const [found] = await loadCases(store, tx, casePlace)
    if (found === undefined) throw refused('event.reportable')
    const note = noteFor(found.view, wish.note)
    const content = await contentOf(store, tx, { place, record, view: found.view, note })
    const text = canonicalJson(content)
    const row = {
      id: store.newId(),
      studyId,
      siteId: subject.siteId,
      subjectId: subject.id,
      recordId: record.id,
      caseNumber: content.case.number,
      sequence: content.case.sequence,
      category: content.case.category,
      awareAt: content.awareAt,
      dueAt: content.dueAt,
      submittedAt: at,
      submittedBy: accountId,
      note,
      content: text,
      contentHash: sha256(text),
    }
    await tx.insert(store.t.safetyReport).values(row)
    const [after] = await loadCases(store, tx, casePlace)
    if (after === undefined) throw new Error('A reported event is no case.')
    const { caseNumber, sequence, category, dueAt, contentHash } = row
    return {
      result: after.view,
      audit: [
        {
          act: 'safety-report.submit',
          entity: 'safetyReport',
          entityId: row.id,
          ...{ subjectId: subject.id, siteId: subject.siteId },
          ...{ form: record.form, rowKey: record.rowKey },
          before: null,
          after: {
            ...{ recordId: record.id, recordVersion: record.version },
            ...{ caseNumber, sequence, category, dueAt, contentHash, note },
          },
        },
      ],
    }
  })
}

/** The record at the version read. A removed one changes no more: it can still be nullified. */
async function expectReported(
  store: Store,
  tx: Tx,
  place: SavePlace,
  { recordId, version }: ReportWish,
): Promise<RecordRow> {
  const row = await tx.hot.record(recordId)
  if (row?.subjectId !== place.subject.id) throw notFound('record')
  if (row.removed) return row
  return expectRecord({ store, tx }, place, { recordId, version, submitted: null })
}

function noteFor({ state }: SafetyCase, note: string): string | null {
  if (state === 'nullified') throw refused('report.notNullified')
  if (note !== '') return note
  if (state === 'reported') throw refused('report.change')
  if (state === 'nullification-due') throw invalidField('/note', 'safety.noteNeeded')
  return null
}

function refused(requirement: string): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step: 'safety-report.submit',
    requires: [requirement],
  })
}

interface Reported {
  readonly place: SavePlace
  readonly record: RecordRow
  readonly view: SafetyCase
  readonly note: string | null
}

async function contentOf(store: Store, tx: Tx, reported: Reported): Promise<ReportContent> {
  const { place, record, view, note } = reported
  const { subject, studyId } = place
  const at = await placeOf(store, tx, studyId, subject.siteId)
  const rows = await rowsBeside(store, tx, subject.id)
  const items = rows.find(({ form }) => form === SUBJECT_FORM)?.items ?? {}
  const number = view.caseNumber ?? (await newCaseNumber(store, tx, place, at.code))
  return {
    study: at.study,
    site: { code: at.code, name: at.name, timeZone: at.timeZone },
    subject: {
      subjid: subject.subjid,
      items: Object.fromEntries(
        REPORTED_SUBJECT_ITEMS.flatMap((key) => {
          const value = items[key]
          return value === undefined ? [] : [[key, value]]
        }),
      ),
    },
    case: { number, sequence: view.reports.length, category: categoryOf(view.state) },
    reasons: view.reasons,
    awareAt: view.awareAt,
    dueAt: view.dueAt ?? view.reports.at(-1)?.dueAt ?? view.awareAt,
    recordVersion: record.version,
    definitionVersion: record.definitionVersion,
    note,
    event: view.items,
    beside: Object.fromEntries(
      REPORTED_FORMS.map((form) => [
        form,
        rows.filter((row) => row.form === form).map((row) => ({ ...row.items })),
      ]),
    ),
  }
}

async function placeOf({ t: { study, site } }: Store, tx: Tx, studyId: string, siteId: string) {
  const [row] = await tx
    .select({
      study: study.studyKey,
      code: site.siteKey,
      name: site.name,
      timeZone: site.timeZone,
    })
    .from(site)
    .innerJoin(study, eq(study.id, site.studyId))
    .where(and(eq(site.id, siteId), eq(study.id, studyId)))
  if (row === undefined) throw new Error('A subject stands at no site of its study.')
  return row
}

async function rowsBeside({ t: { record } }: Store, tx: Tx, subjectId: string) {
  const rows = await tx
    .select({ form: record.form, values: record.values })
    .from(record)
    .where(
      and(
        eq(record.subjectId, subjectId),
        eq(record.removed, false),
        inArray(record.form, [SUBJECT_FORM, ...REPORTED_FORMS]),
      ),
    )
    .orderBy(asc(record.createdSeq))
  return rows.map((row) => ({ form: row.form, items: storedValues(row).items }))
}

/** Site, subject, and a number that counts the subject's reported events. */
async function newCaseNumber(
  { t: { safetyReport } }: Store,
  tx: Tx,
  { subject }: SavePlace,
  siteCode: string,
): Promise<string> {
  const earlier = await tx
    .selectDistinct({ recordId: safetyReport.recordId })
    .from(safetyReport)
    .where(eq(safetyReport.subjectId, subject.id))
  return `${siteCode}-${subject.subjid}-${String(earlier.length + 1).padStart(2, '0')}`
}
