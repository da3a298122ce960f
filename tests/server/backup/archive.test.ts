import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openFileSink, type OpenSink } from '../../../server/backup/byte-sink.ts'
import { checkArchive } from '../../../server/backup/read-archive.ts'
import { newKeyPair, takeBackup } from '../../../server/backup/service.ts'
import { verify } from '../../../server/audit/verify.ts'
import { cliActor } from '../../../server/cli/actor.ts'
import { restoreArchive } from '../../../server/backup/restore.ts'
import { openStore } from '../../../server/open-store.ts'
import { rowsOf } from '../../../shared/backup/archive.ts'
import { ENGINES, openTestSqlite } from '../../db/open-stores.ts'
import { amend, saveNew, STUDY_ID } from '../../db/seed.ts'
import type { TestStore } from '../../db/test-store.ts'
import { backupOf, faultOf, newFolder, removeFolders, rewritten, seeded } from './archives.ts'

const PASSPHRASE = 'four plain words here'
const nothing = () => Promise.resolve()

afterAll(removeFolders)

describe.each(ENGINES)('a backup on $engine', ({ open }) => {
  let test: TestStore
  let dataDir: string

  beforeAll(async () => {
    test = await open()
    dataDir = (await seeded(test.store)).dataDir
  })
  afterAll(() => test.remove())

  it('BK-01: is made under write load, holds one state, and its making is in the system trail', async () => {
    const { store } = test
    const load = new AbortController()
    const writing = (async () => {
      for (let n = 0; !load.signal.aborted; n += 1) {
        await saveNew(store, `busy-${n}`, { AETERM: `Event ${n}` })
        await setImmediate()
      }
    })()
    const to = path.join(newFolder(), 'all.hbk')
    const made = await takeBackup(cliActor(), {
      ...{ store, dataDir, to, sealer: null, factorKeySet: false },
    })
    load.abort()
    await writing
    const { manifest } = await checkArchive({ file: to, opener: {} })
    const records = rowsOf(manifest, 'record')
    expect(records).toBeGreaterThanOrEqual(3)
    expect(manifest.chains.find(({ chain }) => chain === STUDY_ID)?.seq).toBe(records + 2)
    const restored = path.join(newFolder(), 'data')
    await restoreArchive({
      ...{ archive: { file: to, opener: {} }, dataDir: restored, postgres: null },
      ...{ acceptFaults: false, settle: nothing },
    })
    const copy = await openStore({ dataDir: restored })
    expect((await verify(copy)).faults).toEqual([])
    await copy.close()
    const [entry] = (await store.read.select().from(store.t.auditEntry)).filter(
      ({ act }) => act === 'backup.make',
    )
    expect(entry?.chain).toBe('system')
    expect(JSON.parse(entry?.after ?? '')).toMatchObject({ file: to, sha256: made.sha256, records })
  })

  it('BK-05: is a tar file of packed lines of JSON that general tools read', async () => {
    const { file, manifest } = await backupOf({ store: test.store, dataDir })
    const folder = newFolder()
    execFileSync('tar', ['-xf', file, '-C', folder])
    const table = manifest.tables.find(({ name }) => name === 'record')
    const [part] = table?.parts ?? []
    const lines = gunzipSync(readFileSync(path.join(folder, part?.path ?? ''))).toString()
    const rows = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { values: string })
    expect(rows).toHaveLength(table?.rows ?? 0)
    expect(rows.some(({ values }) => values.includes('恶心 1'))).toBe(true)
    expect(readdirSync(path.join(folder, 'files'))).toEqual(['second-factor.key'])
    expect(statSync(file).mode & 0o077).toBe(0)
  })
})

