import type { RecordRow } from '../../db/rows.ts'
import type { Tables } from '../../db/tables.ts'
import type { FormValues } from '../../shared/forms/define.ts'
import type { Actor } from './actor.ts'

/** What was done to what, as a service says it; the unit of work adds who, when, seq and hash. */
export type AuditDraft = RecordDraft | EntityDraft

interface DraftBase {
  /** Who did it, where that is not the unit's own actor: the program, for what follows by rule. */
  readonly by?: Actor
  /** What was done, e.g. `record.amend`, `query.answer`, `account.lock`. */
  readonly act: string
  readonly entityId: string
  readonly reason?: string | null
  /** When the first of it was typed, by the server's clock, ISO 8601; null where nothing tells. */
  readonly enteredAt?: string | null
}

/** A change of a record. Its subject's revision rises, and the record is stamped with the entry's seq. */
export interface RecordDraft extends DraftBase {
  readonly entity: 'record'
  readonly subjectId: string
  readonly siteId: string
  readonly visit: string | null
  readonly form: string
  readonly rowKey: string
  readonly before: RecordContent | null
  readonly after: RecordContent
}

/** Any other act. `before` and `after` are plain JSON values; leave secrets (hashes, tokens) out. */
export interface EntityDraft extends DraftBase {
  readonly entity: Exclude<keyof Tables, 'record' | 'chainHead' | 'draft'>
  readonly subjectId?: string | null
  readonly siteId?: string | null
  readonly visit?: string | null
  readonly form?: string | null
  readonly rowKey?: string | null
  readonly before: object | null
  readonly after: object | null
}

/** All of a record that may change: what an audit entry keeps and `verify` compares. */
export interface RecordContent {
  readonly values: FormValues
  readonly completeness: RecordRow['completeness']
  readonly definitionVersion: number
  /** What a review saw; absent elsewhere. */
  readonly derivation?: unknown
  /** Present and true on a removed record. */
  readonly removed?: true
}

type ContentColumns = Pick<
  RecordRow,
  'values' | 'completeness' | 'definitionVersion' | 'derivation' | 'removed'
>

/** The content of a stored record. Throws on stored values that are not JSON. */
export function recordContent(row: ContentColumns): RecordContent {
  return {
    values: JSON.parse(row.values) as FormValues,
    completeness: row.completeness,
    definitionVersion: row.definitionVersion,
    ...(row.derivation === null ? {} : { derivation: JSON.parse(row.derivation) as unknown }),
    ...(row.removed ? { removed: true as const } : {}),
  }
}

interface RecordChange {
  readonly act: string
  /** The row as it was; null for a new record. */
  readonly before: RecordRow | null
  readonly after: RecordRow
  /** The subject's site. */
  readonly siteId: string
  readonly reason?: string | null
  readonly enteredAt?: string | null
}

/** The draft of a record's change, from its rows before and after. */
export function recordDraft(change: RecordChange): RecordDraft {
  const { act, before, after, siteId, reason = null, enteredAt = null } = change
  return {
    act,
    entity: 'record',
    entityId: after.id,
    subjectId: after.subjectId,
    siteId,
    visit: after.visit,
    form: after.form,
    rowKey: after.rowKey,
    before: before === null ? null : recordContent(before),
    after: recordContent(after),
    reason,
    enteredAt,
  }
}
