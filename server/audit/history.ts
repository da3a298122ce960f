import { and, asc, desc, eq, gt, gte, inArray, like, lt, lte, type SQL } from 'drizzle-orm'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { Tables } from '../../db/tables.ts'
import { fieldChanges, type FieldChange, type NameRows } from './field-changes.ts'

/** Which entries of one chain. A criterion that is absent admits every entry. */
export interface EntryFilter {
  readonly chain: string
  readonly entity?: AuditEntryRow['entity']
  readonly entityId?: string
  readonly subjectId?: string
  /** Sites whose data the reader may see. */
  readonly siteIds?: readonly string[]
  readonly visit?: string
  readonly form?: string
  readonly username?: string
  readonly role?: string
  /** One act, or every act of a kind where it ends in a full stop: `record.`. */
  readonly act?: string
  /** The last entry that counts. */
  readonly upToSeq?: number
  /** ISO 8601 in UTC, both included. */
  readonly from?: string
  readonly to?: string
}

export interface EntryPage {
  readonly entries: readonly AuditEntryRow[]
  /** Pass it as `cursor` for the next page; null after the last one. */
  readonly next: number | null
}

export interface PageWish {
  readonly limit: number
  readonly order?: 'newest-first' | 'oldest-first'
  readonly cursor?: number | null
}

/** Entries of a record, subject or study, a page at a time, newest first unless asked otherwise. */
export async function entriesPage(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
  { filter, page }: { readonly filter: EntryFilter; readonly page: PageWish },
): Promise<EntryPage> {
  const { limit, order = 'newest-first', cursor = null } = page
  const oldestFirst = order === 'oldest-first'
  const { seq } = t.auditEntry
  const beyond = cursor === null ? undefined : oldestFirst ? gt(seq, cursor) : lt(seq, cursor)
  const found = await queries
    .select()
    .from(t.auditEntry)
    .where(and(...conditions(t, filter), beyond))
    .orderBy(oldestFirst ? asc(seq) : desc(seq))
    .limit(limit + 1)
  const entries = found.slice(0, limit)
  return { entries, next: found.length > limit ? (entries.at(-1)?.seq ?? null) : null }
}

function conditions({ auditEntry: e }: Tables, filter: EntryFilter): readonly (SQL | undefined)[] {
  const equal = [
    [e.entity, filter.entity],
    [e.entityId, filter.entityId],
    [e.subjectId, filter.subjectId],
    [e.visit, filter.visit],
    [e.form, filter.form],
    [e.username, filter.username],
    [e.role, filter.role],
  ] as const
  return [
    eq(e.chain, filter.chain),
    ...equal.map(([column, value]) => (value === undefined ? undefined : eq(column, value))),
    actCondition(e.act, filter.act),
    filter.upToSeq === undefined ? undefined : lte(e.seq, filter.upToSeq),
    filter.siteIds === undefined ? undefined : inArray(e.siteId, [...filter.siteIds]),
    filter.from === undefined ? undefined : gte(e.at, filter.from),
    filter.to === undefined ? undefined : lte(e.at, filter.to),
  ]
}

function actCondition(
  column: Tables['auditEntry']['act'],
  act: string | undefined,
): SQL | undefined {
  if (act === undefined) return undefined
  // Acts are words and full stops: nothing in them means more than itself to LIKE.
  return act.endsWith('.') ? like(column, `${act}%`) : eq(column, act)
}

/** One change of a field, with the entry that made it. */
export interface FieldHistoryLine {
  readonly entry: AuditEntryRow
  readonly change: FieldChange
}

/** Every change of one field of an entity, oldest first; the first one is its first entry. */
export async function fieldHistory(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
  of: {
    readonly entity: string
    readonly entityId: string
    readonly path: readonly string[]
    readonly nameRows?: NameRows
  },
): Promise<readonly FieldHistoryLine[]> {
  const entries = await queries
    .select()
    .from(t.auditEntry)
    .where(and(eq(t.auditEntry.entityId, of.entityId), eq(t.auditEntry.entity, of.entity)))
    .orderBy(asc(t.auditEntry.seq))
  return entries.flatMap((entry) =>
    fieldChanges(entry, of.nameRows)
      .filter(({ path }) => path.join('\u0000') === of.path.join('\u0000'))
      .map((change) => ({ entry, change })),
  )
}
