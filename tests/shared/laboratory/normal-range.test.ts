import { describe, expect, it } from 'vitest'
import { rangeFlag, rangeFor, type NormalRange } from '../../../shared/laboratory/normal-range.ts'
import { laboratoryOf, limitsOf } from '../../../shared/laboratory/row-limits.ts'

const base: NormalRange = {
  ...{ id: 'base', test: 'HGB', unit: 'g/L', sex: null, ageFrom: null, ageTo: null },
  ...{ low: '115', high: '175', validFrom: '2025-01-01', validTo: null },
}
const sample = { test: 'HGB', unit: 'g/L', date: '2026-03-10', sex: 'F', birth: '1961-03-11' }

describe('DC-11 the normal range of a sample', () => {
  const women = { ...base, id: 'women', sex: 'F' as const }
  const old = { ...base, id: 'old', ageFrom: 65 }
  const oldWomen = { ...base, id: 'old women', sex: 'F' as const, ageFrom: 65 }
  const ranges = [base, women, old, oldWomen]

  it.each([
    ['one for the sex before one for all', {}, 'women'],
    ['one for sex and age on the birthday', { date: '2026-03-11' }, 'old women'],
    ['one for all where the sex is another and the age below', { sex: 'M' }, 'base'],
    ['one for the age where the sex is not known', { sex: null, birth: '1950' }, 'old'],
    ['none by age where the year of birth leaves it open', { birth: '1961' }, 'women'],
    ['none by age where no birth is known', { birth: null }, 'women'],
  ])('is %s', (_what, change, id) => {
    expect(rangeFor(ranges, { ...sample, ...change })?.id).toBe(id)
  })

  it.each([
    ['2024-12-31', null],
    ['2025-01-01', 'first'],
    ['2025-06-30', 'first'],
    ['2025-07-01', 'second'],
    ['2025-06', 'first'],
    ['2025', null],
    ['', null],
  ])('of %s is the one valid then: %s', (date, id) => {
    const first = { ...base, id: 'first', validTo: '2025-06-30' }
    const second = { ...base, id: 'second', validFrom: '2025-07-01' }
    expect(rangeFor([second, first], { ...sample, date })?.id ?? null).toBe(id)
  })

  it('belongs to a unit: spellings of one unit fit, other units do not', () => {
    const count = { ...base, test: 'PLT', unit: '10^9/L' }
    const plt = { ...sample, test: 'PLT' }
    expect(rangeFor([count], { ...plt, unit: '×10^9/L' })).toBe(count)
    expect(rangeFor([count], { ...plt, unit: '/mm3' })).toBeNull()
    expect(rangeFor([base], { ...sample, unit: 'g/dL' })).toBeNull()
  })
})

describe('E15 the flag of a result', () => {
  it.each([
    ['8.9', '9', '50', 'L'],
    ['9', '9', '50', 'N'],
    ['50', '9', '50', 'N'],
    ['50.1', '9', '50', 'H'],
    ['>50', '9', '50', 'H'],
    ['>=50', '9', '50', null],
    ['<9', '9', '50', 'L'],
    ['<20', '9', '50', null],
    ['<2.5', null, '7', 'N'],
    ['<2.5', '0', '7', 'N'],
    ['<8', null, '7', null],
    ['>=9', '9', null, 'N'],
    ['8', null, '7', 'H'],
    ['8', '9', null, 'L'],
    ['8', null, null, null],
    ['haemolytic', '9', '50', null],
  ])('%s against %s to %s is %s', (result, low, high, flag) => {
    expect(rangeFlag(result, { low, high })).toBe(flag)
  })
})

describe('the limits of a row', () => {
  const laboratories = [{ code: 'C', name: 'Central  Laboratory', ranges: [base] }]
  const row = { LBDAT: '2026-03-10', LBTESTCD: 'HGB', LBORRES: '110', LBORRESU: 'g/L' }

  it('are its own before any of the laboratory', () => {
    const own = { ...row, LBNAM: 'C', LBORNRHI: '150' }
    expect(limitsOf(own, laboratories, sample)).toMatchObject({
      low: null,
      high: '150',
      from: 'row',
    })
    expect(limitsOf({ ...row, LBNAM: 'C' }, laboratories, sample)).toMatchObject({
      ...{ low: '115', high: '175', from: 'range', range: base },
    })
    expect(limitsOf(row, laboratories, sample).from).toBe('none')
  })

  it.each(['c', 'central laboratory', ' Central Laboratory ', 'Ｃ'])(
    'knows “%s” by name',
    (name) => {
      expect(laboratoryOf(laboratories, name)?.code).toBe('C')
    },
  )
})
