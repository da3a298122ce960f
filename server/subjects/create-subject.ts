import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { SubjectView } from '../../shared/api/routes/subjects.ts'
import type { FormValues } from '../../shared/forms/define.ts'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import type { Actor } from '../audit/actor.ts'
import { recordDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import {
  firstVersion,
  parseValues,
  refuseDecisionByEntry,
  type AfterSave,
} from '../entry/service.ts'
import { invalidField, ProblemError } from '../http/problem-error.ts'
import type { PinnedDefinition } from '../studies/service.ts'

export interface NewSubject {
  readonly studyId: string
  readonly subjid: string
  readonly site: { readonly id: string; readonly code: string; readonly timeZone: string }
  readonly pinned: PinnedDefinition
  readonly values: unknown
}

/** Registers a subject for screening, with its consent and enrolment form. SUBJIDs are never used twice. */
export async function createSubject(
  { store, afterSave }: { readonly store: Store; readonly afterSave: AfterSave },
  actor: Actor,
  subject: NewSubject,
  remember: (tx: Tx, view: SubjectView) => Promise<void>,
): Promise<SubjectView> {
  const { values, rows } = prepare(store, subject)
  refuseDecisionByEntry(SUBJECT_FORM, {}, values.items)
  const view: SubjectView = {
    subjid: subject.subjid,
    site: subject.site.code,
    cohort: null,
    state: 'screening',
    revision: 1,
    enrolmentDate: null,
    anchorDate: null,
    dayOnStudy: null,
    lastContact: null,
    status: { status: 'screening', since: null },
  }
  try {
    return await unitOfWork(store, actor, async (tx, { at, firstSeq }) => {
      await tx.insert(store.t.subject).values({ ...rows.subject, createdAt: at })
      await tx.hot.insertRecords([rows.record])
      await remember(tx, view)
      const { id, studyId, subjid, siteId, state } = rows.subject
      const followers = await afterSave(tx, {
        ...{ actor, studyId, pinned: subject.pinned, asInvestigator: false },
        subject: { id, subjid, siteId, timeZone: subject.site.timeZone },
        ...{ record: rows.record, before: null, at, seq: firstSeq + 1, confirmations: [] },
      })
      return {
        result: view,
        audit: [
          {
            act: 'subject.create',
            entity: 'subject',
            entityId: id,
            subjectId: id,
            siteId,
            before: null,
            after: { subjid, cohort: null, state },
          },
          recordDraft({ act: 'record.create', before: null, after: rows.record, siteId }),
          ...followers,
        ],
      }
    })
  } catch (error) {
    if (!store.isUnique(error)) throw error
    throw new ProblemError({
      type: 'urn:problem:already-exists',
      status: 409,
      entity: 'subject',
      key: subject.subjid,
    })
  }
}

function prepare(
  store: Store,
  { studyId, subjid, site, pinned, values: input }: NewSubject,
): { values: FormValues; rows: { subject: SubjectInsert; record: RecordRow } } {
  const form = pinned.forms.get(SUBJECT_FORM)
  if (form === undefined) throw invalidField('/values', 'entry.unknownForm')
  const values = parseValues(form, input)
  const subjectId = store.newId()
  const record = firstVersion({
    ...{ id: store.newId(), studyId, subjectId, form, visit: null, rowKey: '', values },
    ...{ definitionVersion: pinned.number, derivation: null },
  })
  const subject = {
    id: subjectId,
    studyId,
    siteId: site.id,
    subjid,
    cohort: null,
    state: 'screening',
  } as const
  return { values, rows: { subject, record } }
}

interface SubjectInsert {
  readonly id: string
  readonly studyId: string
  readonly siteId: string
  readonly subjid: string
  readonly cohort: null
  readonly state: 'screening'
}
