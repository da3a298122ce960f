import type { TakenCasebook } from '../../../shared/api/routes/casebook.ts'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { AuditEntryView } from '../../../shared/api/routes/trail.ts'
import type { FormValues } from '../../../shared/forms/define.ts'

type Change = AuditEntryView['changes'][number]

/** A record as the interface gives it. */
export function madeRecord(
  id: string,
  form: string,
  values: FormValues,
  more: Partial<RecordView> = {},
): RecordView {
  return {
    ...{ id, form, visit: null, rowKey: '', version: 1, completeness: 'complete' },
    values: { items: { ...values.items }, rows: values.rows.map((row) => ({ ...row })) },
    ...{ definitionVersion: '1', removed: false, findings: [], derivation: null },
    ...{ updatedAt: '2026-03-02T08:00:00.000Z', updatedBy: 'li' },
    ...more,
  }
}

/** A change of one field as the trail tells it. */
export function madeChange(pointer: string, before: string | null, after: string | null): Change {
  return { pointer, item: pointer.split('/').at(-1) ?? '', before, after, redacted: [] }
}

/** An entry of a record's trail. */
export function madeEntry(
  seq: number,
  entityId: string,
  more: Partial<AuditEntryView> = {},
): AuditEntryView {
  return {
    ...{ seq, at: `2026-03-02T08:0${seq}:00.000Z`, username: 'li', displayName: 'Li Na' },
    ...{ role: 'coordinator', site: 'S1', act: 'record.amend', entity: 'record', entityId },
    ...{ subjid: '1001', visit: null, form: null, reason: null, enteredAt: null },
    ...{ changes: [], reasonRedacted: false, origin: 'person', hash: '0'.repeat(64) },
    ...more,
  }
}

/** The casebook of subject 1001 with these records. */
export function madeBook(
  records: readonly RecordView[],
  more: Partial<TakenCasebook> = {},
): TakenCasebook {
  return {
    ...{ takenAt: '2026-03-02T09:30:00.000Z', takenBy: 'Person Monitor', seq: 77 },
    ...{ sha256: 'ab'.repeat(32), siteName: 'First Hospital' },
    ...{ definitionVersion: '1', definitionHash: 'cd'.repeat(32) },
    subject: {
      ...{ subjid: '1001', site: 'S1', cohort: null, state: 'enrolled', revision: 1 },
      ...{ enrolmentDate: '2026-01-10', anchorDate: '2026-01-15', dayOnStudy: 47 },
      lastContact: '2026-03-01',
      status: { status: 'on-treatment', since: '2026-01-15' },
    },
    records: [...records],
    ...{ history: [], queries: [], firings: [], verifications: [], signatures: [], locks: [] },
    derived: { cutoff: null, lines: [] },
    ...more,
  }
}
