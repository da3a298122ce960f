/** Deterministic pseudo-random numbers: the same seed gives the same sequence everywhere. Not for secrets. */
export class Random {
  private state: number

  constructor(seed: string) {
    // FNV-1a spreads similar seeds apart.
    let hash = 0x811c9dc5
    for (const sign of seed) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
    this.state = hash >>> 0
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** Whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  real(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[Math.floor(this.next() * values.length)] ?? values[0]
  }

  /** One of the values, each as likely as its weight says. */
  weighted<T>(values: readonly [readonly [T, number], ...(readonly [T, number])[]]): T {
    let left = this.next() * values.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of values) {
      left -= weight
      if (left < 0) return value
    }
    return values[0][0]
  }

  /** Standard normal. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  /** Exponential waiting time of that median. */
  waiting(median: number): number {
    return (-Math.log(1 - this.next()) * median) / Math.LN2
  }
}
