import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts'
import { vitals, type Acknowledged } from './writer.ts'

/** Reads rows by a text of SQL that both engines understand, beside the server. */
export type ReadRows = (text: string) => Promise<readonly Row[]>
type Row = Readonly<Record<string, string | number | null>>

interface Head {
  readonly seq: number
  readonly hash: string
}

/**
 * What holds after each kill, looked at by plain SQL past the product's own code, entry by entry as they
 * came since the last look: the chains go on without gap and fork, each record is what its last entry
 * says, and checks and system queries are those of the values that are stored.
 */
export class Agreement {
  readonly #heads = new Map<string, Head>()
  /** How many entries each record has: its version. */
  readonly #versions = new Map<string, number>()
  /** What each version of a record was stored with: an answer that was lost is acknowledged a look later. */
  readonly #stored = new Map<string, string>()
  entries = 0

  /** Looks at what is new; `acknowledged` are the saves that were acknowledged since. */
  async look(read: ReadRows, acknowledged: readonly Acknowledged[]): Promise<void> {
    const touched = new Map<string, Row>()
    for (const { chain = '', seq, hash } of await read('select chain, seq, hash from chain_head')) {
      for (const entry of await this.#follow(read, String(chain), {
        seq: Number(seq),
        hash: String(hash),
      })) {
        if (entry['entity'] !== 'record') continue
        const id = String(entry['entity_id'])
        const version = this.versionOf(id) + 1
        touched.set(id, entry)
        this.#versions.set(id, version)
        this.#stored.set(`${id}@${version}`, itemsText(valuesOf(entry)))
      }
    }
    for (const { record, version, save } of acknowledged) {
      const stored = this.#stored.get(`${record}@${version}`)
      assert.equal(stored, itemsText(vitals(save)), `version ${version} of ${record}`)
    }
    await this.#compareRecords(read, touched)
    await expectChecksAgree(read, [...touched.keys()])
  }

  /** New entries of a chain; each is linked to the one before it, and the last is the chain's head. */
  async #follow(read: ReadRows, chain: string, head: Head): Promise<readonly Row[]> {
    let last: Head = this.#heads.get(chain) ?? { seq: 0, hash: '0'.repeat(64) }
    const entries = await read(
      `select * from audit_entry where chain = '${chain}' and seq > ${last.seq} order by seq`,
    )
    for (const entry of entries) {
      assert.equal(entry['seq'], last.seq + 1, `${chain}: a gap`)
      if (last.seq > 0) assert.equal(entry['previous_hash'], last.hash, `${chain}: not linked`)
      assert.equal(hashOf(entry), entry['hash'], `${chain}: altered`)
      last = { seq: last.seq + 1, hash: String(entry['hash']) }
    }
    assert.deepEqual(last, head, `${chain}: its head is not its last entry`)
    this.#heads.set(chain, last)
    this.entries += entries.length
    return entries
  }

  async #compareRecords(read: ReadRows, touched: ReadonlyMap<string, Row>): Promise<void> {
    if (touched.size === 0) return
    const rows = await read(
      `select id, version, "values", updated_seq from record where id in (${listed([...touched.keys()])})`,
    )
    assert.equal(rows.length, touched.size, 'a record of the trail is missing')
    for (const row of rows) {
      const entry = touched.get(String(row['id'])) ?? {}
      assert.equal(row['version'], this.versionOf(String(row['id'])))
      assert.equal(row['updated_seq'], entry['seq'])
      assert.equal(canonicalJson(JSON.parse(String(row['values']))), canonicalJson(valuesOf(entry)))
    }
  }

  /** The version of each record at the last look. */
  versionOf(record: string): number {
    return this.#versions.get(record) ?? 0
  }
}

/** What is filled in, as one text that is the same for the same values. */
function itemsText(values: unknown): string {
  const { items } = values as { items: Record<string, string> }
  return canonicalJson(
    Object.fromEntries(Object.entries(items).filter(([, value]) => value !== '')),
  )
}

/**
 * A weight out of range has one unsettled firing with one unsettled system query, and no other weight
 * has one; each has its own entries.
 */
async function expectChecksAgree(read: ReadRows, records: readonly string[]): Promise<void> {
  if (records.length === 0) return
  const rows = await read(`
    select r.id, r."values",
      (select count(*) from check_firing f where f.record_id = r.id and f.item = 'WEIGHT' and f.state = 'open') as firings,
      (select count(*) from query q where q.record_id = r.id and q.item = 'WEIGHT' and q.kind = 'system' and q.settled_at is null) as queries,
      (select count(*) from check_firing f left join query q on q.id = f.query_id
        where f.record_id = r.id and f.item = 'WEIGHT' and (f.state = 'open') <> (q.settled_at is null)) as apart,
      (select count(*) from query q where q.record_id = r.id
        and (not exists (select 1 from query_entry e where e.query_id = q.id)
          or not exists (select 1 from audit_entry a where a.entity_id = q.id and a.entity = 'query'))) as untold
    from record r where r.form = 'vitals' and r.id in (${listed(records)})`)
  for (const row of rows) {
    const { items } = JSON.parse(String(row['values'])) as { items: Record<string, string> }
    const expected = items['WEIGHT'] === '646.0' ? 1 : 0
    const found = [row['firings'], row['queries'], row['apart'], row['untold']].map(Number)
    assert.deepEqual(found, [expected, expected, 0, 0], `checks of ${String(row['id'])}`)
  }
}

function valuesOf(entry: Row): unknown {
  return (JSON.parse(String(entry['after'])) as { values: unknown }).values
}

/** Written apart from the product's: columns as the trail names them, the hash aside. */
function hashOf(entry: Row): string {
  const fields = Object.entries(entry)
    .filter(([column]) => column !== 'hash')
    .map(([column, value]) => [
      column.replaceAll(/_(\w)/g, (_, c: string) => c.toUpperCase()),
      value,
    ])
  return createHash('sha256')
    .update(canonicalJson(Object.fromEntries(fields)))
    .digest('hex')
}

function listed(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'`).join(', ')
}
