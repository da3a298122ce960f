import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { RecordRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues, RowValues } from '../../shared/forms/define.ts'
import { findingsOf } from '../../shared/forms/findings.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import type { SubjectPlace } from '../http/route-handler.ts'
import { versionOfRecord, type PinnedDefinition } from '../studies/service.ts'

/** What a review keeps of the derivation it saw. */
export const derivationSchema = z.object({
  derived: z.string(),
  inputsHash: z.string(),
  engineVersion: z.string(),
  reopened: z.boolean(),
  /** Of a reopened review: the response derived last. */
  now: z.string().exactOptional(),
  nowEngine: z.string().exactOptional(),
  /** Entries of the trail whose changes moved the derived response, the first one first. */
  causes: z.array(z.number()).exactOptional(),
})
export type ReviewDerivation = z.output<typeof derivationSchema>

/** Values of a stored record. They were parsed by the form's schema before they were stored. */
export function storedValues(row: Pick<RecordRow, 'values'>): FormValues {
  return JSON.parse(row.values) as FormValues
}

/** The derivation of a stored review; null for any other record. */
export function storedDerivation(row: Pick<RecordRow, 'derivation'>): ReviewDerivation | null {
  return row.derivation === null ? null : derivationSchema.parse(JSON.parse(row.derivation))
}

interface ViewContext {
  /** Null when the definition no longer has the form. */
  readonly form: FormDefinition | null
  readonly at: string
  readonly by: string
  /** At the site: nothing dated today is in the future. */
  readonly today: Day | null
}

/** A record as the interface gives it, with what a person is asked to look at. */
export function toRecordView(row: RecordRow, context: ViewContext): RecordView {
  const { form, at, by, today } = context
  const values = storedValues(row)
  const found =
    form === null || row.removed ? [] : findingsOf(form, values, today === null ? {} : { today })
  return {
    id: row.id,
    form: row.form,
    visit: row.visit,
    rowKey: row.rowKey,
    values: {
      items: { ...values.items },
      rows: values.rows.map((line: RowValues) => ({ ...line })),
    },
    version: row.version,
    completeness: row.completeness === 'complete' ? 'complete' : 'partial',
    definitionVersion: String(row.definitionVersion),
    removed: row.removed,
    findings: found.map((finding) => ({ ...finding, params: { ...finding.params } })),
    derivation: storedDerivation(row),
    updatedAt: at,
    updatedBy: by,
  }
}

/** All records of a subject in the order they were made, removed ones included. */
export async function loadRecordViews(
  store: Store,
  { id: subjectId, timeZone }: Pick<SubjectPlace, 'id' | 'timeZone'>,
  pinned: PinnedDefinition,
): Promise<readonly RecordView[]> {
  const { record, auditEntry } = store.t
  const rows = await store.read
    .select({ record, at: auditEntry.at, by: auditEntry.username })
    .from(record)
    .innerJoin(
      auditEntry,
      and(eq(auditEntry.chain, record.studyId), eq(auditEntry.seq, record.updatedSeq)),
    )
    .where(eq(record.subjectId, subjectId))
    .orderBy(asc(record.createdSeq), asc(record.id))
  const today = dayAt(store.now(), timeZone)
  return rows.map(({ record: row, at, by }) =>
    toRecordView(row, {
      form: versionOfRecord(pinned, row).forms.get(row.form) ?? null,
      at,
      by,
      today,
    }),
  )
}
