import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { readMigrations } from '../../../db/migrations.ts'
import { makeTemporarySchema } from '../../../db/postgres/temporary-schema.ts'
import type { Store } from '../../../db/store.ts'
import { cliActor } from '../../../server/cli/actor.ts'
import { openStore } from '../../../server/open-store.ts'
import {
  differencesOf,
  planUpgrade,
  rehearseUpgrade,
  takeUpgrade,
  upgradeFaults,
  type UpgradeOutcome,
  type UpgradePlan,
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
  const { rows } = await client.query<{ text: string; copies: string }>(
    `select string_agg(query_to_xml(format('select * from %I order by 1', table_name), true, true, '')::text, '' order by table_name) as text,
       (select count(*) from pg_namespace where nspname like 'rehearsal%') as copies
     from information_schema.tables where table_schema = current_schema()`,
  )
  await client.end()
  expect(rows[0]?.text).toContain('<account')
  expect(rows[0]?.copies).toBe('0')
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

/** Rows of the database as it lies there, read past the product. */
async function rowsOf({ place }: FormerDatabase, text: string): Promise<readonly object[]> {
  if (place.databaseUrl === '') {
    const db = new Sqlite(path.join(place.dataDir, 'hepatrial.sqlite'))
    const found = db.prepare<[], object>(text).all()
    db.close()
    return found
  }
  const client = new pg.Client({ connectionString: place.databaseUrl })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(text)
  await client.end()
  return rows
}

const ENTRIES = `select role, before, after from audit_entry where act = 'system.upgrade'`
const NAMES = 'select display_name from account order by id'

/** The last step of a plan, which also does something of its own. */
function withStatement(plan: UpgradePlan, statement: string, note = {}): UpgradePlan {
  const [last] = plan.pending
  const [told] = plan.notes
  if (last === undefined || told === undefined) throw new Error('no step')
  const made = { ...last, statements: [...last.statements, statement] }
  return { ...plan, known: [...plan.taken, made], notes: [{ ...told, ...note }] }
}

const actor = cliActor()
const onServer = true

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
      const { dataDir } = made.place
      const outcome = await takeUpgrade(plan, { dataDir, acceptFaults: true, actor })
      expect(outcome.compared.length).toBeGreaterThan(40)
      expect(outcome.compared.filter(({ found }) => found === '0')).toEqual([])
      expect(differencesOf(outcome)).toEqual([])
      expect(outcome.verified.records).toBe(4)
      expect(faultsOf(outcome)).toEqual([])
      expect(outcome.newFaults).toEqual([])
      expect((await planUpgrade(made.place)).pending).toEqual([])
      await made.remove()
    }
  })

  it('BK-04: a rehearsal does the same on a copy, changes nothing, and leaves nothing', async () => {
    const made = await former(make, 3)
    const before = await bytesOf(made)
    const temporary = ownTemporaryFolder()
    const plan = await planUpgrade(made.place)
    const outcome = await rehearseUpgrade(plan, { onServer })
    expect(differencesOf(outcome)).toEqual([])
    expect(faultsOf(outcome)).toEqual([])
    expect(await bytesOf(made)).toBe(before)
    expect(readdirSync(temporary)).toEqual([])
    expect((await planUpgrade(made.place)).pending).toEqual(plan.pending)
  })

  it('BK-04: what is not as before is told by a rehearsal and undone by an upgrade', async () => {
    const made = await former(make, known.length - 1)
    const plan = await planUpgrade(made.place)
    const losing = withStatement(plan, `update account set display_name = 'x'`)
    const before = await bytesOf(made)
    const told = differencesOf(await rehearseUpgrade(losing, { onServer })).map(({ what }) => what)
    expect(told).toEqual(['values of account'])
    const { dataDir } = made.place
    const names = await rowsOf(made, NAMES)
    const taken = takeUpgrade(losing, { dataDir, acceptFaults: true, actor })
    await expect(taken).rejects.toThrow(/values of account.*undone/)
    expect((await planUpgrade(made.place)).pending).toHaveLength(1)
    expect(await rowsOf(made, NAMES)).toEqual(names)
    expect(names.length).toBeGreaterThan(1)
    if (made.place.databaseUrl !== '') expect(await bytesOf(made)).toBe(before)
  })

  it('BK-04: faults that the steps make are never accepted', async () => {
    const made = await former(make, known.length - 1)
    const { dataDir } = made.place
    const plan = await planUpgrade(made.place)
    const spoiling = withStatement(
      plan,
      `update record set "values" = '{"items":{"AETERM":"x"},"rows":[]}'`,
      { rewrites: ['record.values'] },
    )
    const outcome = await rehearseUpgrade(spoiling, { onServer })
    expect(differencesOf(outcome)).toEqual([])
    expect(outcome.newFaults.map(({ kind }) => kind)).toContain('record-differs')
    expect(outcome.newFaults.length).toBeLessThan(outcome.verified.faults.length)
    expect(upgradeFaults(outcome, { acceptFaults: true })).toHaveLength(1)
    const taken = takeUpgrade(spoiling, { dataDir, acceptFaults: true, actor })
    await expect(taken).rejects.toThrow(/\(record-differs\) that were not there before.*undone/)
    expect((await planUpgrade(made.place)).pending).toHaveLength(1)
  })

  it('BK-04: steps without their entry in the trail are undone', async () => {
    const made = await former(make, known.length - 1)
    const { dataDir } = made.place
    const refusing =
      dataDir === '/nowhere'
        ? `alter table audit_entry add constraint refusing check (act <> 'system.upgrade')`
        : `create trigger refusing before insert on audit_entry begin select raise(abort, 'refusing'); end`
    const plan = withStatement(await planUpgrade(made.place), refusing)
    const taken = takeUpgrade(plan, { dataDir, acceptFaults: true, actor })
    await expect(taken.catch((error: unknown) => String((error as Error).cause ?? error)))
      .resolves //
      .toMatch(/refusing/)
    expect((await planUpgrade(made.place)).pending).toHaveLength(1)
  })

  it('BK-04: a start that takes steps leaves an entry too; a new database has none', async () => {
    const made = await former(make, known.length - 2)
    for (const pending of [2, 0]) {
      expect((await planUpgrade(made.place)).pending).toHaveLength(pending)
      await (await openStore(made.place)).close()
    }
    const entries = await rowsOf(made, ENTRIES)
    expect(entries).toMatchObject([{ role: 'program-start' }])
    expect(JSON.stringify(entries)).toContain(known.at(-2)?.name)
    const fresh = await former(make, 0)
    await (await openStore(fresh.place)).close()
    expect(await rowsOf(fresh, ENTRIES)).toEqual([])
  })
})

