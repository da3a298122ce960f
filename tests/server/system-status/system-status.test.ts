import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inArray } from 'drizzle-orm'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createJobs, type Jobs } from '../../../server/jobs/service.ts'
import { createClockWatch } from '../../../server/clock-watch.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { backupJob, newKeyPair } from '../../../server/backup/service.ts'
import { checkArchive } from '../../../server/backup/read-archive.ts'
import { backupState, installationId, noteState } from '../../../server/backup/installation.ts'
import { putDue } from '../../../server/backup/schedule-backups.ts'
import { systemGauges } from '../../../server/system-status/gauges.ts'
import { putDueVerification } from '../../../server/system-status/schedule-verifications.ts'
import { verifyJob } from '../../../server/system-status/verify-job.ts'
import { systemStatus } from '../../../server/system-status/read-status.ts'
import { watchSystem } from '../../../server/system-status/system-watch.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { backupName } from '../../../shared/backup/retention.ts'
import type { DiskRoom } from '../../../shared/system/alerts.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { newFolder, removeFolders } from '../backup/archives.ts'
import { person } from '../support/people.ts'
import { seedStudy, seedSubject, systemActs } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PLENTY: DiskRoom = { free: 50e9, size: 100e9 }
const KEEP = { daily: 2, weekly: 0, monthly: 0 }

