import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readMigrations } from '../../../db/migrations.ts'
import { makeTemporarySchema } from '../../../db/postgres/temporary-schema.ts'
import type { Store } from '../../../db/store.ts'
import { openStore } from '../../../server/open-store.ts'
import {
  differencesOf,
  planUpgrade,
  rehearseUpgrade,
  takeUpgrade,
  type UpgradeOutcome,
} from '../../../server/upgrade/service.ts'
import { MIGRATIONS_ROOT, openTestSqlite } from '../../db/open-stores.ts'
import { amend, saveNew, seedStudy } from '../../db/seed.ts'
import type { TestStore } from '../../db/test-store.ts'
import { hepatrial } from '../cli/run-hepatrial.ts'
import { ownTemporaryFolder } from '../support/own-temporary-folder.ts'
import {
  formerPostgres,
  formerSqlite,
  MADE_UP,
  type FormerDatabase,
  type MakeFormer,
} from './former-database.ts'

const known = readMigrations(MIGRATIONS_ROOT, 'sqlite')
const hasServer = process.env['TEST_DATABASE_URL'] !== undefined
const every = known.slice(1).map((_, steps) => steps + 1)
const engines: { engine: string; make: MakeFormer; from: readonly number[] }[] = [
  { engine: 'SQLite', make: formerSqlite, from: every },
  // Those whose rows a later step touches, the first and the last.
  ...(hasServer
    ? [{ engine: 'PostgreSQL', make: formerPostgres, from: [1, 3, 5, known.length - 1] }]
    : []),
]

let test: TestStore
let stored: Store
beforeAll(async () => {
  test = await openTestSqlite()
  stored = test.store
  await seedStudy(stored)
  for (const number of [1, 2, 3])
    await saveNew(stored, `record-${number}`, { AETERM: `恶心 ${number}` })
  await amend(stored, { id: 'record-1', items: { AETERM: 'Nausea' } })
})
afterAll(() => test.remove())

