import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NestedWriteError, type Store, type WriteQueries } from '../../db/store.ts'
import { ENGINES } from './open-stores.ts'
import type { TestStore } from './test-store.ts'
import { newRecord, saveNew, seedStudy, STUDY_ID, SUBJECT_ID } from './seed.ts'

const study = (id: string) => ({
  id,
  studyKey: id,
  name: id,
  environment: 'test' as const,
  state: 'open' as const,
  createdAt: '2026-01-01T00:00:00.000Z',
})

describe.each(ENGINES)('the store on $engine', ({ open }) => {
  let test: TestStore
  let store: Store
  beforeAll(async () => {
    test = await open({ now: () => new Date('2026-01-05T08:00:00Z') })
    store = test.store
    await seedStudy(store)
  })
  afterAll(() => test.remove())

  const names = async () => (await store.read.select().from(store.t.study)).map(({ id }) => id)

  it('TM-01, TM-02: gives the injected clock as UTC text', () => {
    expect(store.now()).toBe('2026-01-05T08:00:00.000Z')
  })

  it('gives ids that differ', () => {
    const ids = Array.from({ length: 1000 }, () => store.newId())
    expect(new Set(ids).size).toBe(1000)
  })

  it('keeps nothing of a write that throws', async () => {
    const failing = store.write(async (tx) => {
      await tx.insert(store.t.study).values(study('half'))
      throw new Error('after the insert')
    })
    await expect(failing).rejects.toThrow('after the insert')
    expect(await names()).not.toContain('half')
  })

  it('undoes a failing write alone when many wait together', async () => {
    const writes = Array.from({ length: 30 }, (_, n) =>
      store.write(async (tx) => {
        await tx.insert(store.t.study).values(study(`group-${n}`))
        if (n % 3 === 0) throw new Error('refused')
        return n
      }),
    )
    const settled = await Promise.allSettled(writes)
    const stored = await names()
    for (const [n, { status }] of settled.entries()) {
      expect(status).toBe(n % 3 === 0 ? 'rejected' : 'fulfilled')
      expect(stored.includes(`group-${n}`)).toBe(n % 3 !== 0)
    }
  })

  it('shows a write to readers once it is acknowledged', async () => {
    await store.write((tx) => tx.insert(store.t.study).values(study('seen')))
    expect(await names()).toContain('seen')
  })

  it('shows a transaction its own changes', async () => {
    const seen = await store.write(async (tx) => {
      await tx.insert(store.t.study).values(study('own'))
      return tx.select().from(store.t.study).where(eq(store.t.study.id, 'own'))
    })
    expect(seen).toHaveLength(1)
  })

  it('refuses a write inside a write, and goes on working', async () => {
    const nested = store.write(() => store.write(() => Promise.resolve(1)))
    await expect(nested).rejects.toBeInstanceOf(NestedWriteError)
    expect(await store.write(() => Promise.resolve(2))).toBe(2)
  })

  it('recognises a value that must be unique', async () => {
    const again = store.write((tx) => tx.insert(store.t.study).values(study(STUDY_ID)))
    const error = await again.then(() => null).catch((reason: unknown) => reason)
    expect(store.isUnique(error)).toBe(true)
    expect(store.isUnique(new Error('other'))).toBe(false)
  })

  it('refuses to write through the reading connection', async () => {
    const reader = store.read as WriteQueries
    // PostgreSQL inside the process has one connection, which cannot be read-only.
    if (test.another === null) return
    const attempt = Promise.resolve().then(() =>
      reader.insert(store.t.study).values(study('sneaked')),
    )
    await expect(attempt).rejects.toThrow()
    expect(await names()).not.toContain('sneaked')
  })

  it('keeps one state during a snapshot', async () => {
    if (test.another === null) return
    const seen = await store.snapshot(async (queries) => {
      const before = await queries.select().from(store.t.study)
      await store.write((tx) => tx.insert(store.t.study).values(study('meanwhile')))
      const after = await queries.select().from(store.t.study)
      return [before.length, after.length]
    })
    expect(seen[0]).toBe(seen[1])
    expect(await names()).toContain('meanwhile')
  })

  it('keeps text exactly as given', async () => {
    const text = '肝细胞癌 "q" \\ \n\t 😀 0012 1.0'
    await store.write((tx) => tx.insert(store.t.study).values({ ...study('text'), name: text }))
    const [row] = await store.read.select().from(store.t.study).where(eq(store.t.study.id, 'text'))
    expect(row?.name).toBe(text)
  })

  it('gives booleans and nulls as such', async () => {
    const [account] = await store.read.select().from(store.t.account)
    expect(account).toMatchObject({ mustChangePassword: false, active: true, lockedAt: null })
  })

  describe('what the database itself refuses', () => {
    const t = () => store.t
    it.each([
      ['a subject number twice in a study', () => t().subject, subject({ id: 's2' })],
      [
        'a subject of an unknown study',
        () => t().subject,
        subject({ id: 's3', studyId: 'none', subjid: 'x' }),
      ],
      ['an empty subject number', () => t().subject, subject({ id: 's4', subjid: '' })],
      ['an unknown state of a study', () => t().study, { ...study('odd'), state: 'odd' }],
      [
        'a record under an unknown definition version',
        () => t().record,
        { ...newRecord('odd', {}), definitionVersion: 9 },
      ],
      ['a user name in capitals', () => t().account, account({ username: 'CHEN' })],
      ['a user name twice', () => t().account, account({ username: 'chen.li' })],
      [
        'a locked account without time',
        () => t().account,
        account({ username: 'other', locked: true }),
      ],
    ])('%s', async (_what, table, row) => {
      const attempt = store.write((tx) => tx.insert(table() as never).values(row as never))
      await expect(attempt).rejects.toThrow()
    })
  })

  it('holds one record per place, until that one is removed', async () => {
    const placed = (id: string) => ({
      ...newRecord(id, {}),
      form: 'visit',
      visit: 'W4',
      rowKey: '',
    })
    const insert = (id: string) => store.write((tx) => tx.insert(store.t.record).values(placed(id)))
    await insert('place-1')
    const again = await insert('place-2')
      .then(() => null)
      .catch((error: unknown) => error)
    expect(store.isUnique(again)).toBe(true)
    await store.write((tx) =>
      tx.update(store.t.record).set({ removed: true }).where(eq(store.t.record.id, 'place-1')),
    )
    await insert('place-3')
  })

  it('holds one record per place outside visits too', async () => {
    await saveNew(store, 'log-1', { AETERM: 'Pain' })
    const twin = { ...newRecord('log-2', {}), rowKey: 'log-1' }
    const again = store.write((tx) => tx.insert(store.t.record).values(twin))
    expect(store.isUnique(await again.then(() => null).catch((error: unknown) => error))).toBe(true)
  })

  it('finds the database sound', async () => {
    expect(await store.integrityFaults()).toEqual([])
  })
})

function subject(part: object) {
  return {
    id: 'x',
    studyId: STUDY_ID,
    siteId: 'site-1',
    subjid: '01-001',
    state: 'enrolled',
    createdAt: '2026-01-01T00:00:00.000Z',
    ...part,
  }
}

function account(part: object) {
  return {
    id: SUBJECT_ID,
    displayName: 'Chen',
    passwordHash: 'x',
    passwordSetAt: 'x',
    mustChangePassword: false,
    createdAt: 'x',
    ...part,
  }
}
