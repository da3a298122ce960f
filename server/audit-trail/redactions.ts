import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { fieldChanges } from '../audit/field-changes.ts'
import { toPointer } from '../http/parse-request.ts'
import { rowNamer } from './row-namer.ts'

export const REDACTION = 'audit.redact'
/** Names the reason of a change among the fields of an entry. */
export const REASON_POINTER = '/reason'

/** What a redaction entry keeps: the entry it speaks of and the field, never the text itself. */
const redactionSchema = z.object({ seq: z.number(), pointer: z.string() })

/** A text that is hidden: at one field of one entity, wherever it stands in the entity's entries. */
export interface Redaction {
  readonly entityId: string
  /** The subject it speaks of; null: of none. */
  readonly subjectId: string | null
  readonly seq: number
  readonly pointer: string
  readonly text: string
}

interface Within {
  readonly chain: string
  readonly forms: ReadonlyMap<string, FormDefinition>
}

interface Of extends Within {
  readonly entries: readonly Pick<AuditEntryRow, 'entityId'>[]
}

/** The redactions of the entities that some entries speak of. */
export async function loadRedactions(
  store: Pick<Store, 't'>,
  queries: ReadQueries,
  { chain, entries, forms }: Of,
): Promise<readonly Redaction[]> {
  const { auditEntry } = store.t
  const ids = [...new Set(entries.map(({ entityId }) => entityId))]
  const those = [eq(auditEntry.entity, 'auditEntry'), inArray(auditEntry.entityId, ids)]
  return redactionsWhere(store, queries, { chain, forms }, those)
}

/** All redactions of a chain: there are few. */
export async function loadAllRedactions(
  store: Pick<Store, 't'>,
  queries: ReadQueries,
  within: Within,
): Promise<readonly Redaction[]> {
  return redactionsWhere(store, queries, within, [])
}

async function redactionsWhere(
  { t: { auditEntry } }: Pick<Store, 't'>,
  queries: ReadQueries,
  { chain, forms }: Within,
  those: readonly SQL[],
): Promise<readonly Redaction[]> {
  const { entityId, subjectId, after, act } = auditEntry
  const acts = await queries
    .select({ entityId, subjectId, after })
    .from(auditEntry)
    // The act stands in the statement itself: an index over redactions alone answers it.
    .where(and(eq(auditEntry.chain, chain), sql`${act} = ${sql.raw(`'${REDACTION}'`)}`, ...those))
  if (acts.length === 0) return []
  const named = acts.map((entry) => ({
    entityId: entry.entityId,
    subjectId: entry.subjectId,
    ...redactionSchema.parse(JSON.parse(entry.after ?? '{}')),
  }))
  const targets = await queries
    .select()
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.chain, chain),
        inArray(
          auditEntry.seq,
          named.map(({ seq }) => seq),
        ),
      ),
    )
  const bySeq = new Map(targets.map((entry) => [entry.seq, entry]))
  return named.flatMap((one) => {
    const target = bySeq.get(one.seq)
    const text = target === undefined ? null : textAt(target, one.pointer, forms)
    return text === null ? [] : [{ ...one, text }]
  })
}

/** The text that an entry holds at a field: the new one, or the one it took away. */
export function textAt(
  entry: AuditEntryRow,
  pointer: string,
  forms: ReadonlyMap<string, FormDefinition>,
): string | null {
  if (pointer === REASON_POINTER) return entry.reason
  const form = entry.form === null ? undefined : forms.get(entry.form)
  const change = fieldChanges(entry, rowNamer(form)).find(({ path }) => toPointer(path) === pointer)
  return change === undefined ? null : (change.after ?? change.before)
}

/** An entry as people may read it: redacted texts are left out and marked. */
export function withoutRedacted(
  view: AuditEntryView,
  redactions: readonly Redaction[],
): AuditEntryView {
  const own = redactions.filter(({ entityId }) => entityId === view.entityId)
  if (own.length === 0) return view
  const hides = (pointer: string, text: string | null): boolean =>
    text !== null && own.some((one) => one.pointer === pointer && one.text === text)
  const reasonRedacted = own.some(
    ({ seq, pointer }) => seq === view.seq && pointer === REASON_POINTER,
  )
  return {
    ...view,
    reason: reasonRedacted ? null : view.reason,
    reasonRedacted,
    changes: view.changes.map((change) => {
      const redacted = (['before', 'after'] as const).filter((side) =>
        hides(change.pointer, change[side]),
      )
      const kept = (side: 'before' | 'after'): string | null =>
        redacted.includes(side) ? null : change[side]
      return { ...change, before: kept('before'), after: kept('after'), redacted }
    }),
  }
}