describe.each(ENGINES)('the state of the system on $engine', ({ open }) => {
  let server: TestServer
  let administrator: Browser
  let jobs: Jobs
  let folder: string
  let dataDir: string
  let room: DiskRoom = PLENTY
  let isLost = false
  const roomOf = (of: string) => Promise.resolve(isLost && of === folder ? null : room)

  beforeAll(async () => {
    folder = newFolder()
    dataDir = newFolder()
    server = await startServer(open, builtInFamilies, { dataDir, roomOf })
    jobs = createJobs({
      ...{ store: server.store, logger: createLogger('silent'), folder: newFolder() },
    })
    jobs.register(backupJob({ store: server.store, dataDir, factorKeySet: false }))
    jobs.register(verifyJob(server.store))
  })
  afterAll(async () => {
    await jobs.idle()
    await server.stop()
    removeFolders()
  })

  const status = async () =>
    (await administrator.get('/api/system-status')).body as Record<string, unknown>
  const root = async (): Promise<void> => {
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
  }
  const save = async (part: object) => {
    const { settings, version } = (await administrator.get('/api/backups')).body as {
      settings: object
      version: number
    }
    const body = { settings: { ...settings, keep: KEEP, ...part }, version, reason: 'policy' }
    return administrator.put('/api/backups', body)
  }
  const due = async (): Promise<void> => {
    expect(await putDue({ store: server.store, jobs })).toBe(true)
    await jobs.round()
    await jobs.idle()
  }
  const stored = () => readdirSync(folder).filter((name) => name.endsWith('.hbk'))

  it('AC-03: is for administrators of the installation alone', async () => {
    await root()
    const nurse = await person(server, 'nurse')
    for (const path of ['/api/system-status', '/api/backups']) {
      expect((await nurse.get(path)).status).toBe(403)
    }
    expect((await nurse.post('/api/system-verifications', {})).status).toBe(403)
    expect((await nurse.post('/api/backups', {})).status).toBe(403)
    expect(await status()).toMatchObject({ made: null, verified: null, alerts: [], running: [] })
  })

  it('BK-01: a schedule is set with a reason, and nothing that no backup could be made with', async () => {
    const daily = { kind: 'daily', time: '02:30' }
    for (const part of [
      { schedule: daily },
      { schedule: daily, folder: 'relative' },
      { schedule: daily, folder: path.join(folder, 'missing') },
      { schedule: daily, folder, publicKey: 'nonsense' },
      { schedule: daily, folder, publicKey: newKeyPair().privateKey },
    ]) {
      expect((await save(part)).status, JSON.stringify(part)).toBe(422)
    }
    const saved = await save({ schedule: daily, folder, publicKey: newKeyPair().publicKey })
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    expect(await systemActs(server)).toContain('setting.backup')
  })

  it('BK-01: what is due is made once, checked, noted; old ones go when the newer one stands', async () => {
    const keys = newKeyPair()
    expect((await save({ publicKey: keys.publicKey })).status).toBe(200)
    expect(await putDue({ store: server.store, jobs })).toBe(false)
    writeFileSync(path.join(folder, 'mine.txt'), 'not a backup')
    for (let day = 1; day <= 3; day += 1) {
      server.clock.advance({ hours: 24 })
      await due()
      expect(await putDue({ store: server.store, jobs }), 'a second process').toBe(false)
      expect(stored()).toHaveLength(Math.min(day, KEEP.daily))
    }
    expect(readdirSync(folder)).toContain('mine.txt')
    await root()
    const { made, alerts } = await status()
    const [newest = ''] = stored().sort().reverse()
    expect(made).toMatchObject({ file: path.join(folder, newest) })
    expect(alerts).toEqual([])
    const file = path.join(folder, newest)
    const { manifest, sha256 } = await checkArchive({
      file,
      opener: { privateKey: keys.privateKey },
    })
    expect(made).toMatchObject({ sha256 })
    expect(manifest.engine).toBe(server.store.engine)
    const acts = (await systemActs(server)).filter((act) => act === 'backup.make')
    expect(acts).toHaveLength(3)
  })

  it('BK-01: a restored copy removes what it made itself, never what its original made', async () => {
    const { store } = server
    const id = await installationId(store, store.read)
    // Of the original, which goes on beside its copy: it has the same digits.
    const theirs = path.join(folder, backupName(id ?? '', '2026-03-01T02:30:00.000Z'))
    writeFileSync(theirs, 'a backup')
    const former = stored()
    const draft = { act: 'backup.restore', entity: 'setting', entityId: 'backup' } as const
    await unitOfWork(store, systemActor({ part: 'test', studyId: null }), () =>
      Promise.resolve({ result: null, audit: [{ ...draft, before: null, after: {} }] }),
    )
    for (let day = 1; day <= 3; day += 1) {
      server.clock.advance({ hours: 24 })
      await due()
    }
    expect(stored()).toEqual(expect.arrayContaining(former))
    expect(stored()).toHaveLength(former.length + KEEP.daily)
  })

  it('BK-07: one that fails leaves the others, is told to administrators once, and again when it is over', async () => {
    const before = stored()
    const hidden = `${folder}-away`
    renameSync(folder, hidden)
    server.clock.advance({ hours: 24 })
    await due()
    renameSync(hidden, folder)
    expect(stored()).toEqual(before)
    await root()
    expect(await status()).toMatchObject({
      ...{ alerts: ['backup-failed'] },
      failed: { kind: 'backup', problem: { type: 'urn:problem:backup', fault: 'target-folder' } },
    })
    const { store } = server
    const others = Array.from({ length: 20 }, (_, at) => ({
      ...{ id: `other ${at}`, studyId: null, accountId: null, kind: 'verify', state: 'failed' },
      ...{ input: '{}', createdAt: store.now(), finishedAt: store.now(), problem: null },
    }))
    await store.write((tx) => tx.insert(store.t.job).values(others as never))
    expect((await status())['alerts']).toContain('backup-failed')
    const ids = others.map(({ id }) => id)
    await store.write((tx) => tx.delete(store.t.job).where(inArray(store.t.job.id, ids)))
    const { account, notice } = store.t
    await store.write((tx) => tx.update(account).set({ email: 'root@hospital.example' }))
    const other = await server.beside()
    /** What each of four rounds tells that are made at once, two of each server. */
    const watch = async () => {
      const parts = { dataDir, jobs, roomOf, sendsMail: true }
      const stores = [store, other.store, store, other.store]
      return (await Promise.all(stores.map((of) => watchSystem({ ...parts, store: of })))).flat()
    }
    expect(await watch()).toEqual(['backup-failed'])
    expect(await watch()).toEqual([])
    server.clock.advance({ hours: 24 })
    await due()
    expect(await watch()).toEqual([])
    expect(await watch()).toEqual([])
    await other.stop()
    const administrators = (await store.read.select().from(account)).filter(
      ({ username }) => username !== 'nurse',
    )
    const told = (await store.read.select().from(notice)).map(
      ({ recipientId, textKey, mailState }) => [recipientId, textKey, mailState].join(' '),
    )
    expect(administrators.length).toBeGreaterThan(0)
    // One of each for each of them, with its mail.
    expect(told.sort()).toEqual(
      administrators
        .flatMap(({ id }) => [
          `${id} notice.alert.backup-failed waiting`,
          `${id} notice.ended.backup-failed waiting`,
        ])
        .sort(),
    )
    const acts = (await systemActs(server)).filter((act) => act === 'system.alert')
    expect(acts).toHaveLength(2)
    await root()
    expect((await status())['alerts']).toEqual([])
  })

  it('BK-01: one that failed is tried again after a pause, a few times, whichever processes look', async () => {
    const hidden = `${folder}-away`
    const put = () => putDue({ store: server.store, jobs })
    const again = async (minutes: number): Promise<void> => {
      server.clock.advance({ minutes: minutes - 1 })
      expect(await put(), `before ${minutes} minutes`).toBe(false)
      server.clock.advance({ minutes: 1 })
      const both = await Promise.all([put(), put()])
      expect(both.filter(Boolean), `after ${minutes} minutes`).toHaveLength(1)
      await jobs.round()
      await jobs.idle()
    }
    renameSync(folder, hidden)
    server.clock.advance({ hours: 24 })
    await due()
    for (const minutes of [10, 30, 60, 120]) await again(minutes)
    server.clock.advance({ hours: 6 })
    expect(await put(), 'a sixth time').toBe(false)
    server.clock.advance({ hours: 14 })
    await due()
    renameSync(hidden, folder)
    await again(10)
    server.clock.advance({ hours: 6 })
    expect(await put(), 'after one that was made').toBe(false)
    await root()
    expect((await status())['alerts']).toEqual([])
  })

  it('BK-07: a disk that runs full is told before anything fails, on the page and in the metrics', async () => {
    room = { free: 1e8, size: 100e9 }
    await root()
    expect((await status())['alerts']).toEqual(['data-disk-low', 'backup-disk-low'])
    const metrics = String((await administrator.get('/metrics')).body)
    expect(metrics).toContain('hepatrial_disk_free_bytes{place="data"} 100000000')
    expect(metrics).toContain('hepatrial_alert{alert="data-disk-low"} 1')
    expect(metrics).toContain('hepatrial_alert{alert="chain-faults"} 0')
    expect(metrics).toMatch(/hepatrial_backup_age_seconds \d/)
    expect(metrics).toMatch(/hepatrial_database_bytes [1-9]\d+/)
    room = PLENTY
  })

  it('BK-07: a folder of backups that cannot be looked at is told before the next backup fails', async () => {
    isLost = true
    expect(await status()).toMatchObject({
      ...{ alerts: ['backup-folder-lost'], disks: { backups: { folder, room: null } } },
    })
    isLost = false
    expect((await status())['alerts']).toEqual([])
  })

  it('BK-07: the check of trail and data runs on demand and says what it found', async () => {
    const asked = await administrator.post('/api/system-verifications', {})
    expect(asked.status).toBe(201)
    await vi.waitFor(
      async () => {
        expect(await status()).toMatchObject({ verified: { faults: 0 }, alerts: [], running: [] })
      },
      { timeout: 20_000 },
    )
    expect(await systemActs(server)).toEqual(expect.arrayContaining(['verify.ask', 'verify.done']))
  })

  it('AT-19: trail and data are checked each night by themselves, once, whichever processes look', async () => {
    const { store, clock } = server
    await root()
    const { verified: before } = (await status()) as { verified: { at: string } }
    clock.advance({ hours: 24 })
    const put = () => putDueVerification({ store, jobs })
    expect((await Promise.all([put(), put()])).filter(Boolean)).toHaveLength(1)
    await jobs.round()
    await jobs.idle()
    expect(await put()).toBe(false)
    await root()
    const { verified: after } = (await status()) as { verified: { at: string; faults: number } }
    expect(after.faults).toBe(0)
    expect(Date.parse(after.at) - Date.parse(before.at)).toBeGreaterThan(86_000_000)
  })

  it('TM-04, BK-07: what a clock noted that was four years ahead alerts nobody, and hides nothing', async () => {
    const { store, clock } = server
    const { job } = store.t
    const ahead = 4 * 366 * 24
    const ended = (id: string, kind: string, state: string) =>
      store.write((tx) =>
        tx.insert(job).values({
          ...{ id, studyId: null, accountId: null, kind, state, input: '{}', problem: null },
          ...{ createdAt: store.now(), finishedAt: store.now() },
        } as never),
      )
    const jump = async (hours: number): Promise<void> => {
      const watch = createClockWatch({ store, logger: createLogger('silent'), monotonic: () => 0 })
      clock.advance({ hours })
      await watch.check()
    }
    const { made } = await backupState(store, store.read)
    if (made === null) throw new Error('no backup was made')
    await root()
    const { failedJobs, clockJumps, failed } = await status()
    await jump(ahead)
    await ended('ahead 1', 'backup', 'failed')
    await ended('ahead 2', 'export', 'failed')
    const then = store.now()
    await store.write((tx) => noteState(tx, store, then, { made: { ...made, at: then } }))
    await root()
    expect((await status())['alerts']).toEqual(['clock-jumped', 'jobs-failed'])

    clock.advance({ hours: -ahead })
    await root()
    const body = await status()
    expect(body).toMatchObject({ failedJobs, clockJumps, failed })
    // Of the backup in the future nobody knows when it was made.
    expect(body['alerts']).toEqual(['backup-late'])
    const registry = new Registry()
    systemGauges({ store, dataDir, jobs, roomOf })(registry)
    const metrics = await registry.metrics()
    expect(metrics).toMatch(/^hepatrial_status_readable 1$/m)
    expect(metrics).not.toMatch(/^hepatrial_backup_age_seconds/m)
    const lately = store.now()
    await store.write((tx) => noteState(tx, store, lately, { made: { ...made, at: lately } }))

    await jump(1)
    await ended('now 1', 'backup', 'failed')
    await ended('now 2', 'export', 'failed')
    await root()
    expect((await status())['alerts']).toEqual(['backup-failed', 'clock-jumped', 'jobs-failed'])
    await ended('now 3', 'backup', 'done')
    await root()
    expect((await status())['alerts']).toEqual(['clock-jumped', 'jobs-failed'])
  })

  it('BK-07: data in production that nobody backs up are told; a test installation is not', async () => {
    const { store, clock } = server
    await root()
    expect((await save({ schedule: { kind: 'off' } })).status).toBe(200)
    await store.write((tx) => noteState(tx, store, store.now(), { made: null }))
    const alerts = async (installation: 'production' | 'test' = 'production') =>
      (await systemStatus({ store: { ...store, installation }, dataDir, roomOf })).alerts
    expect(await alerts()).not.toContain('backups-off')
    await seedSubject(await seedStudy(server), '9001')
    expect(await alerts()).not.toContain('backups-off')
    clock.advance({ hours: 24 })
    expect(await alerts()).toContain('backups-off')
    expect(await alerts('test')).not.toContain('backups-off')
    await store.write((tx) => tx.update(store.t.study).set({ environment: 'test' }))
    expect(await alerts()).not.toContain('backups-off')
  })
})
