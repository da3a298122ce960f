import { setTimeout } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Store, Tx } from '../../db/store.ts'
import { unitOfWork } from '../../server/audit/unit-of-work.ts'
import { openTestPostgres } from './open-stores.ts'
import { amend, COORDINATOR, newRecord, saveNew, seedStudy, STUDY_ID } from './seed.ts'
import type { TestStore } from './test-store.ts'

/** The server inside the process takes each statement by itself. */
describe.skipIf(process.env['TEST_DATABASE_URL'] === undefined)('a write on PostgreSQL', () => {
  let test: TestStore
  let store: Store

  beforeAll(async () => {
    test = await openTestPostgres()
    ;({ store } = test)
    await seedStudy(store)
    await saveNew(store, 'r1', { AETERM: 'Pain' })
    await amend(store, { id: 'r1', items: { AETERM: 'Rash' } })
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })
  afterAll(() => test.remove())

  const record = async (tx: Tx, id = 'r1') => {
    const found = await tx.hot.record(id)
    if (found === null) throw new Error('no record')
    return found
  }
  const stored = async (id: string) => {
    const { record: t } = store.t
    const [row] = await store.read.select().from(t).where(eq(t.id, id))
    return row
  }
  const entry = { act: 'study.pin', entity: 'studyVersion', entityId: 'v' } as const
  const audit = [{ ...entry, before: null, after: {} }] as const

  it('takes two round trips where all that it reads is named ahead', async () => {
    const messages = vi.spyOn(pg.Client.prototype, 'query')
    await unitOfWork(
      store,
      COORDINATOR,
      async (tx) => {
        const { values, ...before } = await record(tx)
        await tx.hot.overwriteRecord({ ...before, values: `${values} ` })
        return { result: null, audit }
      },
      (ahead) => {
        ahead.record('r1')
      },
    )
    expect(messages).toHaveBeenCalledTimes(2)
    expect((await stored('r1'))?.version).toBe(3)
  })

  it('opens and ends a transaction that did nothing without a word, and with a limit of its own', async () => {
    const messages = vi.spyOn(pg.Client.prototype, 'query')
    await store.write(() => Promise.resolve())
    expect(messages).not.toHaveBeenCalled()
    const limit = (tx: Tx) => tx.select({ is: sql<string>`current_setting('lock_timeout')` })
    const read = async (tx: Tx) => (await limit(tx).from(store.t.study))[0]?.is
    const held = store.write(() => setTimeout(1_300), 'queue')
    const besides = store.write(() => setTimeout(1_300), 'queue')
    const late = await store.write(read, 'queue')
    await Promise.all([held, besides])
    expect(late).toMatch(/^3\d{4}ms$|^3\ds$/)
    expect(await store.write(read)).toBe('40s')
  })

  it('keeps nothing where a statement fails that nobody waited for, and the next one works', async () => {
    const twice = store.write((tx) => tx.hot.insertRecords([newRecord('r1', {})]))
    await expect(twice.catch((error: unknown) => store.isUnique(error))).resolves.toBe(true)
    const late = unitOfWork(store, COORDINATOR, async (tx) => {
      await tx.hot.insertRecords([newRecord('lost', {}), newRecord('r1', {})])
      return { result: null, audit }
    })
    await expect(late).rejects.toThrow()
    expect(await stored('lost')).toBeUndefined()
    await Promise.all(['a', 'b', 'c'].map((id) => saveNew(store, id, {})))
    expect(await stored('c')).toBeDefined()
  })

  it('keeps nothing where the record written is not at the version read', async () => {
    const stale = unitOfWork(store, COORDINATOR, async (tx) => {
      const before = await record(tx)
      await tx.hot.overwriteRecord({ ...before, version: before.version - 1, values: '{}' })
      return { result: null, audit }
    })
    await expect(stale).rejects.toThrow('rows changed: 0')
    expect((await stored('r1'))?.values).not.toBe('{}')
  })

  it('reads a record anew that was written in place of the own one', async () => {
    await saveNew(store, 'beside', { AETERM: 'Old' })
    const { record: t } = store.t
    const undone = store.write(async (tx) => {
      const own = await record(tx)
      const wish = { chain: STUDY_ID, subjectId: own.subjectId, since: null }
      await tx.hot.lockChainHead(STUDY_ID, (ahead) => {
        ahead.subjectRecords(wish)
      })
      await tx.hot.overwriteRecord({ ...(await record(tx, 'beside')), values: '"new"' })
      const { rows } = await tx.hot.subjectRecords({ ...wish, own })
      expect(rows.find(({ id }) => id === 'beside')?.values).toBe('"new"')
      expect(rows).toHaveLength(await tx.$count(t, eq(t.subjectId, own.subjectId)))
      throw new Error('to be undone')
    })
    await expect(undone).rejects.toThrow('to be undone')
  })

  it('says so where it goes on after a statement that failed: it is not committed', async () => {
    const swallowed = store.write(async (tx) => {
      await tx.insert(store.t.record).values(newRecord('after-fault', {}))
      await tx
        .insert(store.t.record)
        .values(newRecord('r1', {}))
        .catch(() => undefined)
    })
    await expect(swallowed).rejects.toThrow('was not committed')
    expect(await stored('after-fault')).toBeUndefined()
  })

  it('reads anew what was read ahead, once it is written or where a chain begins', async () => {
    const { record: t } = store.t
    const named = { id: 'r1' }
    const seen = async (tx: Tx) => (await tx.hot.rows(t, named))[0]?.values
    const writes: readonly (readonly [string, (tx: Tx) => Promise<unknown>])[] = [
      ['"a"', (tx) => tx.update(t).set({ values: '"a"' }).where(eq(t.id, 'r1'))],
      ['"b"', async (tx) => tx.hot.overwriteRecord({ ...(await record(tx)), values: '"b"' })],
    ]
    const undone = store.write(async (tx) => {
      for (const [values, write] of writes) {
        await tx.hot.lockChainHead(STUDY_ID, (ahead) => {
          ahead.rows(t, named)
        })
        await write(tx)
        expect(await seen(tx)).toBe(values)
      }
      const messages = vi.spyOn(pg.Client.prototype, 'query')
      for (const [chain, trips] of [
        [STUDY_ID, 1],
        ['a new chain', 4],
      ] as const) {
        messages.mockClear()
        await tx.hot.lockChainHead(chain, (ahead) => {
          ahead.rows(t, named)
        })
        expect(await seen(tx)).toBe('"b"')
        expect(messages).toHaveBeenCalledTimes(trips)
      }
      throw new Error('to be undone')
    })
    await expect(undone).rejects.toThrow('to be undone')
  })
})
