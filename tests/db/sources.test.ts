import { expect, it } from 'vitest'
import { sourcesOf } from '../../db/sources.ts'
import { guardFormula } from '../../shared/kernel/formula-guard.ts'

it('makes ids of 22 characters that stand in every file as they are', () => {
  const { newId } = sourcesOf({})
  const ids = Array.from({ length: 4_000 }, () => newId())
  expect(ids.filter((id) => !/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/.test(id))).toEqual([])
  expect(ids.filter((id) => guardFormula(id) !== id)).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})
