import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import {
  createJobs,
  endIn,
  keepingOf,
  type JobControl,
  type JobKind,
  type Jobs,
} from '../../../server/jobs/service.ts'
import type { Store } from '../../../db/store.ts'
import { ENGINES } from '../../db/open-stores.ts'
import type { TestStore } from '../../db/test-store.ts'
import { temporaryFolder } from '../export-packages/support.ts'
import { TestClock } from '../support/test-server.ts'

const actor = systemActor({ part: 'test', studyId: null })

describe.each(ENGINES)('jobs on $engine', ({ open }) => {
  const clock = new TestClock()
  const folder = temporaryFolder()
  let opened: TestStore
  let store: Store
  /** What another process of the same database has. */
  let otherStore: Store
  let accounts = 0

  beforeAll(async () => {
    opened = await open({ now: clock.now })
    store = opened.store
    otherStore = opened.another === null ? store : await opened.another()
  })
  afterAll(async () => {
    if (otherStore !== store) await otherStore.close()
    await opened.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A kind that calls what it is told and ends when that does. */
  const kindOf = (run: (id: string, control: JobControl) => Promise<object>): JobKind => ({
    key: 'test',
    actor: () => actor,
    failed: ({ id }, { type }) => ({
      ...{ act: 'package.fail', entity: 'job', entityId: id, before: null, after: { type } },
    }),
    async run({ id }, control) {
      const result = await run(id, control)
      const audit = { act: 'package.check', entity: 'job', entityId: id } as const
      return { result, audit: { ...audit, before: null, after: null } }
    },
  })
  const processOf = (kind: JobKind, of = store, passed = () => performance.now()): Jobs => {
    const logger = createLogger('silent')
    const parts = { store: of, logger, folder, beatMs: 10, keeping: { hours: 1, bytes: 10 } }
    const jobs = createJobs({ ...parts, passed })
    jobs.register(kind)
    return jobs
  }
  const account = async (): Promise<string> => {
    accounts += 1
    const username = `asker-${accounts}`
    const id = store.newId()
    await store.write((tx) =>
      tx.insert(store.t.account).values({
        ...{ id, username, displayName: 'Asker', passwordHash: '-' },
        ...{ passwordSetAt: store.now(), mustChangePassword: false, createdAt: store.now() },
      }),
    )
    return id
  }
  const ask = async (jobs: Jobs, accountId?: string): Promise<string> => {
    const asker = accountId ?? (await account())
    return unitOfWork(store, actor, async (tx, { at }) => {
      const wish = { kind: 'test', studyId: null, accountId: asker, input: {}, at }
      const { id } = await jobs.put(tx, wish)
      const audit = { act: 'package.request', entity: 'job', entityId: id } as const
      return { result: id, audit: [{ ...audit, before: null, after: null }] }
    })
  }
  const rowOf = async (id: string) => {
    const rows = await store.read.select().from(store.t.job)
    const row = rows.find((one) => one.id === id)
    if (row === undefined) throw new Error(`no job ${id}`)
    return row
  }

  /** A process that looks after the jobs of others, in a time that only the test lets pass. */
  const watcher = () => {
    let passed = 0
    const pass = (milliseconds: number): void => {
      passed += milliseconds
    }
    const jobs = processOf(
      kindOf(() => Promise.resolve({})),
      store,
      () => passed,
    )
    /** Looks again and again while so much time passes. */
    const watch = async (milliseconds: number): Promise<void> => {
      await jobs.round()
      for (let left = milliseconds; left > 0; left -= 50_000) {
        pass(Math.min(left, 50_000))
        await jobs.round()
      }
    }
    return { jobs, pass, watch }
  }
  const beatOf = (id: string, heartbeatAt: string) =>
    store.write((tx) =>
      tx
        .update(store.t.job)
        .set({ state: 'running', startedAt: store.now(), heartbeatAt })
        .where(eq(store.t.job.id, id)),
    )
  const runningElsewhere = async (jobs: Jobs, heartbeatAt: string): Promise<string> => {
    const id = await ask(jobs)
    await beatOf(id, heartbeatAt)
    return id
  }

  it('are each done by one process alone, however many look', async () => {
    const done: string[] = []
    const kind = kindOf((id) => {
      done.push(id)
      return Promise.resolve({})
    })
    const processes = [processOf(kind), processOf(kind, otherStore), processOf(kind, otherStore)]
    const [first] = processes
    if (first === undefined) throw new Error('no process')
    const ids = await Promise.all(Array.from({ length: 6 }, () => ask(first)))
    for (const jobs of processes) jobs.wake()
    await Promise.all(processes.map((jobs) => jobs.idle()))
    expect(done.toSorted()).toEqual(ids.toSorted())
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ state: 'done' })
  })

  it('asked for at one process and done by another show there how far they are, and are stopped from there', async () => {
    let begun = false
    const worker = processOf(
      kindOf(async (_id, control) => {
        for (;;) {
          control.progress({ done: 3, total: 9, step: { en: 'Reading', zh: '读取' } })
          begun = true
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      }),
      otherStore,
    )
    const id = await ask(processOf(kindOf(() => Promise.reject(new Error('not here')))))
    worker.wake()
    await expect.poll(async () => (await rowOf(id)).done, { timeout: 5_000 }).toBe(3)
    expect(begun).toBe(true)
    await store.write((tx) =>
      endIn(tx, store.t, { id, at: store.now(), end: { state: 'cancelled' } }),
    )
    await worker.idle()
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled' })
  })

  it('keep how far they are, and how they failed', async () => {
    let seen: unknown = null
    const jobs = processOf(
      kindOf(async (id, control) => {
        control.progress({ done: 3, total: 9, step: { en: 'Reading', zh: '读取' } })
        await new Promise((resolve) => setTimeout(resolve, 120))
        seen = await rowOf(id)
        throw new Error('broke')
      }),
    )
    const id = await ask(jobs)
    jobs.wake()
    await jobs.idle()
    expect(seen).toMatchObject({ state: 'running', done: 3, total: 9 })
    expect(JSON.parse((await rowOf(id)).problem ?? '')).toMatchObject({
      type: 'urn:problem:internal',
    })
  })

  it('of a process that was killed are marked as failed, and say why', async () => {
    const { jobs, watch } = watcher()
    const id = await runningElsewhere(jobs, store.now())
    await watch(100_000)
    expect((await rowOf(id)).state, 'it may still be alive').toBe('running')
    await watch(50_000)
    const row = await rowOf(id)
    expect(row.state).toBe('failed')
    expect(JSON.parse(row.problem ?? '')).toMatchObject({ type: 'urn:problem:interrupted' })
  })

  it('TM-04: of a living process stay, whatever this clock says of its signs of life', async () => {
    const { jobs, watch } = watcher()
    const id = await runningElsewhere(jobs, store.now())
    await watch(50_000)
    clock.advance({ minutes: 90 })
    await watch(5_000)
    // The other machine is an hour behind, and its job lives.
    for (let round = 0; round < 4; round += 1) {
      await beatOf(id, `2025-01-01T00:00:0${round}.000Z`)
      await watch(50_000)
    }
    expect((await rowOf(id)).state).toBe('running')
    await watch(150_000)
    expect((await rowOf(id)).state).toBe('failed')
  })

  it('TM-04: of a process that is gone end also where its last sign of life lies in the future', async () => {
    const { jobs, watch } = watcher()
    const id = await runningElsewhere(jobs, '2099-01-01T00:00:00.000Z')
    await watch(150_000)
    expect((await rowOf(id)).state).toBe('failed')
  })

  it('TM-04: are not judged by a time in which nobody looked', async () => {
    const { jobs, pass, watch } = watcher()
    const id = await runningElsewhere(jobs, store.now())
    await watch(100_000)
    pass(3_600_000)
    await jobs.round()
    expect((await rowOf(id)).state).toBe('running')
    await watch(150_000)
    expect((await rowOf(id)).state).toBe('failed')
  })

  it('are put back by a process that stops, and done by the next one', async () => {
    let runs = 0
    const endless = kindOf(async (_, control) => {
      runs += 1
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5))
        control.progress({ done: 0, total: null, step: { en: 'Waiting', zh: '等待' } })
      }
    })
    const first = processOf(endless)
    const id = await ask(first)
    const stop = first.start()
    while (runs === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await stop()
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', startedAt: null, step: null })
    const second = processOf(kindOf(() => Promise.resolve({ fine: true })))
    second.wake()
    await second.idle()
    expect(await rowOf(id)).toMatchObject({ state: 'done' })
  })

  it('are two at once for one account, and leave room for others', async () => {
    const jobs = processOf(kindOf(() => Promise.resolve({})))
    const accountId = await account()
    await ask(jobs, accountId)
    await ask(jobs, accountId)
    await expect(ask(jobs, accountId)).rejects.toMatchObject({
      problem: { type: 'urn:problem:wrong-order', requires: ['job.ended'] },
    })
    await ask(jobs)
    jobs.wake()
    await jobs.idle()
    await ask(jobs, accountId)
    jobs.wake()
    await jobs.idle()
  })

  it('keep their files for a time and up to a size, and the newest in any case', async () => {
    const made = (name: string, size: number) => ({ file: { sha256: name, size } })
    const put = async (name: string, size: number): Promise<void> => {
      const jobs = processOf(
        kindOf(() => {
          writeFileSync(path.join(folder, name), 'x'.repeat(size))
          return Promise.resolve(made(name, size))
        }),
      )
      await ask(jobs)
      jobs.wake()
      await jobs.idle()
    }
    const { clean } = processOf(kindOf(() => Promise.resolve({})))
    await put('old', 1)
    writeFileSync(path.join(folder, 'left.part'), 'half')
    clock.advance({ minutes: 90 })
    await put('first', 4)
    await put('second', 5)
    await put('third', 5)
    await clean()
    expect(readdirSync(folder).toSorted()).toEqual(['second', 'third'])
    await put('huge', 50)
    await clean()
    expect(readdirSync(folder)).toEqual(['huge'])
  })

  it('are not robbed of a draft or a file that is begun while old ones are removed', async () => {
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name))
    const idle = processOf(kindOf(() => Promise.resolve({})))
    const waiting = await ask(idle)
    writeFileSync(path.join(folder, `${waiting}.part`), 'of a process that stopped')
    writeFileSync(path.join(folder, 'old'), 'x')
    writeFileSync(path.join(folder, 'again'), 'x')
    clock.advance({ minutes: 90 })
    /** Between the look at the jobs and the removal others go on with their work. */
    const meanwhile = (): void => {
      writeFileSync(path.join(folder, `${waiting}.part`), 'begun anew')
      writeFileSync(path.join(folder, 'another.part'), 'just begun')
      writeFileSync(path.join(folder, 'again'), 'made once more')
      utimesSync(path.join(folder, 'again'), new Date(), new Date(Date.now() + 5_000))
    }
    const read = new Proxy(store.read, {
      get(target, name, self) {
        if (name !== '$count') return Reflect.get(target, name, self) as unknown
        return async (...args: Parameters<typeof target.$count>) => {
          const counted = await target.$count(...args)
          meanwhile()
          return counted
        }
      },
    })
    const logger = createLogger('silent')
    const keeping = { hours: 1, bytes: 10 }
    const cleaning = createJobs({ store: { ...store, read }, logger, folder, keeping })
    await cleaning.clean()
    expect(readdirSync(folder).toSorted()).toEqual(
      [`${waiting}.part`, 'again', 'another.part'].toSorted(),
    )
    idle.wake()
    await idle.idle()
  })
})

describe('what is kept of jobs', () => {
  it('is a week and 20 GB unless the environment says other numbers', () => {
    expect(keepingOf({})).toEqual({ hours: 168, bytes: 20e9 })
    expect(keepingOf({ EXPORT_KEEP_DAYS: '2', EXPORT_KEEP_GB: '0.5' })).toEqual({
      ...{ hours: 48, bytes: 0.5e9 },
    })
    expect(() => keepingOf({ EXPORT_KEEP_DAYS: 'for ever' })).toThrow()
    expect(() => keepingOf({ EXPORT_KEEP_GB: '0' })).toThrow()
  })
})
