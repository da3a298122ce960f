/** Bytes of a file, counted from 0, both included. */
export interface BytePart {
  readonly first: number
  readonly last: number
}

interface Whole {
  /** Of the file, in bytes. */
  readonly size: number
  /** The part asked for is one of the file as it is now. */
  readonly isCurrent: boolean
}

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/

/**
 * The part that a `Range` header asks for; null for the whole file: without the header, with one that
 * cannot be read or asks for several parts, or where the file is another one by now. `outside`: it
 * begins behind the end. @source RFC 9110, 14.1.2
 */
export function partOf(
  header: string | undefined,
  { size, isCurrent }: Whole,
): BytePart | 'outside' | null {
  const asked = isCurrent ? ONE_RANGE.exec(header ?? '') : null
  if (asked === null) return null
  const [, from = '', to = ''] = asked
  if (from === '') return to === '' ? null : lastBytes(Number(to), size)
  return fromByte(Number(from), to === '' ? Infinity : Number(to), size)
}

function fromByte(first: number, asked: number, size: number): BytePart | 'outside' | null {
  if (asked < first) return null
  return first < size ? { first, last: Math.min(asked, size - 1) } : 'outside'
}

function lastBytes(count: number, size: number): BytePart | 'outside' {
  return count === 0 || size === 0
    ? 'outside'
    : { first: Math.max(0, size - count), last: size - 1 }
}
