import { parseNumberText } from './number-text.ts'

interface Decimal {
  readonly digits: bigint
  /** Places after the point. */
  readonly places: number
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/

/** The number of a text in whole digits; a comparator before it is left out; null: no number. */
function decimalOf(text: string): Decimal | null {
  if (parseNumberText(text) === null) return null
  const match = DECIMAL.exec(text.trim().replace(/^[<>]=?\s*/, ''))
  if (match === null) return null
  const [, sign = '', whole = '', part = ''] = match
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${part}`), places: part.length }
}

/** Both numbers in whole units of the smaller one's last place. */
function aligned(one: Decimal, other: Decimal): readonly [bigint, bigint] {
  const places = Math.max(one.places, other.places)
  const raise = ({ digits, places: own }: Decimal): bigint => digits * 10n ** BigInt(places - own)
  return [raise(one), raise(other)]
}

/**
 * Whether a number is at least so many times another, digit by digit: 2.4 is 3 times 0.8. `times` is
 * a whole number. False where one of the texts is no number.
 */
export function isAtLeastTimes(value: string, times: number, of: string): boolean {
  const one = decimalOf(value)
  const other = decimalOf(of)
  if (one === null || other === null) return false
  const [left, right] = aligned(one, other)
  return left >= right * BigInt(times)
}

/** How many times a number is another, cut off after two decimals; empty where that is not known. */
export function timesText(value: string, of: string): string {
  const one = decimalOf(value)
  const other = decimalOf(of)
  if (one === null || other === null || other.digits <= 0n) return ''
  const [left, right] = aligned(one, other)
  return String(Number((left * 100n) / right) / 100)
}
