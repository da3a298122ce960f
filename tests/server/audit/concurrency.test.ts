import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../../db/store.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { verify } from '../../../server/audit/verify.ts'
import { ENGINES } from '../../db/open-stores.ts'
import type { TestStore } from '../../db/test-store.ts'
import { COORDINATOR, newRecord, saveNew, seedStudy, STUDY_ID } from '../../db/seed.ts'

const WRITES = 200

// PostgreSQL inside the process has one connection: there two writers share one store.
describe.each(ENGINES)('two writers at once on $engine', ({ open }) => {
  let test: TestStore
  let second: Store
  beforeAll(async () => {
    test = await open()
    await seedStudy(test.store)
    second = test.another === null ? test.store : await test.another()
  })
  afterAll(async () => {
    if (second !== test.store) await second.close()
    await test.remove()
  })

  it('TM-05: neither fork the chain nor leave a gap, though every tenth write is undone', async () => {
    const writer = async (store: Store, name: string) => {
      const saves = Array.from({ length: WRITES }, (_, n) =>
        n % 10 === 9 ? undone(store, `${name}-${n}`) : saveNew(store, `${name}-${n}`, {}),
      )
      await Promise.all(saves)
    }
    await Promise.all([writer(test.store, 'a'), writer(second, 'b')])
    const { auditEntry } = test.store.t
    const entries = await test.store.read
      .select()
      .from(auditEntry)
      .where(eq(auditEntry.chain, STUDY_ID))
      .orderBy(asc(auditEntry.seq))
    expect(entries).toHaveLength(2 + 2 * WRITES * 0.9)
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1))
    expect(new Set(entries.map(({ previousHash }) => previousHash)).size).toBe(entries.length)
    expect((await verify(test.store)).faults).toEqual([])
  }, 120_000)

  it('start a chain that neither had seen, once', async () => {
    const actor = { ...COORDINATOR, studyId: null }
    const act = (store: Store) =>
      unitOfWork(store, actor, (_tx, { firstSeq }) =>
        Promise.resolve({
          result: firstSeq,
          audit: [
            { act: 'site.note', entity: 'site' as const, entityId: 'x', before: null, after: {} },
          ],
        }),
      )
    const seqs = await Promise.all([test.store, second, test.store, second].map(act))
    expect(seqs.sort((a, b) => a - b)).toEqual([1, 2, 3, 4])
  })
})

async function undone(store: Store, id: string): Promise<void> {
  const write = unitOfWork(store, COORDINATOR, async (tx) => {
    await tx.hot.insertRecords([newRecord(id, {})])
    throw new Error('undone')
  })
  await expect(write).rejects.toThrow('undone')
}
