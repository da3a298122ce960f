/** Bytes of a number in a transport file. */
export const DOUBLE_BYTES = 8

/** First byte of the missing value that SAS writes as a point. */
const MISSING = 0x2e

const view = new DataView(new ArrayBuffer(DOUBLE_BYTES))

/**
 * Writes a number as an IBM System/370 double, null as the missing value `.`. Every double between
 * 16^-65 (about 5.4e-79) and 16^63 (about 7.2e75) is exact: 56 bits hold its 53. False, and the missing
 * value written, for one outside of these limits. @source SAS technical note TS-140
 */
export function writeIbmDouble(value: number | null, into: Uint8Array, at: number): boolean {
  into.fill(0, at, at + DOUBLE_BYTES)
  if (value === 0) return true
  if (value === null) {
    into[at] = MISSING
    return true
  }
  view.setFloat64(0, value)
  const high = view.getUint32(0)
  const low = view.getUint32(4)
  const exponent = (high >>> 20) & 0x7ff
  // The value is 0.1mmm times two to the power of `power`; 16 takes four such steps at a time.
  const power = exponent - 1022
  const sixteens = Math.ceil(power / 4)
  if (exponent === 0x7ff || sixteens + 64 < 0 || sixteens + 64 > 127) {
    into[at] = MISSING
    return false
  }
  const left = 3 - (4 * sixteens - power)
  const mantissa = (high & 0xfffff) | 0x100000
  const top = (mantissa << left) | (left === 0 ? 0 : low >>> (32 - left))
  const bottom = low << left
  into[at] = ((high >>> 31) << 7) | (sixteens + 64)
  into[at + 1] = top >>> 16
  into[at + 2] = top >>> 8
  into[at + 3] = top
  into[at + 4] = bottom >>> 24
  into[at + 5] = bottom >>> 16
  into[at + 6] = bottom >>> 8
  into[at + 7] = bottom
  return true
}

/** Whether a transport file holds a number without loss. */
export function fitsIbmDouble(value: number): boolean {
  return writeIbmDouble(value, scratch, 0)
}

const scratch = new Uint8Array(DOUBLE_BYTES)
