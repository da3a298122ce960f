import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, gt, inArray, notExists } from 'drizzle-orm'
import type { AuditEntryRow, RecordRow } from '../../db/rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import { boundText, readSignedContent } from '../../shared/signatures/content.ts'
import { recordContent } from './audit-draft.ts'
import type { Fault } from './faults.ts'
import { sha256 } from './hash.ts'

const PAGE = 200

type SignatureRow = Store['t']['signature']['$inferSelect']

/**
 * Compares every signature with its own hash (content, signer, meaning, time and place together), with
 * the entries that gave and broke it, and, while it stands as valid, with the records it covers.
 * Names each row that fails. @source ES-06
 */
export async function signatureFaults(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  let lastId = ''
  for (;;) {
    const page = await queries
      .select()
      .from(t.signature)
      .where(gt(t.signature.id, lastId))
      .orderBy(asc(t.signature.id))
      .limit(PAGE)
    const entries = await entriesOf(t, queries, page)
    const recordsOf = recordsBySubject(t, queries)
    for (const row of page) {
      const own = entries.filter(
        ({ entityId, chain }) => entityId === row.id && chain === row.studyId,
      )
      const kind = faultOf(row, own) ?? (await staleness(row, recordsOf))
      if (kind !== null) faults.push({ kind, signatureId: row.id })
    }
    lastId = page.at(-1)?.id ?? ''
    if (page.length < PAGE) return [...faults, ...(await missing(t, queries))]
    await setImmediate()
  }
}

async function entriesOf(
  { auditEntry }: Store['t'],
  queries: ReadQueries,
  page: readonly SignatureRow[],
): Promise<readonly AuditEntryRow[]> {
  if (page.length === 0) return []
  const ids = page.map(({ id }) => id)
  return queries
    .select()
    .from(auditEntry)
    .where(and(inArray(auditEntry.entityId, ids), eq(auditEntry.entity, 'signature')))
    .orderBy(asc(auditEntry.seq))
}

type SignatureFault = 'signature-altered' | 'signature-unaudited' | 'signature-stale'

function faultOf(row: SignatureRow, entries: readonly AuditEntryRow[]): SignatureFault | null {
  const given = entries.find(({ act }) => act === 'signature.sign')
  if (given === undefined) return 'signature-unaudited'
  const isBound = sha256(boundText(row)) === row.contentHash && isGivenBy(row, given)
  return isBound && isBrokenBy(row, entries) && readSignedContent(row.content) !== null
    ? null
    : 'signature-altered'
}

function isGivenBy(row: SignatureRow, given: AuditEntryRow): boolean {
  return (
    given.accountId === row.signerId &&
    given.at === row.signedAt &&
    given.subjectId === row.subjectId &&
    (given.after ?? '').includes(`"contentHash":"${row.contentHash}"`)
  )
}

/** Broken exactly where an entry says so, at that entry's time. */
function isBrokenBy(row: SignatureRow, entries: readonly AuditEntryRow[]): boolean {
  const broke = entries.find(({ act }) => act === 'signature.break')
  if (broke === undefined) return row.state === 'valid'
  return row.state === 'broken' && row.brokenSeq === broke.seq && row.brokenAt === broke.at
}

type RecordsOf = (subjectId: string) => Promise<ReadonlyMap<string, RecordRow>>

/** The records of a subject by id, read once for all its signatures of a page. */
function recordsBySubject({ record }: Store['t'], queries: ReadQueries): RecordsOf {
  const known = new Map<string, ReadonlyMap<string, RecordRow>>()
  return async (subjectId) => {
    const found = known.get(subjectId)
    if (found !== undefined) return found
    const rows = await queries.select().from(record).where(eq(record.subjectId, subjectId))
    const byId = new Map(rows.map((row) => [row.id, row]))
    known.set(subjectId, byId)
    return byId
  }
}

async function staleness(row: SignatureRow, recordsOf: RecordsOf): Promise<SignatureFault | null> {
  const content = readSignedContent(row.content)
  if (row.state !== 'valid' || content === null || row.subjectId === null) return null
  const present = await recordsOf(row.subjectId)
  const holds = content.records.every(({ id, version, hash }) => {
    const now = present.get(id)
    return now?.version === version && hashOf(now) === hash
  })
  return holds ? null : 'signature-stale'
}

function hashOf(row: RecordRow): string | null {
  try {
    return sha256(canonicalJson(recordContent(row)))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

async function missing(
  { auditEntry, signature }: Store['t'],
  queries: ReadQueries,
): Promise<readonly Fault[]> {
  const present = queries
    .select({ id: signature.id })
    .from(signature)
    .where(eq(signature.id, auditEntry.entityId))
  const gone = await queries
    .selectDistinct({ signatureId: auditEntry.entityId })
    .from(auditEntry)
    .where(and(eq(auditEntry.act, 'signature.sign'), notExists(present)))
  return gone.map(({ signatureId }) => ({ kind: 'signature-missing', signatureId }))
}
