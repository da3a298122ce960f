import { and, asc, eq, gt, inArray, max } from 'drizzle-orm'
import type { AuditEntryRow, RecordRow } from '../../db/rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import { recordContent } from './audit-draft.ts'
import type { Fault } from './faults.ts'

const PAGE = 500

interface CheckedPage {
  readonly records: number
  readonly faults: readonly Fault[]
}

/** Compares every record with the last entry about it, a page at a time. */
export async function* recordFaults(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
): AsyncGenerator<CheckedPage> {
  let lastId = ''
  for (;;) {
    const page = await queries
      .select({ record: t.record, entry: t.auditEntry })
      .from(t.record)
      .leftJoin(
        t.auditEntry,
        and(eq(t.auditEntry.chain, t.record.studyId), eq(t.auditEntry.seq, t.record.updatedSeq)),
      )
      .where(gt(t.record.id, lastId))
      .orderBy(asc(t.record.id))
      .limit(PAGE)
    const ids = page.map(({ record }) => record.id)
    const newest = await newestEntries(t, queries, ids)
    yield {
      records: page.length,
      faults: page.flatMap(({ record, entry }) =>
        faultOf(record, entry, newest.get(record.id) ?? null),
      ),
    }
    const last = ids.at(-1)
    if (last === undefined || page.length < PAGE) return
    lastId = last
  }
}

async function newestEntries(
  t: Store['t'],
  queries: ReadQueries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await queries
    .select({ id: t.auditEntry.entityId, seq: max(t.auditEntry.seq) })
    .from(t.auditEntry)
    .where(and(inArray(t.auditEntry.entityId, [...ids]), eq(t.auditEntry.entity, 'record')))
    .groupBy(t.auditEntry.entityId)
  return new Map(rows.map(({ id, seq }) => [id, Number(seq)]))
}

function faultOf(
  record: RecordRow,
  entry: AuditEntryRow | null,
  newestSeq: number | null,
): readonly Fault[] {
  if (newestSeq === null) return [{ kind: 'record-unaudited', recordId: record.id }]
  const agrees = entry !== null && newestSeq === record.updatedSeq && tellsOf(entry, record)
  return agrees ? [] : [{ kind: 'record-differs', recordId: record.id }]
}

function tellsOf(entry: AuditEntryRow, record: RecordRow): boolean {
  return (
    entry.entity === 'record' &&
    entry.entityId === record.id &&
    samePlace(entry, record) &&
    entry.after === contentText(record)
  )
}

function samePlace(entry: AuditEntryRow, record: RecordRow): boolean {
  return (
    entry.subjectId === record.subjectId &&
    entry.form === record.form &&
    entry.visit === record.visit &&
    entry.rowKey === record.rowKey
  )
}

// Values that were altered by hand may be no JSON at all: that is a difference, not a breakdown.
function contentText(record: RecordRow): string | null {
  try {
    return canonicalJson(recordContent(record))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
