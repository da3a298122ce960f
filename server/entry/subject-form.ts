import { eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import type { SubjectState } from '../../shared/trial/subject-state.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { ProblemError } from '../http/problem-error.ts'

/** Items that the enrolment decision alone fills. */
const DECISION_ITEMS = ['ENRDAT', 'COHORT', 'SCRNFAIL'] as const

/** What the subject's own row repeats of its consent and enrolment form. */
export function subjectColumns(items: RowValues): {
  readonly state: SubjectState
  readonly cohort: string | null
} {
  const cohort = items['COHORT'] ?? null
  if (items['ENRDAT'] !== undefined) return { state: 'enrolled', cohort }
  return { state: items['SCRNFAIL'] === undefined ? 'screening' : 'screen-failure', cohort }
}

/**
 * The decision to enrol is a step of its own: entry may correct its items, but neither makes nor
 * takes back the decision.
 */
export function refuseDecisionByEntry(form: string, before: RowValues, after: RowValues): void {
  if (form !== SUBJECT_FORM) return
  for (const item of DECISION_ITEMS) {
    if ((before[item] === undefined) !== (after[item] === undefined)) {
      throw new ProblemError({
        type: 'urn:problem:wrong-order',
        status: 409,
        step: 'record.amend',
        requires: ['enrolment.decision'],
      })
    }
  }
}

interface SubjectRef {
  readonly id: string
  readonly siteId: string
}

/** Brings the subject's row in step with its form, and gives the audit entry; none without a change. */
export async function syncSubject(
  store: Store,
  tx: Tx,
  { subject, items, act }: { subject: SubjectRef; items: RowValues; act: string },
): Promise<readonly AuditDraft[]> {
  const { subject: t } = store.t
  const [row] = await tx
    .select({ state: t.state, cohort: t.cohort })
    .from(t)
    .where(eq(t.id, subject.id))
  const after = subjectColumns(items)
  if (row === undefined || (row.state === after.state && row.cohort === after.cohort)) return []
  await tx.update(t).set(after).where(eq(t.id, subject.id))
  return [
    {
      act,
      entity: 'subject',
      entityId: subject.id,
      subjectId: subject.id,
      siteId: subject.siteId,
      before: row,
      after,
    },
  ]
}
