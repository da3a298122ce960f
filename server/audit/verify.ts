import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, gt, notExists } from 'drizzle-orm'
import { START_HASH } from '../../db/hot.ts'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import type { Fault } from './faults.ts'
import { sha256 } from './hash.ts'
import { definitionFaults } from './verify-definitions.ts'
import { recordFaults } from './verify-records.ts'
import { snapshotFaults } from './verify-snapshots.ts'
import { signatureFaults } from './verify-signatures.ts'

export interface VerifyReport {
  readonly chains: number
  readonly entries: number
  readonly records: number
  /** Empty when trail, data and database agree. */
  readonly faults: readonly Fault[]
}

/** Rows read at a time; between pages other requests are answered. */
const PAGE = 500

/**
 * Checks every chain (gaps, hashes, links, head), every record against its last entry, every
 * definition against the entry that pinned it, every snapshot against its data, every signature against
 * its hash, its entries and what it covers, and the database itself, on one committed state. Reads page by page, so memory does not
 * grow with the study. Reports faults, never throws for them.
 */
export async function verify(store: Store): Promise<VerifyReport> {
  const database = await store.integrityFaults()
  const report = await store.snapshot((queries) => verifyState(store, queries))
  const broken = database.map((message): Fault => ({ kind: 'database', message }))
  return { ...report, faults: [...broken, ...report.faults] }
}

/** All of `verify` but the database's own check, on the one state that the queries see. */
export async function verifyState(store: Tabled, queries: ReadQueries): Promise<VerifyReport> {
  const faults: Fault[] = []
  const chains = await chainsOf(store, queries)
  let entries = 0
  for (const chain of chains) entries += await verifyChain({ store, queries, chain, faults })
  let records = 0
  for await (const checked of recordFaults(store, queries)) {
    records += checked.records
    faults.push(...checked.faults)
    await setImmediate()
  }
  faults.push(...(await missingRecords(store, queries)))
  faults.push(...(await definitionFaults(store, queries)))
  faults.push(...(await snapshotFaults(store, queries)))
  faults.push(...(await signatureFaults(store, queries)))
  return { chains: chains.length, entries, records, faults }
}

type Tabled = Pick<Store, 't'>

async function chainsOf({ t }: Tabled, queries: ReadQueries): Promise<readonly string[]> {
  const heads = await queries.select({ chain: t.chainHead.chain }).from(t.chainHead)
  const used = await queries.selectDistinct({ chain: t.auditEntry.chain }).from(t.auditEntry)
  return [...new Set([...heads, ...used].map(({ chain }) => chain))].sort()
}

/** How many entries of each chain a look at its end goes through. */
const TAIL = 200

/**
 * Checks the last entries of each chain and its head: as much as a start can wait for. Finds what was
 * edited or cut off at the end; `verify` alone finds the rest.
 */
export async function verifyTails(store: Store): Promise<Pick<VerifyReport, 'entries' | 'faults'>> {
  return store.snapshot(async (queries) => {
    const { chainHead, auditEntry } = store.t
    const faults: Fault[] = []
    let entries = 0
    for (const { chain, seq } of await queries.select().from(chainHead)) {
      const from = Math.max(0, seq - TAIL)
      const [before] = await queries
        .select({ seq: auditEntry.seq, hash: auditEntry.hash })
        .from(auditEntry)
        .where(and(eq(auditEntry.chain, chain), eq(auditEntry.seq, from)))
      const start = before ?? { seq: 0, hash: START_HASH }
      entries += await verifyChain({ store, queries, chain, faults, start })
    }
    return { entries, faults }
  })
}

interface ChainCheck {
  readonly store: Tabled
  readonly queries: ReadQueries
  readonly chain: string
  readonly faults: Fault[]
  /** The entry before the first that is checked; the start of the chain where it is absent. */
  readonly start?: { readonly seq: number; readonly hash: string }
}

async function verifyChain(check: ChainCheck): Promise<number> {
  const { store, queries, chain, faults } = check
  const { t } = store
  let count = 0
  let last = check.start ?? { seq: 0, hash: START_HASH }
  for (;;) {
    const page = await queries
      .select()
      .from(t.auditEntry)
      .where(and(eq(t.auditEntry.chain, chain), gt(t.auditEntry.seq, last.seq)))
      .orderBy(asc(t.auditEntry.seq))
      .limit(PAGE)
    for (const entry of page) {
      faults.push(...entryFaults(entry, last))
      last = entry
    }
    count += page.length
    if (page.length < PAGE) break
    await setImmediate()
  }
  const [head] = await queries.select().from(t.chainHead).where(eq(t.chainHead.chain, chain))
  if (head?.seq !== last.seq || head.hash !== last.hash) {
    faults.push({ kind: 'head-differs', chain, seq: last.seq })
  }
  return count
}

function entryFaults(
  entry: AuditEntryRow,
  last: { readonly seq: number; readonly hash: string },
): readonly Fault[] {
  const { chain, seq } = entry
  const faults: Fault[] = []
  for (let missing = last.seq + 1; missing < seq; missing += 1) {
    faults.push({ kind: 'entry-missing', chain, seq: missing })
  }
  if (recomputedHash(entry) !== entry.hash) faults.push({ kind: 'entry-altered', chain, seq })
  else if (seq === last.seq + 1 && entry.previousHash !== last.hash) {
    faults.push({ kind: 'entry-unlinked', chain, seq })
  }
  return faults
}

// Written apart from the chain's own text, so that a fault in that one cannot hide itself.
function recomputedHash(entry: AuditEntryRow): string {
  return sha256(canonicalJson({ ...entry, hash: undefined }))
}

async function missingRecords({ t }: Tabled, queries: ReadQueries): Promise<readonly Fault[]> {
  const present = queries
    .select({ id: t.record.id })
    .from(t.record)
    .where(eq(t.record.id, t.auditEntry.entityId))
  const missing = await queries
    .selectDistinct({ recordId: t.auditEntry.entityId })
    .from(t.auditEntry)
    .where(and(eq(t.auditEntry.entity, 'record'), notExists(present)))
  return missing.map(({ recordId }) => ({ kind: 'record-missing', recordId }))
}
