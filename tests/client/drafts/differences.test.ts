import { describe, expect, it } from 'vitest'
import {
  differencesOf,
  mergedValues,
  type Side,
  type TwoSides,
} from '../../../client/kit/form/differences.ts'
import { defineForm } from '../../../shared/forms/define.ts'

const label = (en: string) => ({ en, zh: en })
const form = defineForm({
  key: 'toy',
  title: label('Toy'),
  scope: 'visit',
  owner: 'site',
  file: 'toy',
  items: [
    { key: 'A', kind: 'text', label: label('First') },
    { key: 'B', kind: 'text', label: label('Second') },
  ],
  group: {
    title: label('Rows'),
    file: 'rows',
    identity: ['TEST'],
    sortBy: ['TEST'],
    items: [
      { key: 'TEST', kind: 'text', label: label('Test') },
      { key: 'RES', kind: 'text', label: label('Result') },
    ],
  },
})
const values = (items: Record<string, string>, ...rows: Record<string, string>[]) => ({
  items,
  rows,
})
const told = (sides: TwoSides) =>
  differencesOf(form, sides).map(({ key, row, preset }) => [key, row, preset])
const merged = (sides: TwoSides, side: Side) =>
  mergedValues(form, sides, new Map(differencesOf(form, sides).map(({ id }) => [id, side])))

describe('differences between what is stored and what is in the boxes', () => {
  it('E8: preset what one side alone changed, and ask where both did', () => {
    const basis = values({ A: '1', B: '1' })
    expect(
      told({ basis, stored: values({ A: '1', B: '2' }), mine: values({ A: '3', B: '1' }) }),
    ).toEqual([
      ['A', null, 'mine'],
      ['B', null, 'stored'],
    ])
    expect(
      told({ basis, stored: values({ A: '2', B: '1' }), mine: values({ A: '3', B: '1' }) }),
    ).toEqual([['A', null, null]])
  })

  it('preset nothing where it is not known what both began with', () => {
    const sides = { basis: null, stored: values({ A: '1' }), mine: values({ B: '2' }) }
    expect(told(sides)).toEqual([
      ['A', null, null],
      ['B', null, null],
    ])
  })

  it('take a value and the reason of its absence as one', () => {
    const sides = {
      basis: null,
      stored: values({ A: '64' }),
      mine: values({ A_REASND: 'UNKNOWN' }),
    }
    expect(told(sides)).toEqual([['A', null, null]])
    expect(merged(sides, 'stored')).toEqual(sides.stored)
    expect(merged(sides, 'mine')).toEqual(sides.mine)
  })

  it('E8: match rows of a grid by identity, wherever a colleague inserted one', () => {
    const ALT = { TEST: 'ALT', RES: '40' }
    const AST = { TEST: 'AST', RES: '33' }
    const sides = {
      basis: values({}, ALT),
      stored: values({}, AST, ALT),
      mine: values({}, { ...ALT, RES: '44' }),
    }
    expect(told(sides)).toEqual([
      ['RES', 'ALT', 'mine'],
      [null, 'AST', 'stored'],
    ])
    const choices = new Map(
      differencesOf(form, sides).map(({ id, preset }) => [id, preset ?? 'mine']),
    )
    expect(mergedValues(form, sides, choices)).toEqual(values({}, { ...ALT, RES: '44' }, AST))
    expect(merged(sides, 'stored').rows).toEqual(expect.arrayContaining([AST, ALT]))
    expect(merged(sides, 'mine')).toEqual(sides.mine)
  })

  it('ask for a row that one removed and the other changed, and keep or drop it whole', () => {
    const before = { TEST: 'ALT', RES: '40' }
    const changed = { TEST: 'ALT', RES: '44' }
    const sides = { basis: values({}, before), stored: values({}, changed), mine: values({}) }
    expect(told(sides)).toEqual([[null, 'ALT', null]])
    expect(merged(sides, 'stored').rows).toEqual([changed])
    expect(merged(sides, 'mine').rows).toEqual([])
  })

  it('tell rows without identity, and doubles, apart by their number', () => {
    const twice = { TEST: 'ALT', RES: '1' }
    const sides = {
      basis: null,
      stored: values({}, twice, twice, { RES: '5' }),
      mine: values({}, twice, { ...twice, RES: '2' }, { RES: '6' }),
    }
    expect(told(sides)).toEqual([
      ['RES', '#2', null],
      ['RES', '#3', null],
    ])
    expect(merged(sides, 'stored')).toEqual(sides.stored)
  })

  it('are none between the same values, and show what the form does not know', () => {
    const same = values({ A: '1' }, { TEST: 'ALT' })
    expect(told({ basis: null, stored: same, mine: same })).toEqual([])
    const odd = { basis: null, stored: values({ OLD: '1' }), mine: values({}) }
    expect(told(odd)).toEqual([['OLD', null, null]])
    expect(merged(odd, 'stored')).toEqual(odd.stored)
  })
})