describe('a refused archive', () => {
  let test: TestStore
  let dataDir: string
  let plain: string
  let sealed: string
  const keys = newKeyPair()

  beforeAll(async () => {
    test = await openTestSqlite()
    dataDir = (await seeded(test.store)).dataDir
    const { store } = test
    const folder = mkdirSync(path.join(dataDir, 'kept'), { recursive: true }) ?? dataDir
    const wish = { store, dataDir }
    plain = (await backupOf({ ...wish, to: path.join(folder, 'plain.hbk') })).file
    const sealer = { kind: 'public-key', pem: keys.publicKey } as const
    sealed = (await backupOf({ ...wish, to: path.join(folder, 'sealed.hbk'), sealer })).file
  })
  afterAll(() => test.remove())

  const check = (file: string, opener = {}) => faultOf(checkArchive({ file, opener }))
  const written = (bytes: Uint8Array): string => {
    const file = path.join(newFolder(), 'changed.hbk')
    writeFileSync(file, bytes)
    return file
  }

  it.each(['plain', 'sealed'] as const)(
    'BK-02: whichever byte of a %s archive is altered, it is refused',
    async (kind) => {
      const bytes = readFileSync(kind === 'plain' ? plain : sealed)
      const opener = { privateKey: keys.privateKey }
      const step = Math.max(1, Math.floor(bytes.length / 150))
      const file = written(bytes)
      for (let at = 0; at < bytes.length; at += step) {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
        writeFileSync(file, changed)
        expect(await check(file, opener), `byte ${at}`).not.toBe('none')
      }
      expect(await check(written(bytes), opener)).toBe('none')
    },
  )

  it('BK-02: one that is cut short anywhere, or has bytes after its end, is refused', async () => {
    for (const [file, opener] of [
      [plain, {}],
      [sealed, { privateKey: keys.privateKey }],
    ] as const) {
      const bytes = readFileSync(file)
      for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.999]) {
        const fault = await check(written(bytes.subarray(0, bytes.length * share)), opener)
        expect(['cut-short', 'not-an-archive'], String(share)).toContain(fault)
      }
      expect(await check(written(bytes.subarray(0, -1)), opener)).toBe('cut-short')
      expect(await check(written(Buffer.concat([bytes, Buffer.alloc(1)])), opener)).not.toBe('none')
    }
  })

  it('BK-02: chunks of an encrypted archive cannot change places', async () => {
    const big = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, n) => [`ITEM${n}`, Math.sin(n).toString()]),
    )
    for (const id of ['big-1', 'big-2', 'big-3']) await saveNew(test.store, id, big)
    const sealer = { kind: 'public-key', pem: keys.publicKey } as const
    const { file } = await backupOf({ store: test.store, dataDir, sealer })
    const bytes = readFileSync(file)
    const start = bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1
    const chunk = 65_536 + 16
    expect(bytes.length).toBeGreaterThan(start + 2 * chunk)
    const swapped = Buffer.concat([
      bytes.subarray(0, start),
      bytes.subarray(start + chunk, start + 2 * chunk),
      bytes.subarray(start, start + chunk),
      bytes.subarray(start + 2 * chunk),
    ])
    expect(await check(written(swapped), { privateKey: keys.privateKey })).toBe('altered')
  })

  it('another layout, a newer schema and a file of something else are named as such', async () => {
    const other = await rewritten(plain, (_, text) =>
      text.replace('"formatVersion": 1', '"formatVersion": 2'),
    )
    expect(await check(other)).toBe('other-version')
    const newer = await rewritten(plain, (_, text) =>
      text.replace(/"number": \d+,\s*"name": "\w+"/, '"number": 9999, "name": "9999_later"'),
    )
    const folder = path.join(newFolder(), 'data')
    const wish = { dataDir: folder, postgres: null, acceptFaults: false, settle: nothing }
    const restoring = restoreArchive({ ...wish, archive: { file: newer, opener: {} } })
    expect(await faultOf(restoring)).toBe('newer-schema')
    expect(existsSync(folder)).toBe(false)
    expect(await check(written(Buffer.from('PK\u0003\u0004'.repeat(1_000))))).toBe('not-an-archive')
    expect(await check(path.join(dataDir, 'nowhere.hbk'))).toBe('not-readable')
  })

  it('a passphrase that is missing, wrong or short, and a key that is missing, wrong or none', async () => {
    const { store } = test
    const sealer = { kind: 'passphrase', passphrase: PASSPHRASE } as const
    const { file, encryption } = await backupOf({ store, dataDir, sealer })
    expect(encryption).toBe('passphrase')
    expect(readFileSync(file).includes('second-factor')).toBe(false)
    expect(await check(file)).toBe('passphrase-missing')
    expect(await check(file, { passphrase: 'five plain words here' })).toBe('passphrase-wrong')
    expect(await check(file, { passphrase: PASSPHRASE })).toBe('none')
    const short = { kind: 'passphrase', passphrase: 'short' } as const
    expect(await faultOf(backupOf({ store, dataDir, sealer: short }))).toBe('passphrase-short')
    expect(await check(sealed)).toBe('key-missing')
    expect(await check(sealed, { privateKey: newKeyPair().privateKey })).toBe('key-wrong')
    expect(await check(sealed, { privateKey: 'nonsense' })).toBe('key-unreadable')
    const secret = { kind: 'public-key', pem: keys.privateKey } as const
    expect(await faultOf(backupOf({ store, dataDir, sealer: secret }))).toBe('key-unreadable')
  })
})

describe('a target that takes no backup', () => {
  let test: TestStore
  let dataDir: string

  beforeAll(async () => {
    test = await openTestSqlite()
    dataDir = (await seeded(test.store)).dataDir
  })
  afterAll(() => test.remove())

  /** A disk that is full after so many bytes. */
  const fullAfter =
    (bytes: number): OpenSink =>
    async (file) => {
      const sink = await openFileSink(file)
      let left = bytes
      return {
        ...sink,
        async write(piece) {
          left -= piece.length
          if (left < 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
          await sink.write(piece)
        },
      }
    }

  it('BK-07: a full disk is a clear refusal that leaves nothing, and earlier backups as they were', async () => {
    const folder = newFolder()
    const { store } = test
    const first = await backupOf({ store, dataDir, to: path.join(folder, 'first.hbk') })
    for (const bytes of [0, 600, first.size - 1]) {
      const wish = { store, dataDir, to: path.join(folder, 'next.hbk'), openSink: fullAfter(bytes) }
      expect(await faultOf(backupOf(wish))).toBe('target-full')
      expect(readdirSync(folder)).toEqual(['first.hbk'])
    }
    expect((await checkArchive({ file: first.file, opener: {} })).sha256).toBe(first.sha256)
  })

  it('BK-07: a disk that is really full', async ({ skip }) => {
    const folder = newFolder()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder], { stdio: 'ignore' })
    } catch {
      skip('a disk can be made by root alone')
    }
    onTestFinished(() => void execFileSync('umount', [folder]))
    const wish = { store: test.store, dataDir, to: path.join(folder, 'next.hbk') }
    expect(await faultOf(backupOf(wish))).toBe('target-full')
    expect(readdirSync(folder)).toEqual([])
  })

  it('a folder that is missing or is a file, and a name that is taken', async () => {
    const folder = newFolder()
    const file = path.join(folder, 'file')
    writeFileSync(file, 'mine')
    const { store } = test
    for (const to of [path.join(folder, 'none', 'a.hbk'), path.join(file, 'a.hbk')]) {
      expect(await faultOf(backupOf({ store, dataDir, to }))).toBe('target-folder')
    }
    expect(await faultOf(backupOf({ store, dataDir, to: file }))).toBe('target-exists')
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect(readdirSync(folder)).toEqual(['file'])
    await amend(store, { id: 'record-1', items: { AETERM: 'still writes' } })
  })
})
