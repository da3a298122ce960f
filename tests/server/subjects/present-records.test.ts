import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NameAhead } from '../../../db/hot.ts'
import type { RecordRow } from '../../../db/rows.ts'
import type { Store, Tx } from '../../../db/store.ts'
import { recordDraft, type AuditDraft } from '../../../server/audit/audit-draft.ts'
import { openChain } from '../../../server/audit/chain.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { updateRecord } from '../../../server/entry/service.ts'
import {
  createPresentRecords,
  recordsOfSubject,
  toPresent,
  type PresentRecords,
} from '../../../server/subjects/service.ts'
import { ENGINES } from '../../db/open-stores.ts'
import {
  COORDINATOR,
  newRecord,
  saveNew,
  seedStudy,
  SITE_ID,
  STUDY_ID,
  SUBJECT_ID,
} from '../../db/seed.ts'
import type { TestStore } from '../../db/test-store.ts'

/** A server: its connection to the database, and what it remembers. */
interface Server {
  readonly store: Store
  readonly presentRecords: PresentRecords
}

/** One unit of work of one of two servers. */
interface Act {
  readonly server: 0 | 1
  readonly change: 'create' | 'amend' | 'remove' | 'nothing'
  readonly at: number
  readonly text: string
  /** Looked at before the change too. */
  readonly looksFirst: boolean
  /** Told what the record was before: a second change of one unit of work is not. */
  readonly tellsBefore: boolean
  /** Named to be read with the lock, before the change. */
  readonly namesAhead: boolean
  /**
   * `undone`: by itself; `unclosed`: after its entries were written, before the chain was closed;
   * `lost`: after that, as with a commit that fails.
   */
  readonly end: 'kept' | 'undone' | 'unclosed' | 'lost'
}

const anyAct: fc.Arbitrary<Act> = fc.record({
  server: fc.constantFrom(0, 1),
  change: fc.constantFrom('create', 'amend', 'amend', 'amend', 'remove', 'nothing'),
  at: fc.nat({ max: 100 }),
  text: fc.constantFrom('A', 'B', 'C'),
  looksFirst: fc.boolean(),
  tellsBefore: fc.boolean(),
  namesAhead: fc.boolean(),
  end: fc.constantFrom('kept', 'kept', 'undone', 'unclosed', 'lost'),
})

class Undone extends Error {}

let made = 0

/** A change of a record, with the record as it was before. */
interface Change {
  readonly draft: AuditDraft
  readonly before: RecordRow | null
  readonly after: RecordRow
}

/** Changes a record of the subject; null where there is none to change. */
async function changed(store: Store, tx: Tx, { change, at, text }: Act): Promise<Change | null> {
  const values = JSON.stringify({ items: { AETERM: text }, rows: [] })
  if (change === 'create') {
    made += 1
    const id = `record-${made}`
    await tx.hot.insertRecords([newRecord(id, { AETERM: text })])
    const after = await tx.hot.record(id)
    return after === null ? null : changeOf('record.create', null, after)
  }
  const rows = await recordsOfSubject(store, tx, SUBJECT_ID)
  const before = rows[at % Math.max(1, rows.length)]
  if (before === undefined || change === 'nothing') return null
  const removed = change === 'remove'
  const after = { ...before, ...(removed ? { removed } : { values }), version: before.version + 1 }
  await updateRecord(tx, before, after)
  return changeOf(removed ? 'record.remove' : 'record.amend', before, after)
}

function changeOf(act: string, before: RecordRow | null, after: RecordRow): Change {
  return { draft: recordDraft({ act, before, after, siteId: SITE_ID }), before, after }
}

async function look(
  { store, presentRecords }: Server,
  tx: Tx,
  before: RecordRow | null = null,
  own?: RecordRow,
): Promise<void> {
  const of = { studyId: STUDY_ID, subjectId: SUBJECT_ID, before, own, unit: {} }
  const present = await presentRecords(tx, of)
  const stored = await recordsOfSubject(store, tx, SUBJECT_ID)
  expect(present).toEqual(stored.map(toPresent))
  expect(await presentRecords(unreadable(tx), of)).toBe(present)
}

/** The transaction, in which nothing can be read any more. */
function unreadable({ hot }: Tx): Tx {
  return { hot: { recordWrites: () => hot.recordWrites() } } as Tx
}

