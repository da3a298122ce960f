import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hotStatements } from '../../db/hot-statements.ts'
import type { Store } from '../../db/store.ts'
import type { Tx } from '../../db/store.ts'
import { ENGINES } from './open-stores.ts'
import { saveNew, seedStudy, SUBJECT_ID } from './seed.ts'
import type { TestStore } from './test-store.ts'

describe.each(ENGINES)('rows by the values of columns on $engine', ({ open }) => {
  let test: TestStore
  let store: Store
  beforeAll(async () => {
    test = await open()
    store = test.store
    await seedStudy(store)
    await saveNew(store, 'r1', { AETERM: 'Pain' })
    await saveNew(store, 'r2', { AETERM: 'Fever' })
  })
  afterAll(() => test.remove())

  const ids = async (read: (tx: Tx) => Promise<readonly { readonly id: string }[]>) =>
    (await store.write(read)).map(({ id }) => id).sort()

  it('are the rows that a select gives, with their types', async () => {
    const rows = await store.write((tx) => tx.hot.rows(store.t.record, { id: 'r1' }))
    const selected = await store.read.select().from(store.t.record)
    expect(rows).toEqual(selected.filter(({ id }) => id === 'r1'))
    expect(rows[0]?.removed).toBe(false)
  })

  it('fulfil every condition: values, lists of values, and no value', async () => {
    const { record } = store.t
    const subjectId = SUBJECT_ID
    expect(await ids((tx) => tx.hot.rows(record, { subjectId, removed: false }))).toEqual([
      'r1',
      'r2',
    ])
    expect(await ids((tx) => tx.hot.rows(record, { subjectId, removed: true }))).toEqual([])
    expect(await ids((tx) => tx.hot.rows(record, { id: ['r2', 'r9'] }))).toEqual(['r2'])
    expect(await ids((tx) => tx.hot.rows(record, { id: [] }))).toEqual([])
    expect(await ids((tx) => tx.hot.rows(record, { derivation: null }))).toEqual(['r1', 'r2'])
    expect(await ids((tx) => tx.hot.rows(record, { derivation: null, id: 'r2' }))).toEqual(['r2'])
  })

  it('have the columns named alone, each under its own name, with its type', async () => {
    const { record } = store.t
    const only = ['id', 'rowKey', 'removed', 'derivation'] as const
    const rows = await store.write((tx) => tx.hot.rows(record, { id: ['r1'] }, only))
    expect(rows).toEqual([{ id: 'r1', rowKey: 'r1', removed: false, derivation: null }])
    const others = await store.write((tx) => tx.hot.rows(record, { id: ['r2'] }))
    expect(others[0]).toMatchObject({ id: 'r2', subjectId: SUBJECT_ID })
  })

  it('of which no column is named are not those of which all are wanted', async () => {
    const { record } = store.t
    const where = { subjectId: SUBJECT_ID, rowKey: 'r1' }
    const [whole] = await store.write((tx) => tx.hot.rows(record, where))
    expect(whole).toMatchObject({ id: 'r1', subjectId: SUBJECT_ID })
    await expect(store.write((tx) => tx.hot.rows(record, where, []))).rejects.toThrow('column')
  })

  it('are asked for by few texts, however long the lists are', async () => {
    const texts = new Set<string>()
    const hot = hotStatements(store.t, {
      forUpdate: '',
      all(text, values, read) {
        texts.add(text)
        expect(text.split('?').length - 1).toBe(values.length)
        return Promise.resolve(read([]))
      },
      run: (_text, _values, read) => Promise.resolve(read(0)),
      later: () => Promise.resolve(),
      changeOne: () => Promise.resolve(),
      runMany: () => Promise.resolve(),
      ahead: () => undefined,
      readAhead: () => null,
      wrote: () => undefined,
    })
    const { record } = store.t
    const some = (length: number) => Array.from({ length }, (_, at) => `r${at}`)
    for (let length = 0; length <= 130; length += 1) {
      await hot.rows(record, { id: some(length) })
    }
    expect(texts.size).toBe(10)
    for (const length of [2, 3, 5, 1000]) {
      const found = await ids((tx) => tx.hot.rows(record, { id: some(length) }))
      expect(found).toEqual(['r1', 'r2'].slice(0, length - 1))
    }
  })

  it('are never those of a whole table', async () => {
    await expect(store.write((tx) => tx.hot.rows(store.t.record, {}))).rejects.toThrow('condition')
  })
})
