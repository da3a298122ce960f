import { describe, expect, it } from 'vitest'
import type { MigrationNote } from '../../../shared/releases/define.ts'
import {
  comparedState,
  compareStates,
  type MeasuredState,
} from '../../../server/upgrade/compare-state.ts'

const present = new Map([
  ['chain_head', new Set(['chain', 'seq', 'hash', 'old_column'])],
  ['old_table', new Set(['id'])],
  ['schema_migration', new Set(['number'])],
  ['sqlite_sequence', new Set(['name'])],
])
const note = (of: Partial<MigrationNote>): MigrationNote => ({
  ...{ name: '0001_test', does: { en: '', zh: '' }, touches: { en: '', zh: '' }, rewrites: [] },
  ...of,
})
const measured: MeasuredState = new Map([['chain_head', { rows: 1, sha256: 'a' }]])
const whatOf = (notes: readonly MigrationNote[]) => {
  const state = comparedState(present, notes)
  const after = { present: new Map([['chain_head', new Set(['chain', 'seq', 'hash'])]]), measured }
  return compareStates(state, measured, after)
    .filter(({ expected, found }) => expected !== found)
    .map(({ what }) => what)
}

describe('what has to be there after the steps', () => {
  it('BK-04: a table or column that is gone is a loss, unless a step says that it takes it away', () => {
    expect(whatOf([])).toEqual(['column chain_head.old_column', 'table old_table'])
    expect(whatOf([note({ drops: ['old_table'] })])).toEqual(['column chain_head.old_column'])
    expect(whatOf([note({ drops: ['old_table', 'chain_head.old_column'] })])).toEqual([])
  })

  it('BK-04: rows are in the order of what is left of the key', () => {
    const keyOf = (notes: readonly MigrationNote[]) => comparedState(present, notes).shapes[0]
    expect(keyOf([])).toMatchObject({ name: 'chain_head', key: ['chain'] })
    const rewritten = keyOf([note({ rewrites: ['chain_head.chain'] })])
    expect(rewritten?.key).not.toContain('chain')
    expect(rewritten?.key).toEqual(rewritten?.columns.map(({ name }) => name))
  })
})