/** Everything that is stored, whatever engine keeps it. */
async function bytesOf({ place }: FormerDatabase): Promise<string> {
  if (place.databaseUrl === '') {
    const file = path.join(place.dataDir, 'hepatrial.sqlite')
    return createHash('sha256').update(readFileSync(file)).digest('hex')
  }
  const client = new pg.Client({ connectionString: place.databaseUrl })
  await client.connect()
  const { rows } = await client.query(
    `select coalesce(string_agg(query_to_xml(format('select * from %I order by 1', table_name), true, true, '')::text, '' order by table_name), '')
       || (select string_agg(nspname, ' ') from pg_namespace where nspname like 'rehearsal%') is null as text
     from information_schema.tables where table_schema = current_schema()`,
  )
  await client.end()
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

async function former(make: MakeFormer, steps: number): Promise<FormerDatabase> {
  const made = await make(steps, stored)
  onTestFinished(made.remove)
  return made
}

/** Faults of what the trail knows: rows that were made up to fill a table have no entry. */
function faultsOf({ verified }: UpgradeOutcome) {
  return verified.faults.filter((fault) => !JSON.stringify(fault).includes(MADE_UP))
}

describe.each(engines)('an upgrade on $engine', ({ make, from }) => {
  it('BK-04: a former schema with rows in all its tables comes to the present one, and nothing is lost', async () => {
    for (const steps of from) {
      const made = await make(steps, stored)
      const plan = await planUpgrade(made.place)
      expect(plan.pending.map(({ name }) => name)).toEqual(
        known.slice(steps).map(({ name }) => name),
      )
      const outcome = await takeUpgrade(plan, { dataDir: made.place.dataDir, acceptFaults: true })
      expect(outcome.compared.length).toBeGreaterThan(40)
      expect(outcome.compared.filter(({ found }) => found === '0')).toEqual([])
      expect(differencesOf(outcome)).toEqual([])
      expect(outcome.verified.records).toBe(4)
      expect(faultsOf(outcome)).toEqual([])
      expect((await planUpgrade(made.place)).pending).toEqual([])
      await made.remove()
    }
  })

  it('BK-04: a rehearsal does the same on a copy, changes nothing, and leaves nothing', async () => {
    const made = await former(make, 3)
    const before = await bytesOf(made)
    const temporary = ownTemporaryFolder()
    const plan = await planUpgrade(made.place)
    const outcome = await rehearseUpgrade(plan)
    expect(differencesOf(outcome)).toEqual([])
    expect(faultsOf(outcome)).toEqual([])
    expect(await bytesOf(made)).toBe(before)
    expect(readdirSync(temporary)).toEqual([])
    expect((await planUpgrade(made.place)).pending).toEqual(plan.pending)
  })

  it('BK-04: what is not as before is told by a rehearsal and undone by an upgrade', async () => {
    const made = await former(make, known.length - 1)
    const plan = await planUpgrade(made.place)
    const [last] = plan.pending
    if (last === undefined) throw new Error('no step')
    const losing = {
      ...plan,
      known: [
        ...plan.taken,
        { ...last, statements: [...last.statements, `update account set display_name = 'x'`] },
      ],
    }
    const before = await bytesOf(made)
    const told = differencesOf(await rehearseUpgrade(losing)).map(({ what }) => what)
    expect(told).toEqual(['values of account'])
    const taken = takeUpgrade(losing, { dataDir: made.place.dataDir, acceptFaults: true })
    await expect(taken).rejects.toThrow(/values of account.*undone/)
    expect((await planUpgrade(made.place)).pending).toHaveLength(1)
    if (made.place.databaseUrl !== '') expect(await bytesOf(made)).toBe(before)
  })
})

describe.skipIf(!hasServer)('an account that may not make a schema', () => {
  it('BK-04: is told so, and what to do; nothing was changed', async () => {
    const url = new URL(process.env['TEST_DATABASE_URL'] ?? '')
    const owner = new pg.Client({ connectionString: url.href })
    await owner.connect()
    const role = `role_${randomBytes(6).toString('hex')}`
    await owner.query(`create role ${role} login`)
    url.username = role
    const made = await former(formerPostgres, known.length - 1)
    const schema = /test_\w+$/.exec(decodeURIComponent(made.place.databaseUrl))?.[0] ?? ''
    url.searchParams.set('options', `-c search_path=${schema}`)
    await owner.query(`grant usage on schema ${schema} to ${role}`)
    await owner.query(`grant select on all tables in schema ${schema} to ${role}`)
    const plan = await planUpgrade({ dataDir: '/nowhere', databaseUrl: url.href })
    await expect(rehearseUpgrade(plan)).rejects.toThrow(/may not make a schema.*grant create/)
    await expect(makeTemporarySchema(url.href)).rejects.toThrow(/may not make a schema/)
    await owner.query(`drop owned by ${role}; drop role ${role}`)
    await owner.end()
  })
})

describe('the command', () => {
  const change = (made: FormerDatabase, text: string) => {
    const db = new Sqlite(path.join(made.place.dataDir, 'hepatrial.sqlite'))
    db.exec(text)
    db.close()
  }

  it('BK-04: a rehearsal names each pending step with what it does; an upgrade is in the trail', async () => {
    const made = await former(formerSqlite, 8)
    const { dataDir } = made.place
    const rehearsed = await hepatrial('upgrade', '--dry-run', '--data', dataDir)
    // Rows that were made up have no entry: the check says so.
    expect(rehearsed.out).toMatch(/step\t0008_live_visit\n\tdoes\t.*\n\ttouches\t/)
    expect(rehearsed.out).toContain('step\t0009_shared_processes')
    expect(rehearsed.out).toMatch(
      /rows of account\t2\tequal\nvalues of account\t[0-9a-f]{16}\tequal/,
    )
    expect(rehearsed.out).toContain('rehearsal\tfailed')
    expect(rehearsed.code).toBe(1)
    const refused = await hepatrial('upgrade', '--data', dataDir)
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/faults .*undone.*--accept-faults/)
    const done = await hepatrial('upgrade', '--accept-faults', '--data', dataDir)
    expect(done).toMatchObject({ code: 0 })
    const store = await openStore({ dataDir })
    const entries = await store.read.select().from(store.t.auditEntry)
    await store.close()
    const entry = entries.find(({ act }) => act === 'system.upgrade')
    expect(entry?.after).toContain('0009_shared_processes')
    const again = await hepatrial('upgrade', '--dry-run', '--data', dataDir)
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(again.out).toContain('pending\t0')
  })

  it.each([
    {
      why: 'newer',
      text: `insert into schema_migration values (999, '0999_future', 'x')`,
      says: /0999_future.*Start the newer version/,
    },
    { why: 'half migrated', text: 'drop table live_visit', says: /live_visit is missing.*Restore/ },
    {
      why: 'without its list of steps',
      text: 'drop table schema_migration',
      says: /list of steps/,
    },
  ])(
    'BK-04: a database that is $why is refused in both forms, with its place',
    async ({ text, says }) => {
      const made = await former(formerSqlite, known.length)
      change(made, text)
      const before = await bytesOf(made)
      for (const form of [['--dry-run'], []]) {
        const refused = await hepatrial('upgrade', ...form, '--data', made.place.dataDir)
        expect(refused.code).toBe(1)
        expect(refused.err).toMatch(says)
        expect(refused.err).toContain(path.join(made.place.dataDir, 'hepatrial.sqlite'))
        expect(refused.err).toContain('Nothing was changed')
      }
      expect(await bytesOf(made)).toBe(before)
    },
  )

  it('BK-04: where no installation is it is refused, and none is made', async () => {
    const made = await former(formerSqlite, 0)
    const refused = await hepatrial('upgrade', '--data', made.place.dataDir)
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.err).toContain('no installation')
  })
})
