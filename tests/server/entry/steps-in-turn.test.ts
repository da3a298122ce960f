import { describe, expect, it } from 'vitest'
import type { Tx } from '../../../db/store.ts'
import type { AuditDraft } from '../../../server/audit/audit-draft.ts'
import { inTurn, type AfterSave } from '../../../server/entry/service.ts'

type Saved = Parameters<AfterSave>[1]

const tx = {} as Tx
const saved = { seq: 7 } as Saved
const draft: AuditDraft = {
  ...{ act: 'note', entity: 'query', entityId: 'q1', before: null, after: null },
}

describe('steps after a saved record', () => {
  it('are given the very same object until one of them changed something', async () => {
    const given: Saved[] = []
    const step =
      (...drafts: AuditDraft[]): AfterSave =>
      (_tx, one) => {
        given.push(one)
        return Promise.resolve(drafts)
      }
    const noted = await inTurn(step(), step(), step(draft), step(), step())(tx, saved)
    expect(noted).toEqual([draft])
    expect(given.every(({ seq }) => seq === 7)).toBe(true)
    expect(given.slice(0, 3).every((one) => one === saved)).toBe(true)
    expect(given[3]).not.toBe(saved)
    expect(given[4]).toBe(given[3])
  })
})
