import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../../db/store.ts'
import { recordsAsOf, seqAt } from '../../../server/audit/as-of.ts'
import { entriesPage, fieldHistory, type EntryFilter } from '../../../server/audit/history.ts'
import { ENGINES } from '../../db/open-stores.ts'
import type { TestStore } from '../../db/test-store.ts'
import { amend, COORDINATOR, saveNew, seedStudy, STUDY_ID, SUBJECT_ID } from '../../db/seed.ts'

const RECORDS = 1100

describe.each(ENGINES)('history on $engine', ({ open }) => {
  let test: TestStore
  let store: Store
  let minute = 0
  // Entries: 1, 2 the study; 3 r1 made, 4 r1 amended, 5 r2 made, 6 r1 amended by another person.
  beforeAll(async () => {
    test = await open({ now: () => new Date(Date.UTC(2026, 2, 1, 10, minute)) })
    store = test.store
    await seedStudy(store)
    minute = 1
    await saveNew(store, 'r1', { AETERM: 'Pain', AETOXGR: '1' })
    minute = 2
    await amend(store, { id: 'r1', items: { AETERM: 'Pain', AETOXGR: '2' }, reason: 'graded' })
    await saveNew(store, 'r2', { AETERM: 'Fever' })
    minute = 3
    const actor = { ...COORDINATOR, username: 'wang.fang' }
    await amend(store, { id: 'r1', items: { AETERM: 'Hepatic pain', AETOXGR: '2' }, actor })
  })
  afterAll(() => test.remove())

  const seqs = async (filter: Partial<EntryFilter>, limit = 50) => {
    const wish = { filter: { chain: STUDY_ID, ...filter }, page: { limit } }
    return (await entriesPage(store, store.read, wish)).entries.map(({ seq }) => seq)
  }

  it.each<{ filter: Partial<EntryFilter>; found: number[] }>([
    { filter: {}, found: [6, 5, 4, 3, 2, 1] },
    { filter: { entity: 'record', entityId: 'r1' }, found: [6, 4, 3] },
    { filter: { subjectId: SUBJECT_ID }, found: [6, 5, 4, 3, 2] },
    { filter: { username: 'wang.fang' }, found: [6] },
    { filter: { act: 'record.create' }, found: [5, 3] },
    { filter: { form: 'adverse-event', act: 'record.amend' }, found: [6, 4] },
    { filter: { from: '2026-03-01T10:02:00.000Z', to: '2026-03-01T10:02:59.000Z' }, found: [5, 4] },
    { filter: { siteIds: ['site-1'] }, found: [6, 5, 4, 3, 2] },
    { filter: { siteIds: ['site-2'] }, found: [] },
    { filter: { chain: 'system' }, found: [] },
  ])('finds $found by $filter', async ({ filter, found }) => {
    expect(await seqs(filter)).toEqual(found)
  })

  it('pages through all entries in both orders, each once', async () => {
    for (const order of ['newest-first', 'oldest-first'] as const) {
      const seen: number[] = []
      let cursor: number | null = null
      do {
        const page = await entriesPage(store, store.read, {
          filter: { chain: STUDY_ID },
          page: { limit: 4, order, cursor },
        })
        seen.push(...page.entries.map(({ seq }) => seq))
        cursor = page.next
      } while (cursor !== null)
      const ascending = [1, 2, 3, 4, 5, 6]
      expect(seen).toEqual(order === 'oldest-first' ? ascending : ascending.reverse())
    }
  })

  it('tells the life of one field', async () => {
    const of = { entity: 'record', entityId: 'r1', path: ['items', 'AETOXGR'] }
    const lines = await fieldHistory(store, store.read, of)
    expect(lines.map(({ entry, change }) => [entry.seq, change.before, change.after])).toEqual([
      [3, null, '1'],
      [4, '1', '2'],
    ])
  })

  const asOf = async (seq: number) => {
    const states: [string, string | undefined][] = []
    for await (const { recordId, content } of recordsAsOf(store, store.read, {
      studyId: STUDY_ID,
      seq,
    })) {
      states.push([recordId, content.values.items['AETERM']])
    }
    return states
  }

  it.each([
    { seq: 2, state: [] },
    { seq: 3, state: [['r1', 'Pain']] },
    {
      seq: 5,
      state: [
        ['r1', 'Pain'],
        ['r2', 'Fever'],
      ],
    },
    {
      seq: 6,
      state: [
        ['r2', 'Fever'],
        ['r1', 'Hepatic pain'],
      ],
    },
  ])('gives the state as of entry $seq', async ({ seq, state }) => {
    expect(await asOf(seq)).toEqual(state)
  })

  it.each([
    { at: '2026-02-01T00:00:00.000Z', seq: 0 },
    { at: '2026-03-01T10:01:00.000Z', seq: 3 },
    { at: '2026-03-01T10:02:30.000Z', seq: 5 },
    { at: '2027-01-01T00:00:00.000Z', seq: 6 },
  ])('finds entry $seq as the last one at $at', async ({ at, seq }) => {
    expect(await seqAt(store, store.read, { chain: STUDY_ID, at })).toBe(seq)
  })

  it('streams more states than one page holds, each record once', async () => {
    await Promise.all(Array.from({ length: RECORDS }, (_, n) => saveNew(store, `many-${n}`, {})))
    const states = await asOf(1_000_000)
    expect(new Set(states.map(([id]) => id)).size).toBe(RECORDS + 2)
    expect(states).toHaveLength(RECORDS + 2)
    const one: string[] = []
    const moment = { studyId: STUDY_ID, seq: 1_000_000, subjectId: 'nobody' }
    for await (const { recordId } of recordsAsOf(store, store.read, moment)) one.push(recordId)
    expect(one).toEqual([])
  })
})
