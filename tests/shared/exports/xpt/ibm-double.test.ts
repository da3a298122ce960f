import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitsIbmDouble, writeIbmDouble } from '../../../../shared/exports/xpt/ibm-double.ts'

function bytesOf(value: number | null): string {
  const bytes = new Uint8Array(8)
  writeIbmDouble(value, bytes, 0)
  return Buffer.from(bytes).toString('hex')
}

/** The value of an IBM double: sign, 16 to the power of the exponent less 64, 56 bits of fraction. */
function valueOf(hex: string): number {
  const bytes = Buffer.from(hex, 'hex')
  const first = bytes[0] ?? 0
  const fraction = BigInt(`0x${hex.slice(2)}`)
  // 56 bits are more than a double holds, yet the three lowest ones are 0 where all 53 are used.
  const size = Number(fraction) * 2 ** -56 * 16 ** ((first & 0x7f) - 64)
  return first >= 0x80 ? -size : size
}

describe('a number in a transport file', () => {
  // IBM System/370 Principles of Operation, hexadecimal floating point; SAS technical note TS-140.
  it.each([
    { value: 0, hex: '0000000000000000', why: 'all bits zero' },
    { value: -0, hex: '0000000000000000', why: 'one zero only' },
    { value: 1, hex: '4110000000000000', why: '1/16 times 16' },
    { value: -1, hex: 'c110000000000000', why: 'the sign is the first bit' },
    { value: 2, hex: '4120000000000000', why: '2/16 times 16' },
    { value: 16, hex: '4210000000000000', why: '1/16 times 256' },
    { value: 0.5, hex: '4080000000000000', why: '8/16' },
    { value: 0.1, hex: '401999999999999a', why: 'all 53 bits of the double nearest 0.1' },
    { value: 100, hex: '4264000000000000', why: '0x64' },
    { value: -118.625, hex: 'c276a00000000000', why: 'the example of the architecture' },
    { value: Math.PI, hex: '413243f6a8885a30', why: '53 bits, no rounding' },
    { value: Number.MAX_SAFE_INTEGER, hex: '4e1fffffffffffff', why: '53 ones' },
    {
      value: 16 ** 63 * (1 - 2 ** -53),
      hex: '7ffffffffffffff8',
      why: 'the largest double it holds',
    },
    { value: 16 ** -65, hex: '0010000000000000', why: 'the smallest normal one' },
    { value: null, hex: '2e00000000000000', why: 'missing is a point and zeros' },
  ])('$value is $hex: $why', ({ value, hex }) => {
    expect(bytesOf(value)).toBe(hex)
  })

  it.each([16 ** 63, -(16 ** 63), 1e300, Infinity, NaN, 16 ** -66, 5e-324])(
    'is missing and said not to fit: %d',
    (value) => {
      expect(fitsIbmDouble(value)).toBe(false)
      expect(bytesOf(value)).toBe('2e00000000000000')
    },
  )

  it('is exact, whatever it is, between the limits of the format', () => {
    const numbers = fc.double({ noNaN: true, min: -7e75, max: 7e75 })
    const inside = numbers.filter((value) => Math.abs(value) >= 16 ** -65)
    fc.assert(
      fc.property(inside, (value) => {
        expect(fitsIbmDouble(value)).toBe(true)
        expect(valueOf(bytesOf(value))).toBe(value)
      }),
      { numRuns: 2000 },
    )
    for (const value of [1e-70, -1e-70, 1e75, 123456.789, 30.4375, 1 / 3]) {
      expect(valueOf(bytesOf(value)), String(value)).toBe(value)
    }
  })
})