describe.skipIf(!hasServer)('on PostgreSQL', () => {
  it('BK-04: while others hold a table nothing is done, and they are named; a copy is made where it is wished', async () => {
    const made = await former(formerPostgres, known.length - 1)
    const url = new URL(made.place.databaseUrl)
    url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} -c lock_timeout=50`)
    const plan = await planUpgrade({ dataDir: '/nowhere', databaseUrl: url.href })
    await expect(rehearseUpgrade(plan, { onServer: false })).rejects.toThrow(
      /second copy .*\d MB.*inside PostgreSQL .*--on-server/,
    )
    const other = new pg.Client({ connectionString: made.place.databaseUrl })
    await other.connect()
    await other.query(`set application_name = 'former server'; begin; select 1 from account`)
    const wish = { dataDir: '/nowhere', acceptFaults: true, actor }
    await expect(takeUpgrade(plan, wish)).rejects.toThrow(
      /process \d+ .*former server.*Nothing was changed/,
    )
    await other.query('rollback')
    await takeUpgrade(plan, wish)
    await other.end()
    expect(await rowsOf(made, ENTRIES)).toMatchObject([{ role: 'command-line' }])
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
    await expect(rehearseUpgrade(plan, { onServer })).rejects.toThrow(
      /may not make a schema.*grant create/,
    )
    await expect(makeTemporarySchema(url.href)).rejects.toThrow(/may not make a schema/)
    await owner.query(`drop owned by ${role}; drop role ${role}`)
    await owner.end()
  })
})

describe('the command', () => {
  /** Runs SQL text as the owner of the database could. */
  const change = async ({ place }: FormerDatabase, text: string): Promise<void> => {
    if (place.databaseUrl !== '') {
      const client = new pg.Client({ connectionString: place.databaseUrl })
      await client.connect()
      await client.query(text)
      await client.end()
      return
    }
    const db = new Sqlite(path.join(place.dataDir, 'hepatrial.sqlite'))
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
    const passing = await hepatrial(
      ...['upgrade', '--dry-run', '--accept-faults', '--data', dataDir],
    )
    expect(passing).toMatchObject({ code: 0 })
    expect(passing.out).toContain('rehearsal\tpassed')
    const done = await hepatrial('upgrade', '--accept-faults', '--data', dataDir)
    expect(done).toMatchObject({ code: 0 })
    const store = await openStore({ dataDir })
    const entries = await store.read.select().from(store.t.auditEntry)
    await store.close()
    const entry = entries.find(({ act }) => act === 'system.upgrade')
    expect(entry?.after).toContain('0009_shared_processes')
    expect(entry?.after).toMatch(/"acceptedFaults":\{"count":\d+,"kinds":"[a-z-]+/)
    const again = await hepatrial('upgrade', '--dry-run', '--data', dataDir)
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(again.out).toContain('pending\t0')
  })

  const REFUSED = [
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
  ]

  it.each(engines.flatMap((of) => REFUSED.map((refused) => ({ ...of, ...refused }))))(
    'BK-04: a database of $engine that is $why is refused in both forms, with its place',
    async ({ make, text, says }) => {
      const made = await former(make, known.length)
      const { dataDir, databaseUrl } = made.place
      vi.stubEnv('DATABASE_URL', databaseUrl)
      onTestFinished(() => void vi.unstubAllEnvs())
      await change(made, text)
      const before = await bytesOf(made)
      const place = databaseUrl === '' ? dataDir : new URL(databaseUrl).host
      for (const form of [['--dry-run'], []]) {
        const refused = await hepatrial('upgrade', ...form, '--data', dataDir)
        expect(refused.code).toBe(1)
        expect(refused.err).toMatch(says)
        expect(refused.err).toContain(place)
        expect(refused.err).toContain('Nothing was changed')
      }
      expect(await bytesOf(made)).toBe(before)
    },
  )

  it('BK-04: where no installation is it is refused, and none is made', async () => {
    const made = await former(formerSqlite, 0)
    const refused = await hepatrial('upgrade', '--data', made.place.dataDir)
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.err).toMatch(/no installation in .*hepatrial\.sqlite: it is empty/)
  })
})
