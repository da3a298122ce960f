import { createHash } from 'node:crypto'
import path from 'node:path'
import pg from 'pg'
import { openPostgres } from '../../db/open-postgres.ts'
import { packageRoot } from '../../server/package-root.ts'
import { saveNew, seedStudy, SITE_ID, STUDY_ID, SUBJECT_ID } from '../db/seed.ts'
import { openOwnSchema, type OwnSchema } from '../db/own-schema.ts'
import { percentiles, type Load } from './save-load.ts'
import { watchDatabase } from './server-processor.ts'

/** Transactions of the rows of a save on a database of their own, by the driver alone. */
export interface RawSaves {
  load(plan: RawPlan): Promise<Load>
  close(): Promise<void>
}

interface RawPlan {
  readonly connections: number
  readonly seconds: number
  /** All connections write in one chain, as those of one study do; or each in a chain of its own. */
  readonly chains: 'one' | 'each'
}

const ITEMS = { AETERM: 'Hepatic pain', AETOXGR: '2', AESTDAT: '2026-01-03', AESER: 'N' }

export async function openRawSaves(server: string, most: number): Promise<RawSaves> {
  const schema = await openOwnSchema(server)
  const migrationsRoot = path.join(packageRoot(), 'db', 'migrations')
  const store = await openPostgres({ url: schema.url, migrationsRoot })
  await seedStudy(store)
  for (let n = 0; n < most; n += 1) await saveNew(store, `r${n}`, ITEMS)
  await store.close()
  await schema.owner.query(
    `insert into ${schema.name}.chain_head (chain, seq, hash, at)
     select 'chain-' || n, 0, repeat('0', 64), '' from generate_series(0, $1) n`,
    [most],
  )
  return {
    load: (plan) => load(server, schema, plan),
    close: () => schema.remove(),
  }
}

async function load(server: string, { url, name }: OwnSchema, plan: RawPlan): Promise<Load> {
  const clients = await Promise.all(
    Array.from({ length: plan.connections }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query('set synchronous_commit = on')
      return client
    }),
  )
  const endWatch = await watchDatabase(server, name)
  const cpu = process.cpuUsage()
  const start = performance.now()
  const end = start + plan.seconds * 1000
  const times: number[] = []
  await Promise.all(
    clients.map(async (client, n) => {
      const chain = plan.chains === 'one' ? STUDY_ID : `chain-${n}`
      while (performance.now() < end) {
        const began = performance.now()
        await save(client, chain, `r${n}`)
        times.push(performance.now() - began)
      }
    }),
  )
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const database = await endWatch()
  await Promise.all(clients.map((client) => client.end()))
  return {
    rate: times.length / wall,
    ...percentiles(times),
    processor: (user + system) / 1000 / times.length,
    database: database === null ? null : database / times.length,
  }
}

/** The least that a save writes, one prepared statement after the other. */
async function save(client: pg.Client, chain: string, id: string): Promise<void> {
  await client.query('begin')
  const { rows: heads } = await client.query<Head>({ ...LOCK_HEAD, values: [chain] })
  const [head] = heads
  if (head === undefined) throw new Error('A chain has no head.')
  const seq = head.seq + 1
  const at = new Date().toISOString()
  const values = JSON.stringify({ items: { ...ITEMS, AESEQ: String(seq) }, rows: [] })
  const { rowCount } = await client.query({ ...UPDATE_RECORD, values: [values, seq, id] })
  if (rowCount !== 1) throw new Error('A record is missing.')
  const hash = createHash('sha256').update(head.hash).update(values).digest('hex')
  const entry = [
    `${chain}.${seq}`,
    chain,
    seq,
    at,
    id,
    SUBJECT_ID,
    SITE_ID,
    values,
    head.hash,
    hash,
  ]
  await client.query({ ...INSERT_ENTRY, values: entry })
  await client.query({ ...MOVE_HEAD, values: [seq, hash, at, chain] })
  await client.query('commit')
}

interface Head {
  readonly seq: number
  readonly hash: string
}

const LOCK_HEAD = {
  name: 'lock_head',
  text: 'select seq, hash from chain_head where chain = $1 for update',
}
const UPDATE_RECORD = {
  name: 'update_record',
  text: 'update record set "values" = $1, version = version + 1, updated_seq = $2 where id = $3',
}
const INSERT_ENTRY = {
  name: 'insert_entry',
  text: `insert into audit_entry (id, chain, seq, at, actor_kind, account_id, username, role,
      program_version, act, entity, entity_id, subject_id, site_id, form, row_key, before, after, reason,
      previous_hash, hash)
    values ($1, $2, $3, $4, 'person', 'account-1', 'chen.li', 'coordinator', '1.0.0', 'record.amend',
      'record', $5, $6, $7, 'adverse-event', '', $8, $8, 'why', $9, $10)`,
}
const MOVE_HEAD = {
  name: 'move_head',
  text: 'update chain_head set seq = $1, hash = $2, at = $3 where chain = $4',
}