/** Does it, and compares what the server sees of the subject with what is stored. */
async function take(server: Server, act: Act): Promise<void> {
  const { store } = server
  if (act.end === 'lost' || act.end === 'unclosed') {
    await store.write(async (tx) => {
      const at = store.now()
      const chain = await openChain(tx, { store, chain: STUDY_ID, actor: COORDINATOR, at })
      const change = await changed(store, tx, act)
      const before = act.tellsBefore ? change?.before : null
      await look(server, tx, before)
      if (change !== null) await chain.append([change.draft])
      await look(server, tx, before)
      if (act.end === 'unclosed') throw new Undone()
      await chain.close()
      await look(server, tx, before)
      throw new Undone()
    })
    return
  }
  const ahead: NameAhead = (reads) => {
    server.presentRecords.ahead(reads, { studyId: STUDY_ID, subjectId: SUBJECT_ID })
  }
  await unitOfWork(
    store,
    COORDINATOR,
    async (tx) => {
      if (act.looksFirst) await look(server, tx)
      const change = await changed(store, tx, act)
      await look(server, tx, act.tellsBefore ? change?.before : null, change?.after)
      if (act.end === 'undone' || change === null) throw new Undone()
      return { result: null, audit: [change.draft] }
    },
    act.namesAhead ? ahead : undefined,
  )
}

describe.each(ENGINES)('DC-01 a subject read again at each save on $engine', ({ open }) => {
  let test: TestStore
  let second: Store
  beforeAll(async () => {
    test = await open()
    await seedStudy(test.store)
    await saveNew(test.store, 'first', { AETERM: 'A' })
    second = test.another === null ? test.store : await test.another()
  })
  afterAll(async () => {
    if (second !== test.store) await second.close()
    await test.remove()
  })

  it('is what is stored, whoever saved it meanwhile and whatever was taken back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 2, maxLength: 16 }), async (acts) => {
        const servers = [test.store, second].map((store) => ({
          store,
          presentRecords: createPresentRecords(),
        }))
        for (const act of acts) {
          const server = servers[act.server]
          if (server === undefined) continue
          await take(server, act).catch((error: unknown) => {
            if (!(error instanceof Undone)) throw error
          })
        }
      }),
      { numRuns: 25 },
    )
  })

  it('is read again within a unit of work as soon as a record was written', async () => {
    const presentRecords = createPresentRecords()
    const of = { studyId: STUDY_ID, subjectId: SUBJECT_ID, before: null, unit: {} }
    const terms = async (tx: Tx) =>
      (await presentRecords(tx, of)).map(({ values }) => values.items['AETERM'])
    await test.store
      .write(async (tx) => {
        const before = await terms(tx)
        await tx.hot.insertRecords([newRecord('silent', { AETERM: 'Silent' })])
        expect(await terms(tx)).toEqual([...before, 'Silent'])
        const row = await tx.hot.record('silent')
        if (row === null) throw new Error('no record')
        const values = JSON.stringify({ items: { AETERM: 'Said' }, rows: [] })
        await updateRecord(tx, row, { ...row, values })
        expect(await terms(tx)).toEqual([...before, 'Said'])
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
  })

  it('is read again where more was written than the one record told, though it was read ahead', async () => {
    const presentRecords = createPresentRecords()
    const place = { studyId: STUDY_ID, subjectId: SUBJECT_ID }
    const twice = unitOfWork(
      test.store,
      COORDINATOR,
      async (tx) => {
        const [own] = ['one', 'two'].map((id) => newRecord(id, { AETERM: id }))
        for (const id of ['one', 'two']) await tx.hot.insertRecords([newRecord(id, { AETERM: id })])
        const present = await presentRecords(tx, { ...place, before: null, own: own as RecordRow })
        expect(present.map(({ id }) => id)).toEqual(expect.arrayContaining(['one', 'two']))
        throw new Undone()
      },
      (reads) => {
        presentRecords.ahead(reads, place)
      },
    )
    await expect(twice).rejects.toThrow(Undone)
  })

  it('is the same object where it says the same', async () => {
    const presentRecords = createPresentRecords()
    const of = { studyId: STUDY_ID, subjectId: SUBJECT_ID, before: null }
    const first = await test.store.write((tx) => presentRecords(tx, of))
    await saveNew(test.store, 'another', { AETERM: 'B' })
    const next = await test.store.write((tx) => presentRecords(tx, of))
    expect(next.length).toBe(first.length + 1)
    expect(first.every((one, at) => one === next[at])).toBe(true)
  })
})
