import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../../db/open-postgres.ts'
import { heavyReads } from '../../db/postgres/heavy-reads.ts'
import type { Store } from '../../db/store.ts'
import { builtInFamilies } from '../../shared/families.ts'
import { openOwnSchema, type OwnSchema } from './own-schema.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../server/support/seed.ts'
import {
  serveStore,
  signedIn,
  TestClock,
  type Browser,
  type TestServer,
} from '../server/support/test-server.ts'
import { MIGRATIONS_ROOT } from './open-stores.ts'

const SERVER = process.env['TEST_DATABASE_URL']

/** A second schema stands in for the replica: it holds what was copied last, and marks of its own. */
describe.skipIf(SERVER === undefined)('heavy reads at a replica', () => {
  let primary: OwnSchema
  let replica: OwnSchema
  let store: Store
  let server: TestServer
  let study: SeededStudy
  let subject: string
  let statistician: Browser

  const follow = async (): Promise<void> => {
    const { owner } = primary
    const { rows } = await owner.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = '${primary.name}'`,
    )
    // Neither triggers nor foreign keys stand in the way of a copy.
    await owner.query('set session_replication_role = replica')
    const names = rows.map(({ name }) => `"${name}"`)
    for (const name of names) await owner.query(`delete from ${replica.name}.${name}`)
    for (const name of names) {
      await owner.query(`insert into ${replica.name}.${name} select * from ${primary.name}.${name}`)
    }
    await owner.query('set session_replication_role = origin')
  }
  /** What only the replica says: whoever reads there reads this. */
  const markReplica = async (): Promise<void> => {
    const { owner } = primary
    await owner.query('set session_replication_role = replica')
    for (const [table, column] of [
      ['audit_entry', 'after'],
      ['record', 'values'],
    ] as const) {
      await owner.query(
        `update ${replica.name}.${table} set "${column}" = replace("${column}", 'Fatigue', 'At the replica')`,
      )
    }
    await owner.query('set session_replication_role = origin')
  }

  beforeAll(async () => {
    primary = await openOwnSchema(SERVER ?? '')
    replica = await openOwnSchema(SERVER ?? '')
    const place = { migrationsRoot: MIGRATIONS_ROOT, connections: 4 }
    await (await openPostgres({ ...place, url: replica.url })).close()
    const clock = new TestClock()
    store = await openPostgres({
      ...{ ...place, url: primary.url, readUrl: replica.url, now: clock.now },
    })
    server = await serveStore({
      ...{ store, clock, families: builtInFamilies, options: {}, close: () => store.close() },
      execute: () => Promise.reject(new Error('Nothing goes past the store.')),
      beside: () => Promise.reject(new Error('There is one server.')),
    })
    study = await seedStudy(server)
    subject = await seedSubject(study, '1001')
    statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
  })
  afterAll(async () => {
    await server.stop()
    await replica.remove()
    await primary.remove()
  })

  const save = async (term: string): Promise<void> => {
    const values = { items: { AETERM: term, AESTDAT: '2026-02-20' }, rows: [] }
    const body = { form: 'adverse-events', visit: null, values }
    expect((await study.coordinator.post(`${subject}/records`, body)).status).toBe(201)
  }
  const exported = async (): Promise<string> => {
    const file = `${study.path}/exports/csv/files/adverse-events.csv?purpose=Test`
    const { status, body } = await statistician.get(file)
    expect(status, JSON.stringify(body)).toBe(200)
    return String(body)
  }

  it('are made at the primary as long as the replica lacks an entry: nobody misses an own save', async () => {
    await save('Fatigue')
    expect(await store.forHeavyReads()).toBe(store)
    expect(await exported()).toContain('Fatigue')
  })

  it('are made at the replica once it has every entry, while pages and saves stay at the primary', async () => {
    await follow()
    await markReplica()
    expect(await store.forHeavyReads()).not.toBe(store)
    expect(await exported()).toContain('At the replica')
    const page = JSON.stringify((await study.coordinator.get(subject)).body)
    expect(page).toContain('Fatigue')
    expect(page).not.toContain('At the replica')
  })

  it('are made at the primary again after the next save', async () => {
    await save('Nausea')
    const file = await exported()
    expect(file).toContain('Nausea')
    expect(file).not.toContain('At the replica')
  })

  it('are made at the primary where the replica does not answer, without waiting', async () => {
    const place = { migrationsRoot: MIGRATIONS_ROOT, connections: 2 }
    const readUrl = 'postgres://nobody@127.0.0.1:9/nowhere'
    const alone = await openPostgres({ ...place, url: primary.url, readUrl })
    const began = performance.now()
    expect(await alone.forHeavyReads()).toBe(alone)
    expect(performance.now() - began).toBeLessThan(900)
    await alone.close()
  })

  it('do not wait for a replica that takes connections and never answers, and leave it out then', async () => {
    const held: Socket[] = []
    const silent = createServer((socket) => held.push(socket))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const readUrl = `postgres://nobody@127.0.0.1:${port}/nowhere`
    const place = { migrationsRoot: MIGRATIONS_ROOT, connections: 2, url: primary.url, readUrl }
    const alone = await openPostgres(place)
    const waits: number[] = []
    for (let look = 0; look < 3; look += 1) {
      const began = performance.now()
      expect(await alone.forHeavyReads()).toBe(alone)
      waits.push(performance.now() - began)
    }
    expect(waits[0]).toBeLessThan(2_000)
    expect(Math.max(...waits.slice(1))).toBeLessThan(500)
    expect(held).toHaveLength(1)
    for (const socket of held) socket.destroy()
    silent.close()
    await alone.close()
  })
})

describe('a replica that failed', () => {
  it('is asked again after a minute', async () => {
    let passed = 0
    let asked = 0
    const rows = () => Promise.resolve([])
    const replica = {
      read: {} as Store['read'],
      snapshot: () => Promise.reject(new Error('Nobody reads.')),
      rowsWithin: () => {
        asked += 1
        return asked === 1 ? Promise.reject(new Error('It is gone.')) : rows()
      },
    }
    const reading = heavyReads(rows, replica, () => passed)
    const store = {} as Store
    expect(await reading(store)).toBe(store)
    passed = 59_000
    expect(await reading(store)).toBe(store)
    expect(asked).toBe(1)
    passed = 61_000
    expect((await reading(store)).read).toBe(replica.read)
  })
})
