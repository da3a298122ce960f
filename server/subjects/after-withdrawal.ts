import type { RecordRow } from '../../db/rows.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { consentOf } from '../../shared/protocol/consent-settings.ts'
import { addsUndatedRow, isUndated } from '../../shared/subject/undated.ts'
import { datesAfter, WITHDRAWAL_FILES, withdrawalOf } from '../../shared/subject/withdrawal.ts'
import { toTrialSubject } from '../../shared/trial/from-records.ts'
import { rowsOf, type TrialSubject } from '../../shared/trial/trial.ts'
import { isReviewForm, storedValues, type AfterSave } from '../entry/service.ts'
import { ProblemError } from '../http/problem-error.ts'
import { versionOfRecord, type PinnedDefinition } from '../studies/service.ts'
import type { PresentRecord, PresentRecords } from './present-records.ts'

/**
 * Refuses what is dated after the subject withdrew consent, and anything new, a form or a row of one,
 * that tells no day at all, except on the forms for which the protocol says otherwise. What was held
 * before can still be corrected, and the investigator can still judge it. @source PR-04
 */
export function refuseAfterWithdrawal(presentRecords: PresentRecords): AfterSave {
  const refuse: AfterSave = async (tx, saved) => {
    const { record, before, subject, pinned, studyId } = saved
    const form = versionOfRecord(pinned, record).forms.get(record.form)
    if (record.removed || form === undefined || isReviewForm(form)) return []
    if (consentOf(pinned.definition).laterEntry.includes(form.key)) return []
    const of = { studyId, subjectId: subject.id, before, own: record, unit: saved }
    const records = await presentRecords(tx, of)
    const held = withdrawalBehind({ record, subject, pinned, records })
    if (held !== null) refuseLater(form, { record, before }, held)
    return []
  }
  return Object.assign(refuse, { ahead: presentRecords.ahead })
}

interface Saved {
  readonly record: RecordRow
  readonly before: RecordRow | null
}

function refuseLater(form: FormDefinition, { record, before }: Saved, held: Held): void {
  const former = before === null ? NOTHING : storedValues(before)
  const values = storedValues(record)
  const known = datesAfter(form, former, held.day)
  const later = datesAfter(form, values, held.day)
  const isNew = later.some((pointer) => !known.includes(pointer)) || isLaterVisit(before, held)
  const step = before === null ? 'record.create' : 'record.amend'
  if (isNew) throw refused(step, 'consent.standing')
  const isOpen = before === null && held.visitDay === null
  const isUnknown = (isOpen && isUndated(form, values)) || addsUndatedRow(form, values, former.rows)
  if (isUnknown) throw refused(step, 'record.dated')
}

const NOTHING: FormValues = { items: {}, rows: [] }

interface Held {
  readonly day: Day
  /** Date of the visit at which the record stands. */
  readonly visitDay: Day | null
}

/** A form without a date of its own is as late as its visit. */
function isLaterVisit(before: RecordRow | null, { day, visitDay }: Held): boolean {
  return before === null && visitDay !== null && visitDay > day
}

function refused(step: string, requires: string): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step,
    requires: [requires],
  })
}

interface Behind {
  readonly record: RecordRow
  readonly subject: { readonly subjid: string }
  readonly pinned: PinnedDefinition
  /** The subject's records after the save. */
  readonly records: readonly PresentRecord[]
}

/** The day of withdrawal and of the record's visit, from the few records that can say so. */
function withdrawalBehind(behind: Behind): Held | null {
  const day = withdrawalOf(filesOf(behind, WITHDRAWAL_FILES))?.day ?? null
  if (day === null) return null
  const visits = rowsOf(filesOf(behind, VISITS), 'visits')
  const visit = visits.find((row) => row['VISIT'] === behind.record.visit)
  return { day, visitDay: parseDay(visit?.['SVSTDAT'] ?? '') }
}

const VISITS: ReadonlySet<string> = new Set(['visits'])

function filesOf({ subject, pinned, records }: Behind, files: ReadonlySet<string>): TrialSubject {
  const asked = records.filter(({ form }) => files.has(pinned.forms.get(form)?.file ?? ''))
  return toTrialSubject({ subjid: subject.subjid, site: '' }, asked, pinned.forms)
}
