import { and, eq } from 'drizzle-orm'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Tx } from '../../db/store.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Actor } from '../audit/actor.ts'
import { recordContent } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import { loadRedactions, REASON_POINTER, REDACTION, textAt } from './redactions.ts'
import { toViews, type AuditServices } from './entry-views.ts'

export interface RedactionWish {
  readonly studyId: string
  /** Where the caller may redact. */
  readonly sites: SiteFilter
  readonly seq: number
  readonly pointer: string
  readonly reason: string
}

/**
 * Hides a text of one entry from every view of the trail, by an entry of its own that keeps who, when
 * and why, and never the text. The redacted entry is not touched: its hash still proves it. 409 while
 * the record still holds the text, or where it is hidden already.
 */
export async function redactEntry(
  services: AuditServices,
  actor: Actor,
  wish: RedactionWish,
): Promise<AuditEntryView> {
  const { store, definitions } = services
  const { forms } = await definitions.of(wish.studyId)
  const target = await unitOfWork(store, actor, async (tx) => {
    const entry = await expectEntry(services, tx, wish)
    const text = textAt(entry, wish.pointer, forms)
    if (text === null) throw invalidField('/pointer', 'redact.nothingThere')
    const known = await loadRedactions(store, tx, { chain: wish.studyId, entries: [entry], forms })
    if (known.some((one) => one.pointer === wish.pointer && one.text === text)) {
      throw wrongOrder('redaction.absent')
    }
    if (await stillHeld(tx, entry, { pointer: wish.pointer, text, forms })) {
      throw wrongOrder('value.corrected')
    }
    const { entityId, subjectId, siteId, visit, form, rowKey } = entry
    const place = { entityId, subjectId, siteId, visit, form, rowKey }
    const after = { seq: entry.seq, pointer: wish.pointer }
    return {
      result: entry,
      audit: [
        {
          act: REDACTION,
          entity: 'auditEntry',
          ...place,
          before: null,
          after,
          reason: wish.reason,
        },
      ],
    }
  })
  const [view] = await toViews(services, wish.studyId, [target])
  if (view === undefined) throw notFound('entry')
  return view
}

function wrongOrder(requires: string): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step: REDACTION,
    requires: [requires],
  })
}

async function expectEntry(
  { store }: AuditServices,
  tx: Tx,
  { studyId, seq, sites }: RedactionWish,
): Promise<AuditEntryRow> {
  const { auditEntry } = store.t
  const [entry] = await tx
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), eq(auditEntry.seq, seq)))
  const isSeen = entry !== undefined && (entry.siteId === null || includesSite(sites, entry.siteId))
  if (!isSeen) throw notFound('entry')
  return entry
}

interface Held {
  readonly pointer: string
  readonly text: string
  readonly forms: ReadonlyMap<string, FormDefinition>
}

/** The record as it stands still holds the text: it is corrected there first, by those who own it. */
async function stillHeld(
  tx: Tx,
  entry: AuditEntryRow,
  { pointer, text, forms }: Held,
): Promise<boolean> {
  if (entry.entity !== 'record' || pointer === REASON_POINTER) return false
  const record = await tx.hot.record(entry.entityId)
  if (record === null || record.removed) return false
  const present = { ...entry, before: null, after: JSON.stringify(recordContent(record)) }
  return textAt(present, pointer, forms) === text
}
