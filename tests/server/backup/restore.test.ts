import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../../db/migrate.ts'
import { readMigrations } from '../../../db/migrations.ts'
import { CommitUnknownError } from '../../../db/unreachable.ts'
import { verify } from '../../../server/audit/verify.ts'
import { compareRestored } from '../../../server/backup/compare-restored.ts'
import { restoreArchive, type RestoreWish } from '../../../server/backup/restore.ts'
import { backupState, noteState, settleRestored } from '../../../server/backup/service.ts'
import { cliActor } from '../../../server/cli/actor.ts'
import { holdDataFolder } from '../../../server/data-folder.ts'
import { keepNames } from '../../../server/names-given.ts'
import { openStore } from '../../../server/open-store.ts'
import type { Manifest } from '../../../shared/backup/archive.ts'
import { MIGRATIONS_ROOT, openTestSqlite } from '../../db/open-stores.ts'
import { amend, COORDINATOR } from '../../db/seed.ts'
import type { TestStore } from '../../db/test-store.ts'
import { backupOf, faultOf, newFolder, removeFolders, rewritten, seeded } from './archives.ts'
import { fullAt } from '../support/full-postgres.ts'
import { smallDisk } from '../support/small-disk.ts'
import { emptyPostgres, type EmptyDatabase } from './databases.ts'

const nothing = () => Promise.resolve()

class UndoneError extends Error {}
const refuseToCommit = () => Promise.reject(new UndoneError())

const rowsOfTables = ({ tables }: Manifest) =>
  tables.map(({ name, rows, sha256 }) => ({ name, rows, sha256 }))

afterAll(removeFolders)

