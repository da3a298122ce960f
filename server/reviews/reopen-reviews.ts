import { and, eq, isNotNull } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { Families } from '../../shared/families.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { recordDraft, type AuditDraft } from '../audit/audit-draft.ts'
import {
  storedDerivation,
  updateRecord,
  type AfterSave,
  type ReviewDerivation,
} from '../entry/service.ts'
import { systemActor } from '../http/actor.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { recordsOfSubject, trialSubjectOf } from '../subjects/service.ts'
import { assessmentKey, deriveResponses, type DerivedResponse } from './derive-responses.ts'

/**
 * Files whose rows the response rules read. A change elsewhere cannot move a derived response. A death
 * can: no scan whose day is not known lies after it.
 */
const RESPONSE_FILES = new Set([
  'visits',
  'lesions',
  'measurements',
  'labs',
  'responses',
  'deaths',
  'survival',
])

export function feedsResponses(form: FormDefinition | undefined): boolean {
  return (
    form !== undefined &&
    [form.file, form.group?.file].some((file) => file !== undefined && RESPONSE_FILES.has(file))
  )
}

interface ReviewParts {
  readonly store: Store
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
}

/**
 * Follows a saved record: reviews of the subject whose derived response is not what it was are marked
 * reopened, in the same transaction, each with an entry of its own by the program that keeps the former
 * and the new derived response and names the entry of the change.
 */
export function reopenReviews({ store, families }: ReviewParts): AfterSave {
  return async (tx, { subject, pinned, studyId, record, seq }) => {
    if (!feedsResponses(pinned.forms.get(record.form))) return []
    const reviews = await derivedReviews(store, tx, subject.id)
    if (reviews.length === 0) return []
    const derived = await currentResponses(tx, { store, families }, { subject, pinned })
    const drafts: AuditDraft[] = []
    for (const before of reviews) {
      if (before.id === record.id) continue
      const now = derived.get(assessmentKey(before.visit ?? '', before.rowKey))
      const after = judge(before, now, seq)
      if (after === null) continue
      await updateRecord(tx, before, after)
      drafts.push({
        ...recordDraft({ act: 'review.reopen', before, after, siteId: subject.siteId }),
        by: systemActor({ part: 'response-derivation', studyId }),
      })
    }
    return drafts
  }
}

async function derivedReviews(
  store: Store,
  tx: Tx,
  subjectId: string,
): Promise<readonly RecordRow[]> {
  const { record } = store.t
  return tx
    .select()
    .from(record)
    .where(
      and(eq(record.subjectId, subjectId), eq(record.removed, false), isNotNull(record.derivation)),
    )
}

/** The derived responses of a subject as the transaction sees its records. */
export async function currentResponses(
  tx: Tx,
  { store, families }: ReviewParts,
  of: {
    readonly subject: { readonly id: string; readonly subjid: string }
    readonly pinned: PinnedDefinition
  },
): Promise<ReadonlyMap<string, DerivedResponse>> {
  const { subject, pinned } = of
  const records = await recordsOfSubject(store, tx, subject.id)
  const trial = trialSubjectOf({ subjid: subject.subjid, site: '' }, records, pinned.forms)
  return deriveResponses(trial, pinned.definition, families)
}

/**
 * The review's new state when it has to be looked at again, or when a reopened one moved once more;
 * null when what it saw, or what it was last told, still stands.
 */
function judge(
  before: RecordRow,
  current: DerivedResponse | undefined,
  seq: number,
): RecordRow | null {
  const seen = storedDerivation(before)
  if (seen === null) return null
  const now = current?.derived ?? NOTHING_DERIVED
  if (now === (seen.reopened ? (seen.now ?? seen.derived) : seen.derived)) return null
  const after: ReviewDerivation = {
    ...seen,
    reopened: true,
    now,
    nowEngine: PROGRAM_VERSION,
    causes: [...(seen.causes ?? []), seq],
  }
  return { ...before, derivation: JSON.stringify(after), version: before.version + 1 }
}

/** The assessment is no longer there. */
const NOTHING_DERIVED = ''
