import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readMigrations } from '../../../db/migrations.ts'
import { openStore } from '../../../server/open-store.ts'
import { systemStatus } from '../../../server/system-status/read-status.ts'
import { MIGRATIONS_ROOT, openTestSqlite } from '../../db/open-stores.ts'
import { seedStudy } from '../../db/seed.ts'
import { emptyPostgres } from '../backup/databases.ts'
import { fullAt } from '../support/full-postgres.ts'
import { fillDisk, smallDisk } from '../support/small-disk.ts'
import { formerSqlite } from '../upgrade/former-database.ts'
import { GOLDEN_TRIALS, hepatrial, temporaryFolder, type Finished } from './run-hepatrial.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Which disk, what became of the change, and what to do, in one line. */
const FULL =
  /^A disk is full \((?:SQLITE_\w+|ENOSPC)[^)]*\): that of the data folder[^\n]+ was undone\. Make room, and run the command again\.\n$/m
const importOf = (study: string) => {
  const trial = 'regorafenib-pd1'
  const from = path.join(GOLDEN_TRIALS, trial)
  return ['import', '--study', study, '--protocol', trial, '--from', from]
}

function expectRefused({ code, err }: Finished): void {
  expect(code).toBe(1)
  expect(err).toMatch(FULL)
  expect(err).not.toContain('    at ')
}

describe('a command whose disk is full', () => {
  it('BK-07: is refused in a line, be it an import, an account or the entry of a backup, and leaves nothing', async ({
    skip,
  }) => {
    const disk = smallDisk('8m')
    if (disk === null) return skip('a disk can be made by root alone')
    const data = ['--data', path.join(disk, 'data')] as const
    expect((await hepatrial('account', 'add', 'ward.admin', ...data)).code).toBe(0)
    // As beside a server: what SQLite keeps beside its file while it is in use is there.
    const beside = await openStore({ dataDir: data[1] })
    const ballast = fillDisk(disk)
    expectRefused(await hepatrial(...importOf('A'), ...data))
    expectRefused(await lockUntilRefused(data))
    const to = temporaryFolder()
    expectRefused(await hepatrial('backup', '--to', path.join(to, 'all.hbk'), ...data))
    expect(readdirSync(to)).toEqual([])
    rmSync(ballast)
    await beside.close()
    expect(await hepatrial('verify', ...data)).toMatchObject({ code: 0 })
    expect((await hepatrial('account', 'unlock', 'ward.admin', ...data)).code).toBe(0)
  })

  /** What is left of room inside the database's own files is used up first. */
  async function lockUntilRefused(data: readonly string[]): Promise<Finished> {
    for (let n = 0; n < 100; n += 1) {
      const act = n % 2 === 0 ? 'lock' : 'unlock'
      const done = await hepatrial('account', act, 'ward.admin', ...data)
      if (done.code !== 0) return done
    }
    throw new Error('The disk was not full.')
  }

  it('BK-07: is refused where the program would bring a former database up to date, which stays as it was', async ({
    skip,
  }) => {
    const disk = smallDisk('8m')
    if (disk === null) return skip('a disk can be made by root alone')
    const test = await openTestSqlite()
    await seedStudy(test.store)
    vi.stubEnv('TMPDIR', disk)
    const known = readMigrations(MIGRATIONS_ROOT, 'sqlite')
    const { place } = await formerSqlite(known.length - 1, test.store)
    vi.unstubAllEnvs()
    await test.remove()
    const db = new Sqlite(path.join(place.dataDir, 'hepatrial.sqlite'))
    db.pragma('journal_mode = WAL')
    const taken = () => db.prepare<[], { name: string }>('select name from schema_migration').all()
    const before = taken()
    const ballast = fillDisk(disk)
    expectRefused(await hepatrial('verify', '--data', place.dataDir))
    expect(taken()).toEqual(before)
    rmSync(ballast)
    const store = await openStore({ dataDir: place.dataDir })
    await store.close()
    expect(taken()).toHaveLength(before.length + 1)
    db.close()
  })

  it('BK-07: a drill is refused in words, leaves nothing, and the system page tells why it did not pass', async ({
    skip,
  }) => {
    const disk = smallDisk('400k')
    if (disk === null) return skip('a disk can be made by root alone')
    const dataDir = path.join(temporaryFolder(), 'data')
    const data = ['--data', dataDir]
    await (await openStore({ dataDir })).close()
    const file = path.join(temporaryFolder(), 'all.hbk')
    expect((await hepatrial('backup', '--to', file, ...data)).code).toBe(0)
    vi.stubEnv('TMPDIR', disk)
    const { code, err } = await hepatrial('restore', '--from', file, '--drill', ...data)
    expect(code).toBe(1)
    expect(err).toMatch(/^There is no room left in \S+restored\. Nothing was left behind[^\n]+\n$/)
    expect(readdirSync(disk)).toEqual([])
    const store = await openStore({ dataDir })
    const { drill } = await systemStatus({ store, dataDir })
    await store.close()
    expect(drill).toMatchObject({ passed: false, refused: { file, fault: 'target-full' } })
  })

  it.skipIf(process.env['TEST_DATABASE_URL'] === undefined)(
    'BK-07: is refused where it is the disk of the PostgreSQL server',
    async () => {
      const database = await emptyPostgres()
      await (await database.open()).close()
      await database.target.load((session) => session.execute(fullAt('audit_entry')))
      vi.stubEnv('DATABASE_URL', database.url ?? '')
      const folder = temporaryFolder()
      mkdirSync(path.join(folder, 'data'))
      const data = ['--data', path.join(folder, 'data')]
      const file = path.join(folder, 'all.hbk')
      for (const args of [
        ['account', 'add', 'ward.admin'],
        importOf('A'),
        ['backup', '--to', file],
      ]) {
        const { code, err } = await hepatrial(...args, ...data)
        expect(code).toBe(1)
        expect(err).toMatch(
          /^The database server at \S+ has no room left on its disk\. [^\n]+ was undone\. [^\n]+\n$/m,
        )
        expect(err).not.toMatch(/ {4}at |insert into/)
      }
      expect(readdirSync(folder)).toEqual(['data'])
      await database.remove()
    },
  )
})