describe('a restore', () => {
  let test: TestStore
  let dataDir: string
  let file: string
  let manifest: Manifest
  let postgres: EmptyDatabase

  beforeAll(async () => {
    test = await openTestSqlite()
    const { store } = test
    dataDir = (await seeded(store)).dataDir
    mkdirSync(path.join(dataDir, 'archives'))
    writeFileSync(path.join(dataDir, 'archives', 'aa.zip'), 'a package')
    writeFileSync(path.join(dataDir, 'archives', 'bb.part'), 'unfinished')
    await amend(store, { id: 'record-1', items: { AETERM: 'Nausea' } })
    const before = { file: '/srv/backups/before.hbk', size: 1, sha256: 'ab', encryption: 'none' }
    await store.write((tx) =>
      noteState(tx, store, store.now(), { made: { ...before, at: store.now() } }),
    )
    await store.write((tx) =>
      tx.insert(store.t.session).values({
        ...{ id: 'session-1', tokenHash: 'x'.repeat(64), accountId: COORDINATOR.accountId ?? '' },
        ...{ createdAt: store.now(), lastSeenAt: store.now(), expiresAt: store.now() },
      }),
    )
    const made = await backupOf({ store, dataDir })
    file = made.file
    manifest = made.manifest
    postgres = await emptyPostgres()
  })
  afterAll(async () => {
    await postgres.remove()
    await test.remove()
  })

  const wish = (over: Partial<Parameters<typeof restoreArchive>[0]> = {}) => ({
    archive: { file, opener: {} },
    dataDir: path.join(newFolder(), 'data'),
    postgres: null,
    acceptFaults: false,
    settle: nothing,
    ...over,
  })

  it('BK-02: what is not as the archive says is undone, on both engines, files included', async () => {
    // Without a column the hash in the manifest is still right; what is written is not what it is of.
    const without = (leftOut: { table: string; column: string }) =>
      rewritten(file, (name, text) => {
        if (name !== 'manifest.json') return text
        const value = JSON.parse(text) as Manifest
        const tables = value.tables.map((of) =>
          of.name === leftOut.table
            ? { ...of, columns: of.columns.filter(({ name: one }) => one !== leftOut.column) }
            : of,
        )
        return JSON.stringify({ ...value, tables })
      })
    const lies = [
      { target: null, file: await without({ table: 'account', column: 'email' }) },
      { target: postgres, file: await without({ table: 'account', column: 'email' }) },
      { target: null, file: await without({ table: 'study', column: 'created_at' }) },
    ]
    for (const lie of lies) {
      const archive = { file: lie.file, opener: {} }
      const failing = wish({ archive, postgres: lie.target?.target ?? null })
      expect(await faultOf(restoreArchive(failing))).toBe('differs')
      expect(existsSync(failing.dataDir)).toBe(false)
    }
  })

  it('BK-02: on PostgreSQL too a restore that cannot be settled leaves nothing; one that is has its entry', async () => {
    const { t } = test.store
    const failing = wish({
      postgres: postgres.target,
      settle: async (store, checked) => {
        await settleRestored(store, cliActor(), checked)
        throw new Error('the machine went away')
      },
    })
    await expect(restoreArchive(failing)).rejects.toThrow(/went away/)
    expect(existsSync(failing.dataDir)).toBe(false)
    const other = await emptyPostgres()
    const settle: typeof failing.settle = (store, checked) =>
      settleRestored(store, cliActor(), checked)
    await restoreArchive(wish({ postgres: other.target, settle }))
    const store = await other.open()
    const acts = (await store.read.select().from(t.auditEntry)).map(({ act }) => act)
    expect(acts.filter((act) => act === 'backup.restore')).toHaveLength(1)
    expect((await verify(store)).faults).toEqual([])
    await store.close()
    await other.remove()
  })

  it('BK-02: SQLite to PostgreSQL and back has the same rows, byte for byte, and the same files; a filled database is refused', async () => {
    const first = wish({ postgres: postgres.target })
    expect((await restoreArchive(first)).report.faults).toEqual([])
    const middle = await postgres.open()
    const again = await backupOf({ store: middle, dataDir: first.dataDir })
    expect(again.manifest.engine).toBe('postgres')
    expect(rowsOfTables(again.manifest)).toEqual(rowsOfTables(manifest))
    const names = manifest.tables.map(({ name }) => name)
    expect(names.filter((name) => ['change_mark', 'failed_attempt'].includes(name))).toEqual([])
    expect(again.manifest.files).toEqual(manifest.files)
    expect(again.manifest.chains).toEqual(manifest.chains)
    expect((await verify(middle)).faults).toEqual([])
    await middle.close()
    const second = wish({ postgres: postgres.target })
    expect(await faultOf(restoreArchive(second))).toBe('database-not-empty')
    expect(existsSync(second.dataDir)).toBe(false)
    const back = wish({ archive: { file: again.file, opener: {} } })
    const { readBack } = await restoreArchive(back)
    const copy = await openStore({ dataDir: back.dataDir })
    expect((await verify(copy)).faults).toEqual([])
    const last = await backupOf({ store: copy, dataDir: back.dataDir })
    expect(rowsOfTables(last.manifest)).toEqual(rowsOfTables(manifest))
    const compared = await compareRestored(copy, back.dataDir, { manifest, readBack })
    expect(compared.filter(({ expected, found }) => expected !== found)).toEqual([])
    const hashes = compared.filter(({ what }) => what.startsWith('SHA-256 of '))
    expect(hashes.map(({ found }) => found)).toEqual(manifest.tables.map(({ sha256 }) => sha256))
    const none = await compareRestored(copy, back.dataDir, { manifest, readBack: new Map() })
    expect(none.filter(({ expected, found }) => expected !== found)).toHaveLength(hashes.length)
    await copy.close()
    expect(readdirSync(back.dataDir).sort()).toEqual([
      ...['archives', 'hepatrial.sqlite', 'second-factor.key', 'server.lock'],
    ])
    expect(readdirSync(path.join(back.dataDir, 'archives'))).toEqual(['aa.zip'])
  })

  it('BK-02: what follows it is an entry: sessions and jobs have ended, no backup is made by itself', async () => {
    const { t } = test.store
    const settled = wish({ settle: (store, checked) => settleRestored(store, cliActor(), checked) })
    await restoreArchive(settled)
    const copy = await openStore({ dataDir: settled.dataDir })
    const open = (await copy.read.select().from(t.session)).filter(
      ({ endedAt }) => endedAt === null,
    )
    expect(open).toEqual([])
    const acts = (await copy.read.select().from(t.auditEntry)).map(({ act }) => act)
    expect(acts.filter((act) => act === 'backup.restore')).toHaveLength(1)
    expect((await verify(copy)).faults).toEqual([])
    // The backups of the original say nothing of the copy.
    expect((await backupState(test.store, test.store.read)).made).not.toBeNull()
    expect((await backupState(copy, copy.read)).made).toBeNull()
    await copy.close()
  })

  it('BK-07: a disk that becomes full is a clear refusal that leaves nothing', async ({ skip }) => {
    // Larger and larger: first the rows have no room, then what is done once they stand.
    const settle: RestoreWish['settle'] = (store, checked) =>
      settleRestored(store, cliActor(), checked)
    const faults: string[] = []
    for (let kilobytes = 64; faults.at(-1) !== 'none'; kilobytes += 120) {
      const disk = smallDisk(`${kilobytes}k`)
      if (disk === null) return skip('a disk can be made by root alone')
      const full = wish({ dataDir: path.join(disk, 'data'), settle })
      faults.push(await faultOf(restoreArchive(full)))
      if (faults.at(-1) !== 'none') expect(readdirSync(disk), `${kilobytes} KB`).toEqual([])
    }
    expect(faults.length).toBeGreaterThan(5)
    expect([...new Set(faults)]).toEqual(['target-full', 'none'])
  })

  it('BK-07: so is the disk of the PostgreSQL that is restored into', async () => {
    const database = await emptyPostgres()
    await database.target.load(async (session) => {
      await migrate(session, readMigrations(MIGRATIONS_ROOT, 'pg'), session.tables)
      await session.execute(fullAt('audit_entry'))
    })
    const full = wish({ postgres: database.target })
    expect(await faultOf(restoreArchive(full))).toBe('server-full')
    expect(existsSync(full.dataDir)).toBe(false)
    const store = await database.open()
    const { study } = test.store.t
    expect(await store.read.select().from(study)).toEqual([])
    await store.close()
    await database.remove()
  })

  it('BK-02: into a folder that holds anything it is refused, and the folder stays as it was', async () => {
    const folder = newFolder()
    writeFileSync(path.join(folder, 'second-factor.key'), 'mine')
    expect(await faultOf(restoreArchive(wish({ dataDir: folder })))).toBe('folder-not-empty')
    expect(readdirSync(folder)).toEqual(['second-factor.key'])
    const withBackups = newFolder()
    mkdirSync(path.join(withBackups, 'backups'))
    expect(await faultOf(restoreArchive(wish({ dataDir: withBackups })))).toBe('none')
  })

  /** As a restore leaves it that is killed between the names and the end of the commit, its rows undone or not. */
  const killed = async (isCommitted: boolean) => {
    const database = await emptyPostgres()
    const dying = wish({
      postgres: {
        engine: 'postgres',
        async load(fn) {
          const done = async () => {
            if (isCommitted) await database.target.load(fn)
            else await database.target.load((session) => fn(session).then(refuseToCommit))
          }
          await done().catch((error: unknown) => {
            if (!(error instanceof UndoneError)) throw error
          })
          throw new CommitUnknownError('killed')
        },
      },
    })
    await expect(restoreArchive(dying)).rejects.toThrow('killed')
    return { database, again: { ...dying, postgres: database.target } }
  }

  it('BK-02: one that was killed after it gave names, before its rows stood, is simply done again', async () => {
    const { database, again } = await killed(false)
    expect(readdirSync(again.dataDir)).toContain('second-factor.key')
    // What another hand put there since is in the way as ever.
    const strange = path.join(again.dataDir, 'archives')
    renameSync(strange, `${again.dataDir}-archives`)
    mkdirSync(strange)
    expect(await faultOf(restoreArchive(again))).toBe('folder-not-empty')
    rmSync(strange, { recursive: true })
    renameSync(`${again.dataDir}-archives`, strange)
    expect((await restoreArchive(again)).report.faults).toEqual([])
    const names = readdirSync(again.dataDir).sort()
    expect(names).toEqual(['archives', 'second-factor.key'])
    expect(await faultOf(restoreArchive(again))).toBe('folder-not-empty')
    expect(readdirSync(again.dataDir).sort()).toEqual(names)
    await database.remove()
  })

  it('BK-02: what was named is left alone where its rows stand, or a server used it since', async () => {
    const { database, again } = await killed(true)
    const standing = readdirSync(again.dataDir).sort()
    expect(await faultOf(restoreArchive(again))).toBe('database-not-empty')
    expect(readdirSync(again.dataDir).sort()).toEqual(standing)
    await database.remove()
    const other = await killed(false)
    if (other.database.url !== null) {
      const { dataDir } = other.again
      await (await openStore({ dataDir, databaseUrl: other.database.url })).close()
    } else await keepNames(other.again.dataDir)
    expect(await faultOf(restoreArchive(other.again))).toBe('folder-not-empty')
    expect(readdirSync(other.again.dataDir)).toContain('second-factor.key')
    await other.database.remove()
  })

  it('BK-02: on SQLite too, as long as the database has no name', async () => {
    const half = wish()
    await restoreArchive(half)
    const list = ['archives', 'hepatrial.sqlite', 'second-factor.key'].map((name) => {
      const { dev, ino } = statSync(path.join(half.dataDir, name))
      return { name, dev: String(dev), ino: String(ino) }
    })
    writeFileSync(path.join(half.dataDir, '.restoring-names.json'), JSON.stringify(list))
    expect(await faultOf(restoreArchive(half))).toBe('folder-not-empty')
    renameSync(
      path.join(half.dataDir, 'hepatrial.sqlite'),
      path.join(half.dataDir, '.restoring-half'),
    )
    expect((await restoreArchive(half)).report.faults).toEqual([])
    expect(readdirSync(half.dataDir).sort()).toEqual([
      ...['archives', 'hepatrial.sqlite', 'second-factor.key', 'server.lock'],
    ])
  })

  it('BK-02: while a server uses the folder it is refused; what appears under a name is not replaced', async () => {
    const folder = newFolder()
    const held = await holdDataFolder(folder)
    await expect(restoreArchive(wish({ dataDir: folder }))).rejects.toThrow(/uses this data folder/)
    held.release()
    expect(readdirSync(folder)).toEqual(['server.lock'])
    const raced = wish({
      dataDir: folder,
      settle: () => {
        writeFileSync(path.join(folder, 'hepatrial.sqlite'), 'mine')
        return Promise.resolve()
      },
    })
    expect(await faultOf(restoreArchive(raced))).toBe('folder-not-empty')
    expect(readdirSync(folder).sort()).toEqual(['hepatrial.sqlite', 'server.lock'])
    expect(readFileSync(path.join(folder, 'hepatrial.sqlite'), 'utf8')).toBe('mine')
  })

  it('BK-02: data that their trail contradicts are restored only where that is said', async () => {
    const broken = await openTestSqlite()
    const { dataDir: folder } = await seeded(broken.store)
    await broken.execute(`update record set "values" = '{}' where id = 'record-2'`)
    const { file: bad } = await backupOf({ store: broken.store, dataDir: folder })
    await broken.remove()
    const archive = { file: bad, opener: {} }
    expect(await faultOf(restoreArchive(wish({ archive })))).toBe('chain-faults')
    const { report } = await restoreArchive(wish({ archive, acceptFaults: true }))
    expect(report.faults.map(({ kind }) => kind)).toEqual(['record-differs'])
  })

  it('BK-04: an archive of a former schema is brought up to the present one', async () => {
    const former = await rewritten(file, (_, text) => {
      const value = JSON.parse(text) as Manifest
      const tables =
        'tables' in value ? value.tables.filter((of) => of.name !== 'live_visit') : null
      const schema = { number: 7, name: '0007_dose_decisions' }
      return JSON.stringify({ ...value, schema, ...(tables === null ? {} : { tables }) })
    })
    const old = wish({ archive: { file: former, opener: {} } })
    await restoreArchive(old)
    const store = await openStore({ dataDir: old.dataDir })
    const { manifest: now } = await backupOf({ store, dataDir: old.dataDir })
    expect(rowsOfTables(now)).toEqual(rowsOfTables(manifest))
    await store.close()
  })

  it('keeps the key of the second factors as it was', async () => {
    const kept = wish()
    await restoreArchive(kept)
    const read = (folder: string) => readFileSync(path.join(folder, 'second-factor.key'), 'utf8')
    expect(read(kept.dataDir)).toBe(read(dataDir))
  })
})
