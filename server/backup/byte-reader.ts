import { createHash } from 'node:crypto'
import { refusal } from './refusal.ts'

export type ByteSource = AsyncIterable<Uint8Array>

/** Reads a stream of bytes in pieces of given length, and hashes what was read. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>
  readonly #hash = createHash('sha256')
  #rest: Uint8Array = new Uint8Array(0)

  constructor(source: ByteSource) {
    this.#pieces = source[Symbol.asyncIterator]()
  }

  /** Exactly so many bytes. Refuses as `cut-short` where the stream ends before. */
  async take(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = []
    for await (const piece of this.pieces(length)) parts.push(piece)
    return Buffer.concat(parts)
  }

  /** So many bytes, or fewer where the stream ends before. */
  async takeAtMost(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = []
    let left = length
    while (left > 0 && !(await this.isAtEnd())) {
      const available = Math.min(left, this.#rest.length)
      for await (const piece of this.pieces(available)) parts.push(piece)
      left -= available
    }
    return Buffer.concat(parts)
  }

  /** Exactly so many bytes, in the pieces in which they come. */
  async *pieces(length: number): AsyncGenerator<Uint8Array> {
    let left = length
    while (left > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) throw refusal('cut-short')
      const piece = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(piece.length)
      left -= piece.length
      this.#hash.update(piece)
      yield piece
    }
  }

  /** Whether nothing is left. */
  async isAtEnd(): Promise<boolean> {
    while (this.#rest.length === 0) if (!(await this.#more())) return true
    return false
  }

  /** SHA-256 of all that was read so far, in hexadecimal. */
  hashSoFar(): string {
    return this.#hash.copy().digest('hex')
  }

  async close(): Promise<void> {
    await this.#pieces.return?.()
  }

  async #more(): Promise<boolean> {
    const next = await this.#pieces.next()
    if (next.done === true) return false
    this.#rest = next.value
    return true
  }
}
