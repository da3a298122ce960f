import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCodePoints } from '../../../shared/kernel/code-points.ts'

describe('compareCodePoints', () => {
  it.each([
    { first: '', then: 'a', why: 'nothing before something' },
    { first: 'a', then: 'ab', why: 'a beginning before the whole' },
    { first: 'B', then: 'a', why: 'capitals before small letters' },
    { first: '10', then: '9', why: 'digits as text' },
    { first: 'z', then: 'é', why: 'Latin before accented' },
    { first: '肝', then: '脾', why: 'Chinese signs by their number' },
    {
      first: '\uffee',
      then: '\u{1f600}',
      why: 'U+FFEE before U+1F600, though UTF-16 says otherwise',
    },
    { first: '\ue000', then: '\u{10000}', why: 'the first sign behind the surrogates' },
    { first: '\ud7ff', then: '\u{10000}', why: 'the last sign before the surrogates' },
    { first: '\u{1f600}', then: '\u{1f601}', why: 'two signs of the same first half' },
  ])('puts $why', ({ first, then }) => {
    expect(compareCodePoints(first, then)).toBeLessThan(0)
    expect(compareCodePoints(then, first)).toBeGreaterThan(0)
  })

  it('orders any texts as their code points are ordered', () => {
    const text = fc.string({ unit: 'binary' })
    const points = (of: string): number[] => Array.from(of, (sign) => sign.codePointAt(0) ?? 0)
    const byPoints = (a: number[], b: number[]): number => {
      const at = a.findIndex((point, index) => point !== b[index])
      return at < 0 || at >= b.length ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0)
    }
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(byPoints(points(a), points(b))))
      }),
    )
  })
})
