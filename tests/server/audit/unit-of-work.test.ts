import canonicalize from 'canonicalize'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditEntryRow } from '../../../db/rows.ts'
import type { Store } from '../../../db/store.ts'
import { UnstorableTextError } from '../../../db/unstorable-text.ts'
import type { Actor } from '../../../server/audit/actor.ts'
import { recordDraft } from '../../../server/audit/audit-draft.ts'
import { entryText } from '../../../server/audit/chain.ts'
import { sha256 } from '../../../server/audit/hash.ts'
import {
  longUnitOfWork,
  NothingAuditedError,
  unitOfWork,
} from '../../../server/audit/unit-of-work.ts'
import { verify } from '../../../server/audit/verify.ts'
import { ENGINES } from '../../db/open-stores.ts'
import type { TestStore } from '../../db/test-store.ts'
import {
  amend,
  COORDINATOR,
  newRecord,
  saveNew,
  seedStudy,
  SITE_ID,
  STUDY_ID,
  SUBJECT_ID,
} from '../../db/seed.ts'

const AT = '2026-03-01T10:00:00.000Z'
const note = (reason: string) => ({
  act: 'study.note',
  entity: 'study' as const,
  entityId: STUDY_ID,
  before: null,
  after: {},
  reason,
})

describe.each(ENGINES)('the unit of work on $engine', ({ open }) => {
  let test: TestStore
  let store: Store
  let now = new Date(AT)
  beforeAll(async () => {
    test = await open({ now: () => now })
    store = test.store
    await seedStudy(store)
  })
  afterAll(() => test.remove())

  const trail = (chain = STUDY_ID): Promise<AuditEntryRow[]> =>
    Promise.resolve(
      store.read
        .select()
        .from(store.t.auditEntry)
        .where(eq(store.t.auditEntry.chain, chain))
        .orderBy(asc(store.t.auditEntry.seq)),
    )
  const last = async (): Promise<AuditEntryRow> => {
    const entry = (await trail()).at(-1)
    if (entry === undefined) throw new Error('The trail is empty.')
    return entry
  }
  const revision = async () => {
    const [row] = await store.read.select().from(store.t.subject)
    return row?.revision
  }

  it('keeps who, what, when, the value before and after, and why', async () => {
    await saveNew(store, 'full', { AETERM: 'Pain' })
    await amend(store, {
      id: 'full',
      items: { AETERM: 'Hepatic pain' },
      reason: 'source corrected',
    })
    expect(await last()).toMatchObject({
      chain: STUDY_ID,
      at: AT,
      actorKind: 'person',
      accountId: 'account-1',
      username: 'chen.li',
      role: 'coordinator',
      actorSiteId: SITE_ID,
      sourceAddress: '10.1.2.3',
      programVersion: '1.0.0',
      act: 'record.amend',
      entity: 'record',
      entityId: 'full',
      subjectId: SUBJECT_ID,
      siteId: SITE_ID,
      visit: null,
      form: 'adverse-event',
      rowKey: 'full',
      before:
        '{"completeness":"complete","definitionVersion":1,"values":{"items":{"AETERM":"Pain"},"rows":[]}}',
      after:
        '{"completeness":"complete","definitionVersion":1,"values":{"items":{"AETERM":"Hepatic pain"},"rows":[]}}',
      reason: 'source corrected',
      enteredAt: null,
    })
  })

  it('hashes the canonical JSON of the whole entry, as an independent implementation writes it', async () => {
    const entries = await trail()
    let previous = '0'.repeat(64)
    for (const { hash, ...rest } of entries) {
      expect(entryText(rest)).toBe(canonicalize(rest))
      expect(rest.previousHash).toBe(previous)
      expect(hash).toBe(sha256(entryText(rest)))
      previous = hash
    }
    const [head] = await store.read
      .select()
      .from(store.t.chainHead)
      .where(eq(store.t.chainHead.chain, STUDY_ID))
    expect(head).toMatchObject({ seq: entries.length, hash: previous })
  })

  it('tells the unit its time and first seq', async () => {
    const unit = await unitOfWork(store, COORDINATOR, (_tx, { at, firstSeq }) =>
      Promise.resolve({ result: { at, firstSeq }, audit: [note('one'), note('two')] }),
    )
    const entries = await trail()
    expect(unit).toEqual({ at: AT, firstSeq: entries.length - 1 })
    expect(entries.slice(-2).map(({ reason }) => reason)).toEqual(['one', 'two'])
  })

  it('raises the revision of the subject with each change of its records', async () => {
    const before = (await revision()) ?? Number.NaN
    await saveNew(store, 'revised', { AETERM: 'Pain' })
    expect(await revision()).toBe(before + 1)
    await amend(store, { id: 'revised', items: {} })
    expect(await revision()).toBe(before + 2)
    await unitOfWork(store, COORDINATOR, () => Promise.resolve({ result: 0, audit: [note('x')] }))
    expect(await revision()).toBe(before + 2)
  })

  it('notes on the record the entries that made it and changed it last', async () => {
    await saveNew(store, 'stamped', { AETERM: 'Pain' })
    const created = await last()
    await amend(store, { id: 'stamped', items: {} })
    const [record] = await store.read
      .select()
      .from(store.t.record)
      .where(eq(store.t.record.id, 'stamped'))
    expect(record).toMatchObject({
      createdSeq: created.seq,
      updatedSeq: created.seq + 1,
      version: 2,
    })
  })

  it('stores neither data nor entry when the change throws, and leaves no gap', async () => {
    const length = (await trail()).length
    const failing = unitOfWork(store, COORDINATOR, async (tx) => {
      await tx.hot.insertRecords([newRecord('lost', {})])
      throw new Error('after the insert')
    })
    await expect(failing).rejects.toThrow('after the insert')
    await saveNew(store, 'next', {})
    const entries = await trail()
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1))
    expect(entries).toHaveLength(length + 1)
    expect(
      await store.read.select().from(store.t.record).where(eq(store.t.record.id, 'lost')),
    ).toEqual([])
  })

  it('gives the second of two savers of one version a refusal', async () => {
    await saveNew(store, 'shared', { AETERM: 'Pain' })
    const [read] = await store.read
      .select()
      .from(store.t.record)
      .where(eq(store.t.record.id, 'shared'))
    if (read === undefined) throw new Error('The record is missing.')
    const save = () => store.write((tx) => tx.hot.updateRecord({ ...read, derivation: null }))
    expect(await save()).toBe(true)
    expect(await save()).toBe(false)
    // Past the trail as it was written, the record is put back as its entry left it.
    const { updatedSeq } = read
    await test.execute(
      `update record set version = 1, updated_seq = ${updatedSeq} where id = 'shared'`,
    )
  })

  it.each([
    ['a value', { AETERM: 'Pa\u0000in' }, 'why', 'after.values.items.AETERM'],
    ['a reason', {}, 'be\u0000cause', 'reason'],
    ['half a surrogate pair', { AETERM: 'x\ud800' }, 'why', 'after.values.items.AETERM'],
  ])('refuses U+0000 and the like in %s', async (_where, items, reason, path) => {
    const id = `unstorable-${store.newId()}`
    await saveNew(store, id, {})
    const attempt = amend(store, { id, items, reason })
    const error = await attempt.then(() => null).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UnstorableTextError)
    expect(error).toMatchObject({ path })
  })

  it.each(['a backslash and \\u0000 as six characters', 'whole pairs 😀', 'ud800 u0000'])(
    'keeps %s',
    async (text) => {
      await saveNew(store, text, { AETERM: text })
      expect((await last()).after).toContain(JSON.stringify(text))
    },
  )

  it('gives acts outside studies to the chain of the system', async () => {
    const system: Actor = { ...COORDINATOR, studyId: null }
    await unitOfWork(store, system, () => Promise.resolve({ result: 0, audit: [note('system')] }))
    expect((await trail('system')).map(({ id }) => id)).toEqual(['system.1'])
  })

  it('keeps the time of entry beside the time of receipt', async () => {
    const enteredAt = '2026-02-27T09:00:00.000Z'
    await unitOfWork(store, COORDINATOR, () =>
      Promise.resolve({ result: 0, audit: [{ ...note('kept offline'), enteredAt }] }),
    )
    expect(await last()).toMatchObject({ at: AT, enteredAt })
  })

  it('writes an entry of its own when the clock was set back', async () => {
    now = new Date('2026-03-01T09:00:00Z')
    await unitOfWork(store, COORDINATOR, () =>
      Promise.resolve({ result: 0, audit: [note('late')] }),
    )
    expect(await last()).toMatchObject({
      act: 'clock.backward',
      actorKind: 'system',
      before: `{"at":"${AT}"}`,
      after: '{"at":"2026-03-01T09:00:00.000Z"}',
    })
    await unitOfWork(store, COORDINATOR, () => Promise.resolve({ result: 0, audit: [note('on')] }))
    expect((await last()).act).toBe('study.note')
    now = new Date(AT)
  })

  it('stores a long change batch by batch, each record with its entry', async () => {
    const before = (await trail()).length
    const total = await longUnitOfWork(store, COORDINATOR, async (tx, appendMany) => {
      for (let batch = 0; batch < 4; batch += 1) {
        const rows = Array.from({ length: 50 }, (_, n) =>
          newRecord(`bulk-${batch}-${n}`, { AETERM: `Event ${n}` }),
        )
        await tx.hot.insertRecords(rows)
        const drafts = []
        for (const { id } of rows) {
          const after = await tx.hot.record(id)
          if (after === null) throw new Error('The record was not inserted.')
          drafts.push(recordDraft({ act: 'record.import', before: null, after, siteId: SITE_ID }))
        }
        await appendMany(drafts)
      }
      return 200
    })
    expect(total).toBe(200)
    expect((await trail()).length).toBe(before + 200)
    const report = await verify(store)
    expect(report.faults).toEqual([])
  })

  it('undoes a long change that fails in its second batch', async () => {
    const before = (await trail()).length
    const failing = longUnitOfWork(store, COORDINATOR, async (tx, appendMany) => {
      await tx.hot.insertRecords([newRecord('bulk-lost', {})])
      await appendMany([note('first batch')])
      throw new Error('second batch')
    })
    await expect(failing).rejects.toThrow('second batch')
    expect((await trail()).length).toBe(before)
  })

  it('refuses a long change without any entry', async () => {
    const silent = longUnitOfWork(store, COORDINATOR, (tx) =>
      tx.hot.insertRecords([newRecord('silent', {})]),
    )
    await expect(silent).rejects.toThrow(NothingAuditedError)
    expect(
      await store.read.select().from(store.t.record).where(eq(store.t.record.id, 'silent')),
    ).toEqual([])
  })

  describe('the database refuses to change the trail', () => {
    it.each([
      'update audit_entry set reason = null',
      'delete from audit_entry',
      `update study_version set definition = '{"other":1}'`,
      'delete from record',
      'delete from subject',
      'delete from account',
    ])('%s', async (statement) => {
      const before = await trail()
      await expect(Promise.resolve().then(() => test.execute(statement))).rejects.toThrow(/refused/)
      expect(await trail()).toEqual(before)
    })

    it('through the store too', async () => {
      const { auditEntry } = store.t
      const update = store.write((tx) => tx.update(auditEntry).set({ reason: 'other' }))
      await expect(update).rejects.toThrow()
      const remove = store.write((tx) => tx.delete(auditEntry))
      await expect(remove).rejects.toThrow()
    })

    it('nor to empty it or to replace an entry', async () => {
      const before = await trail()
      const statement =
        store.engine === 'sqlite'
          ? 'pragma recursive_triggers = on; insert or replace into audit_entry select * from audit_entry limit 1'
          : 'truncate audit_entry'
      await expect(Promise.resolve().then(() => test.execute(statement))).rejects.toThrow(/refused/)
      expect(await trail()).toEqual(before)
    })
  })
})

it('does not compile without an audit entry', () => {
  const unplaced = { ...note('x'), entity: 'record' as const }
  const compiled = (store: Store) => [
    // @ts-expect-error -- a change without entries
    () => unitOfWork(store, COORDINATOR, () => Promise.resolve({ result: 1 })),
    // @ts-expect-error -- an empty list of entries
    () => unitOfWork(store, COORDINATOR, () => Promise.resolve({ result: 1, audit: [] })),
    () =>
      unitOfWork(store, COORDINATOR, () =>
        // @ts-expect-error -- a record's entry without its subject and place
        Promise.resolve({ result: 1, audit: [unplaced] }),
      ),
  ]
  expect(compiled).toBeTypeOf('function')
})
