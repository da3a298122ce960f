import { and, asc, desc, eq, gt, inArray, lte } from 'drizzle-orm'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { ChangedRecord } from '../../shared/api/routes/changes.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { REVIEW_ACTS } from '../../shared/trail/review-acts.ts'
import { toViews } from '../audit-trail/service.ts'
import type { Definitions } from '../studies/service.ts'

export interface ChangeServices {
  readonly store: Store
  readonly definitions: Definitions
}

interface OfSubject {
  readonly studyId: string
  readonly subjectId: string
}

/** The act after which something is new to a person. */
export type LastLook = Pick<AuditEntryRow, 'seq' | 'at' | 'act' | 'visit'>

/** A person's own last review or signature in a subject; null where there is none. */
export async function lastLook(
  { store }: Pick<ChangeServices, 'store'>,
  { studyId, subjectId, accountId }: OfSubject & { readonly accountId: string },
): Promise<LastLook | null> {
  const e = store.t.auditEntry
  const [found] = await store.read
    .select({ seq: e.seq, at: e.at, act: e.act, visit: e.visit })
    .from(e)
    .where(
      and(
        eq(e.chain, studyId),
        eq(e.subjectId, subjectId),
        eq(e.accountId, accountId),
        inArray(e.act, [...REVIEW_ACTS]),
      ),
    )
    .orderBy(desc(e.seq))
    .limit(1)
  return found ?? null
}

/**
 * The records of a subject that are not what they were right after an entry of the study's trail
 * (`sinceSeq`; 0: from the beginning), up to `untilSeq` where given. Each changed field once, with its
 * text then and now and with its last change. What was changed and changed back, and what was both
 * made and removed since, is left out. Redacted texts stay hidden. In the order of their last change,
 * newest first.
 */
export async function changesSince(
  services: ChangeServices,
  of: OfSubject & { readonly sinceSeq: number; readonly untilSeq?: number },
): Promise<ChangedRecord[]> {
  const entries = await entriesSince(services.store, of)
  const byRecord = new Map<string, AuditEntryRow[]>()
  for (const entry of entries) {
    const known = byRecord.get(entry.entityId)
    if (known === undefined) byRecord.set(entry.entityId, [entry])
    else known.push(entry)
  }
  const spans = [...byRecord.values()].flatMap((own) => spanOf(own) ?? [])
  const net = await toViews(
    services,
    of.studyId,
    spans.map(({ whole }) => whole),
  )
  const steps = await toViews(
    services,
    of.studyId,
    spans.flatMap(({ own }) => own),
  )
  const stepsOf = groupByRecord(steps)
  return spans
    .flatMap(({ kind, whole }, at) => {
      const view = net[at]
      if (view === undefined) return []
      const own = stepsOf.get(whole.entityId) ?? []
      return changedRecord({ kind, rowKey: whole.rowKey ?? '', net: view, steps: own }) ?? []
    })
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
}

async function entriesSince(
  { read, t: { auditEntry: e } }: Store,
  of: OfSubject & { readonly sinceSeq: number; readonly untilSeq?: number },
): Promise<readonly AuditEntryRow[]> {
  return read
    .select()
    .from(e)
    .where(
      and(
        eq(e.chain, of.studyId),
        eq(e.entity, 'record'),
        eq(e.subjectId, of.subjectId),
        gt(e.seq, of.sinceSeq),
        of.untilSeq === undefined ? undefined : lte(e.seq, of.untilSeq),
      ),
    )
    .orderBy(asc(e.seq))
}

/** All that happened to one record: from the state before the first entry to that after the last. */
interface Span {
  readonly kind: ChangedRecord['kind']
  readonly whole: AuditEntryRow
  readonly own: readonly AuditEntryRow[]
}

function spanOf(own: readonly AuditEntryRow[]): Span | null {
  const [first] = own
  const last = own.at(-1)
  if (first === undefined || last === undefined) return null
  const was = isThere(first.before)
  const is = isThere(last.after)
  if (!was && !is) return null
  const kind = !was ? 'new' : is ? 'changed' : 'removed'
  return { kind, whole: { ...last, before: was ? first.before : null }, own }
}

/** Whether a state of a record holds data: there is one, and it is not marked as removed. */
function isThere(content: string | null): boolean {
  return content !== null && (JSON.parse(content) as { removed?: boolean }).removed !== true
}

function groupByRecord(views: readonly AuditEntryView[]): Map<string, AuditEntryView[]> {
  const groups = new Map<string, AuditEntryView[]>()
  for (const view of views) groups.set(view.entityId, [...(groups.get(view.entityId) ?? []), view])
  return groups
}

interface Changing {
  readonly kind: ChangedRecord['kind']
  readonly rowKey: string
  /** First state to last. */
  readonly net: AuditEntryView
  /** The entries in their order. */
  readonly steps: readonly AuditEntryView[]
}

/** Null where nothing that a person recorded is other than before. */
function changedRecord({ kind, rowKey, net, steps }: Changing): ChangedRecord | null {
  const changes = net.changes.filter(({ pointer }) => isValue(pointer))
  if (kind === 'changed' && changes.length === 0) return null
  const touching = steps.filter((step) =>
    step.changes.some(({ pointer }) => isValue(pointer) || pointer === '/removed'),
  )
  const last = touching.at(-1) ?? net
  return {
    record: net.entityId,
    form: net.form ?? '',
    visit: net.visit,
    rowKey,
    kind,
    at: last.at,
    by: last.displayName,
    role: last.role,
    reason: last.reason,
    fields: changes.map(({ pointer, item, before, after, redacted }) => {
      const made = steps.findLast((step) => step.changes.some((one) => one.pointer === pointer))
      const { at, displayName: by, role, reason, reasonRedacted } = made ?? last
      return { pointer, item, before, after, redacted, at, by, role, reason, reasonRedacted }
    }),
  }
}

/** Completeness, version of the definition and the derivation of a review are no answers of a person. */
function isValue(pointer: string): boolean {
  return pointer.startsWith('/items/') || pointer.startsWith('/rows/')
}
