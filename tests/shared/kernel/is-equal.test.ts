import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEqual, isSameList } from '../../../shared/kernel/is-equal.ts'

describe('values that say the same', () => {
  it('are equal to their copies', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, maxDepth: 3 }), (value) => {
        expect(isEqual(value, structuredClone(value))).toBe(true)
      }),
    )
  })

  it.each([
    [null, undefined],
    [null, {}],
    [NaN, null],
    [Infinity, null],
    [1, '1'],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, undefined]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: undefined }, { b: undefined }],
    [{ a: { b: [1] } }, { a: { b: [2] } }],
    [new Map([['a', 1]]), new Map([['a', 2]])],
    [new Map([['a', 1]]), new Map()],
    [new Map(), {}],
    [new Set(['a']), new Set(['b'])],
    [new Set(), new Map()],
    [new Date(0), new Date(1)],
    [/a/, /a/],
  ])('%j and %j are not equal, either way round', (one, other) => {
    expect(isEqual(one, other)).toBe(false)
    expect(isEqual(other, one)).toBe(false)
  })

  it('are of the same order in maps: findings follow it', () => {
    const one = new Map([
      ['a', 1],
      ['b', 2],
    ])
    const other = new Map([
      ['b', 2],
      ['a', 1],
    ])
    expect(isEqual(one, other)).toBe(false)
  })
})

describe('lists of the same objects', () => {
  const [a, b] = [{ of: 1 }, { of: 1 }]
  it.each([
    [[a, b], [a, b], true],
    [[a, b], [b, a], false],
    [[a], [a, b], false],
    [[], [], true],
  ])('%j and %j: %s', (one, other, same) => {
    expect(isSameList(one, other)).toBe(same)
  })
})
