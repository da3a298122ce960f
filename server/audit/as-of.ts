import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNull,
  lte,
  notExists,
  notInArray,
  notLike,
  or,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { RecordContent } from './audit-draft.ts'

const PAGE = 500

/** A record as it was at a point of the trail, removed ones included (`content.removed`). */
export interface RecordAsOf {
  readonly recordId: string
  readonly subjectId: string | null
  readonly siteId: string | null
  readonly form: string | null
  readonly visit: string | null
  readonly rowKey: string | null
  /** The entry that made this state. */
  readonly seq: number
  readonly at: string
  readonly content: RecordContent
}

interface Moment {
  readonly studyId: string
  /** The last entry that counts. */
  readonly seq: number
  /** One subject's records only. */
  readonly subjectId?: string
  /** The records of these subjects of the study only; a few, since each is a parameter. */
  readonly subjectIds?: readonly string[]
}

/**
 * The state of a study's (or a subject's) records right after an entry: for each record its last
 * entry at or below that seq. In the order of those entries; streams page by page.
 */
export async function* recordsAsOf(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
  { studyId, seq, subjectId, subjectIds }: Moment,
): AsyncGenerator<RecordAsOf> {
  const e = t.auditEntry
  const later = alias(e, 'later')
  const laterEntry = queries
    .select({ seq: later.seq })
    .from(later)
    .where(
      and(
        // A record's entries stand in one chain: named here, the chain would be walked for each of them.
        eq(later.entityId, e.entityId),
        eq(later.entity, 'record'),
        gt(later.seq, e.seq),
        lte(later.seq, seq),
      ),
    )
  let done = 0
  for (;;) {
    const page = await queries
      .select({
        ...{ entityId: e.entityId, subjectId: e.subjectId, siteId: e.siteId, form: e.form },
        ...{ visit: e.visit, rowKey: e.rowKey, seq: e.seq, at: e.at, after: e.after },
      })
      .from(e)
      .where(
        and(
          // Ids of subjects occur in one chain alone: without it the index of the subjects is taken.
          subjectIds === undefined ? eq(e.chain, studyId) : inArray(e.subjectId, [...subjectIds]),
          eq(e.entity, 'record'),
          subjectId === undefined ? undefined : eq(e.subjectId, subjectId),
          gt(e.seq, done),
          lte(e.seq, seq),
          notExists(laterEntry),
        ),
      )
      .orderBy(asc(e.seq))
      .limit(PAGE)
    for (const entry of page) yield toRecordAsOf(entry)
    const end = page.at(-1)
    if (end === undefined || page.length < PAGE) return
    done = end.seq
  }
}

type StateEntry = Pick<
  AuditEntryRow,
  'entityId' | 'subjectId' | 'siteId' | 'form' | 'visit' | 'rowKey' | 'seq' | 'at' | 'after'
>

function toRecordAsOf(entry: StateEntry): RecordAsOf {
  const { entityId, subjectId, siteId, form, visit, rowKey, seq, at, after } = entry
  const content = JSON.parse(after ?? 'null') as RecordContent
  return { recordId: entityId, subjectId, siteId, form, visit, rowKey, seq, at, content }
}

/** The last seq of a chain at or before a time (ISO 8601 in UTC); 0 when the chain is younger. */
export async function seqAt(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
  { chain, at }: { readonly chain: string; readonly at: string },
): Promise<number> {
  const [row] = await queries
    .select({ seq: t.auditEntry.seq })
    .from(t.auditEntry)
    .where(and(eq(t.auditEntry.chain, chain), lte(t.auditEntry.at, at)))
    .orderBy(desc(t.auditEntry.seq))
    .limit(1)
  return row?.seq ?? 0
}

/** Acts by which data leave, or a copy is prepared: they change nothing that an export tells. */
const LEAVING = [
  ...['study.export', 'study.exportKey', 'study.makeCovers', 'subject.export', 'query.export'],
  ...['export.trail', 'snapshot.make'],
]
const LEAVING_KINDS = ['package.%', 'archive.%']

export interface DataState {
  /** The last entry of the chain that counts. */
  readonly seq: number
  /** When it was written (ISO 8601 in UTC). */
  readonly at: string
}

/**
 * The last entry of a chain that changed anything: exports that follow one another are of one state,
 * although each leaves its own entry. 1970 begins where there is no entry. For somebody of some sites it
 * is one of those sites or of the study as a whole: when something was done elsewhere is not told.
 */
export async function lastChange(
  { t: { auditEntry: e } }: Pick<Store, 't'>,
  queries: ReadQueries,
  chain: string,
  sites: SiteFilter = { kind: 'all' },
): Promise<DataState> {
  const changes = and(
    eq(e.chain, chain),
    sites.kind === 'all' ? undefined : or(isNull(e.siteId), inArray(e.siteId, [...sites.ids])),
    notInArray(e.act, LEAVING),
    ...LEAVING_KINDS.map((kind) => notLike(e.act, kind)),
  )
  const [row] = await queries
    .select({ seq: e.seq, at: e.at })
    .from(e)
    .where(changes)
    .orderBy(desc(e.seq))
    .limit(1)
  return row ?? { seq: 0, at: '1970-01-01T00:00:00.000Z' }
}
