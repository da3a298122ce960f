import { describe, expect, it } from 'vitest'
import { isAtLeastTimes, timesText } from '../../../shared/kernel/exact-decimal.ts'

describe('multiples of numbers as they are typed', () => {
  it.each([
    { value: '2.4', times: 3, of: '0.8', is: true, why: 'exactly 3 times, 2.99… in binary' },
    { value: '2.39', times: 3, of: '0.8', is: false, why: 'a hundredth below' },
    { value: '105.3', times: 3, of: '35.1', is: true, why: 'exactly 3 times' },
    { value: '>2000', times: 3, of: '40', is: true, why: 'above 2000' },
    { value: '.3', times: 3, of: '0.10', is: true, why: 'no digit before the point' },
    { value: '-3', times: 3, of: '1', is: false, why: 'negative' },
    { value: '', times: 3, of: '1', is: false, why: 'no number' },
    { value: '3', times: 3, of: 'high', is: false, why: 'no limit' },
  ])('$value at least $times times $of: $is, $why', ({ value, times, of, is }) => {
    expect(isAtLeastTimes(value, times, of)).toBe(is)
  })

  it('holds for 3 times every limit with one decimal, and not a tenth below', () => {
    for (let tenths = 300; tenths <= 700; tenths += 1) {
      const text = (of: number): string => `${Math.floor(of / 10)}.${of % 10}`
      expect(isAtLeastTimes(text(3 * tenths), 3, text(tenths)), text(tenths)).toBe(true)
      expect(isAtLeastTimes(text(3 * tenths - 1), 3, text(tenths)), text(tenths)).toBe(false)
    }
  })

  it.each([
    ['2.4', '0.8', '3'],
    ['119', '40', '2.97'],
    ['119.9', '40', '2.99'],
    ['300', '40', '7.5'],
    ['300', '0', ''],
    ['', '40', ''],
  ])('%s is %s times: shown as %s', (value, of, shown) => {
    expect(timesText(value, of)).toBe(shown)
  })
})
