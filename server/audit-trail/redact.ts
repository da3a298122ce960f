import { and, eq } from 'drizzle-orm'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Tx } from '../../db/store.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Actor } from '../audit/actor.ts'
import { recordContent, type EntityDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import { loadRedactions, REASON_POINTER, REDACTION, textAt } from './redactions.ts'
import { toViews, type AuditServices } from './entry-views.ts'

/** Where a text stands that is being redacted, and of whom it is. */
export interface RedactedText {
  readonly studyId: string
  /** Entry that holds it. */
  readonly seq: number
  readonly entityId: string
  readonly subjectId: string | null
  readonly siteId: string | null
  /** When it is redacted (ISO 8601, UTC). */
  readonly at: string
}

/** Prepared files that were taken back because they may hold a redacted text. */
export interface Withdrawn {
  readonly audit: readonly EntityDraft[]
  /** Removes them; called once the redaction is kept. */
  readonly removeFiles: () => Promise<void>
}

export interface RedactionServices extends AuditServices {
  /** Takes back what was prepared to be handed out and may hold the text, in the same transaction. */
  readonly withdraw: (tx: Tx, text: RedactedText) => Promise<Withdrawn>
}

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
 * and why, and never the text. The redacted entry is not touched: its hash still proves it. Prepared
 * files that may hold the text are withdrawn with it. 409 while the record still holds the text, or
 * where it is hidden already.
 */
export async function redactEntry(
  services: RedactionServices,
  actor: Actor,
  wish: RedactionWish,
): Promise<AuditEntryView> {
  const { store, definitions } = services
  const { forms } = await definitions.of(wish.studyId)
  const { target, removeFiles } = await unitOfWork(store, actor, async (tx, { at }) => {
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
    const where = { studyId: wish.studyId, seq: entry.seq, entityId, subjectId, siteId, at }
    const withdrawn = await services.withdraw(tx, where)
    return {
      result: { target: entry, removeFiles: withdrawn.removeFiles },
      audit: [
        {
          act: REDACTION,
          entity: 'auditEntry',
          ...place,
          before: null,
          after,
          reason: wish.reason,
        },
        ...withdrawn.audit,
      ],
    }
  })
  await removeFiles()
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
