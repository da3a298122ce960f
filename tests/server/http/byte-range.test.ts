import { describe, expect, it } from 'vitest'
import { partOf } from '../../../server/http/byte-range.ts'

// RFC 9110, 14.1.2: first and last byte, from a byte on, the last bytes.
describe('the part of a file that is asked for', () => {
  const of = (header: string | undefined, size = 100, isCurrent = true) =>
    partOf(header, { size, isCurrent })

  it.each([
    ['bytes=0-9', { first: 0, last: 9 }],
    ['bytes=90-', { first: 90, last: 99 }],
    ['bytes=90-500', { first: 90, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=-500', { first: 0, last: 99 }],
    ['bytes=99-99', { first: 99, last: 99 }],
    ['bytes=100-', 'outside'],
    ['bytes=-0', 'outside'],
    ['bytes=9-3', null],
    ['bytes=0-1,4-5', null],
    ['lines=0-1', null],
    ['bytes=-', null],
    [undefined, null],
  ] as const)('%s is %j', (header, part) => {
    expect(of(header)).toEqual(part)
  })

  it('is the whole file where it became another one meanwhile, and nothing of an empty one', () => {
    expect(of('bytes=50-', 100, false)).toBeNull()
    expect(of('bytes=0-', 0)).toBe('outside')
    expect(of('bytes=-5', 0)).toBe('outside')
  })
})
