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
  it('are given the very same object, and their entries stand in their order', async () => {
    const given: Saved[] = []
    const step =
      (...acts: readonly string[]): AfterSave =>
      (_tx, one) => {
        given.push(one)
        return Promise.resolve(acts.map((act) => ({ ...draft, act })))
      }
    const noted = await inTurn(step('a'), step(), step('b', 'c'))(tx, saved)
    expect(noted.map(({ act }) => act)).toEqual(['a', 'b', 'c'])
    expect(given).toHaveLength(3)
    expect(given.every((one) => one === saved)).toBe(true)
  })
})
