const FIRST_SLOTS = 64

/** The hash of no signs at all. */
export const EMPTY_HASH = 0

/** The hash of a text that has one more sign than the text of `hash`. */
export function hashWith(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0
}

/**
 * The distinct values of one column of a text. A value that was met before costs no new string: in a
 * trial's files most values repeat, and whoever judges values judges each of them once.
 */
export class DistinctValues {
  /** In the order in which they were first met. */
  readonly all: string[] = []
  private readonly hashes: number[] = []
  /** Open addressing: position in `all` plus 1; 0 is a free slot. */
  private slots = new Int32Array(FIRST_SLOTS)

  /** The value of that hash that stands in `text` from `start` up to `end`. */
  take(text: string, start: number, end: number, hash: number): string {
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (let position = this.slots[slot] ?? 0; position !== 0; position = this.slots[slot] ?? 0) {
      const known = this.all[position - 1] ?? ''
      if (this.hashes[position - 1] === hash && standsAt(known, text, start, end)) return known
      slot = (slot + 1) & mask
    }
    const value = text.slice(start, end)
    this.all.push(value)
    this.hashes.push(hash)
    this.slots[slot] = this.all.length
    if (this.all.length * 2 > this.slots.length) this.grow()
    return value
  }

  /** As `take`, for a value that does not stand in the text as it is. */
  takeWhole(value: string): string {
    let hash = EMPTY_HASH
    for (let at = 0; at < value.length; at += 1) hash = hashWith(hash, value.charCodeAt(at))
    return this.take(value, 0, value.length, hash)
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 4)
    const mask = slots.length - 1
    this.hashes.forEach((hash, index) => {
      let slot = hash & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = index + 1
    })
    this.slots = slots
  }
}

function standsAt(value: string, text: string, start: number, end: number): boolean {
  if (value.length !== end - start) return false
  for (let at = 0; at < value.length; at += 1) {
    if (value.charCodeAt(at) !== text.charCodeAt(start + at)) return false
  }
  return true
}
