import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import { DECISION_PART } from '../../shared/api/routes/drafts.ts'
import type { FormValues, RowValues } from '../../shared/forms/define.ts'
import { completenessOf } from '../../shared/forms/findings.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import { recordDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import {
  parseValues,
  storedValues,
  syncSubject,
  updateRecord,
  type AfterSave,
  type SavePlace,
  type TakeDraft,
} from '../entry/service.ts'
import { invalidField, ProblemError } from '../http/problem-error.ts'
import { versionOfRecord, type PinnedDefinition } from '../studies/service.ts'
import { loadRecords, type ReadRecord } from './load-records.ts'

export type EnrolmentDecision = { readonly draft?: string | null | undefined } & (
  | {
      readonly decision: 'enrolled'
      readonly date: string
      readonly cohort: string | null
      readonly reason?: string | undefined
    }
  | { readonly decision: 'screen-failure'; readonly date: string; readonly reason: string }
)

export interface DecisionParts {
  readonly store: Store
  readonly afterSave: AfterSave
  readonly takeDraft: TakeDraft
}

/**
 * Enrols a screened subject, or records the screen failure. Enrolment comes after consent and after
 * every criterion is answered; where one is not met it takes a reason, and is then a deviation on
 * record rather than a refusal.
 */
export async function decideEnrolment(
  { store, afterSave, takeDraft }: DecisionParts,
  place: SavePlace,
  decision: EnrolmentDecision,
): Promise<void> {
  const { actor, subject, pinned } = place
  if (parseDay(decision.date) === null) throw invalidField('/date', 'entry.notADate')
  await unitOfWork(store, actor, async (tx, { at, firstSeq: seq }) => {
    const records = (await loadRecords(store, tx, [subject.id])).get(subject.id) ?? []
    const before = await formOf(tx, records)
    const { items } = storedValues(before)
    refuseSecondDecision(items)
    const deviations =
      decision.decision === 'enrolled' ? checkEnrolment(decision, { items, records, pinned }) : []
    const after = withDecision(before, decision, pinned)
    await updateRecord(tx, before, after)
    const reason = decision.reason ?? null
    const typed = { accountId: actor.accountId, record: { ...after, rowKey: DECISION_PART } }
    const enteredAt = await takeDraft(tx, { ...typed, isNew: false, draft: decision.draft })
    const { siteId } = subject
    const act = decision.decision === 'enrolled' ? 'subject.enrol' : 'subject.screen-failure'
    const [synced] = await syncSubject(store, tx, {
      subject,
      items: storedValues(after).items,
      act,
    })
    if (synced === undefined) throw new Error('A decision left the subject as it was.')
    const saved = { ...place, record: after, before, at, seq, confirmations: [] }
    const details = { date: decision.date, criteriaNotMet: deviations }
    return {
      result: null,
      audit: [
        recordDraft({ act: 'record.amend', before, after, siteId, reason, enteredAt }),
        { ...synced, entity: 'subject', after: { ...synced.after, ...details }, reason },
        ...(await afterSave(tx, saved)),
      ],
    }
  })
}

async function formOf(tx: Tx, records: readonly ReadRecord[]): Promise<RecordRow> {
  const found = records.find(({ form }) => form === SUBJECT_FORM)
  const row = found === undefined ? null : await tx.hot.record(found.id)
  if (row === null) throw wrongOrder(['subject.consentForm'])
  return row
}

function refuseSecondDecision(items: RowValues): void {
  if (items['ENRDAT'] !== undefined || items['SCRNFAIL'] !== undefined) {
    throw wrongOrder(['subject.screening'])
  }
}

function wrongOrder(requires: readonly string[]): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step: 'subject.enrol',
    requires: [...requires],
  })
}

interface Screening {
  readonly items: RowValues
  readonly records: readonly ReadRecord[]
  readonly pinned: PinnedDefinition
}

/** Criteria that are not met, once everything that must come before is there. */
function checkEnrolment(
  decision: Extract<EnrolmentDecision, { decision: 'enrolled' }>,
  { items, records, pinned }: Screening,
): readonly string[] {
  const { definition } = pinned
  const answers = answersOf(records)
  const open = definition.eligibility.filter(({ key }) => answers.get(key) === undefined)
  const requires = [
    ...(items['RFICDAT'] === undefined ? ['subject.consent'] : []),
    ...open.map(({ key }) => `eligibility.${key}`),
  ]
  if (requires.length > 0) throw wrongOrder(requires)
  checkCohort(decision.cohort, definition)
  const notMet = definition.eligibility
    .filter(({ key, kind }) => answers.get(key) !== (kind === 'inclusion' ? 'Y' : 'N'))
    .map(({ key }) => key)
  if (notMet.length > 0 && (decision.reason ?? '').trim() === '') {
    throw new ProblemError({
      type: 'urn:problem:reason-required',
      status: 422,
      errors: [
        { pointer: '/reason', key: 'enrolment.notMet', params: { criteria: notMet.join(', ') } },
      ],
    })
  }
  return notMet
}

/** Answers to the criteria: the rows of the file `eligibility`, whatever the form is called. */
function answersOf(records: readonly ReadRecord[]): ReadonlyMap<string, string> {
  const rows = records.flatMap((record) => storedValues(record).rows)
  return new Map(
    rows.flatMap((row) => {
      const { IETESTCD: criterion, IEORRES: answer } = row
      return criterion === undefined || answer === undefined ? [] : [[criterion, answer] as const]
    }),
  )
}

function checkCohort(cohort: string | null, { cohorts }: ProtocolDefinition): void {
  if (cohorts.length === 0) {
    if (cohort !== null) throw invalidField('/cohort', 'enrolment.cohortNotAsked')
    return
  }
  if (!cohorts.some(({ key }) => key === cohort)) {
    throw invalidField('/cohort', 'enrolment.cohortUnknown')
  }
}

function withDecision(
  before: RecordRow,
  decision: EnrolmentDecision,
  pinned: PinnedDefinition,
): RecordRow {
  const version = versionOfRecord(pinned, before)
  const form = version.forms.get(before.form)
  if (form === undefined) throw wrongOrder(['subject.consentForm'])
  const { items, rows } = storedValues(before)
  const decided: Record<string, string> =
    decision.decision === 'screen-failure'
      ? { SCRNFAIL: decision.reason }
      : { ENRDAT: decision.date, ...(decision.cohort === null ? {} : { COHORT: decision.cohort }) }
  const values: FormValues = parseValues(form, { items: { ...items, ...decided }, rows })
  return {
    ...before,
    values: JSON.stringify(values),
    version: before.version + 1,
    completeness: completenessOf(form, values),
    definitionVersion: version.number,
  }
}
