import { expect, it } from 'vitest'
import { storedIndex } from '../../client/kit/form/form-input.ts'

it('R3 a row is proved by its place among the stored rows, which leave out the empty ones', () => {
  const rows = [{ LBTESTCD: 'ALT' }, { LBTESTCD: '', LBORRES: ' ' }, { LBTESTCD: 'AST' }]
  expect([0, 2].map((row) => storedIndex(rows, row))).toEqual([0, 1])
})
