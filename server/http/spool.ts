import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

/** A file that was written to the end before any of it is handed out. */
export interface Spooled {
  /** In bytes. */
  readonly size: number
  /** SHA-256 of its bytes, lower-case hexadecimal. */
  readonly sha256: string
  /** Its bytes, once; the file is gone when the stream is closed. */
  readonly read: () => Readable
  /** Removes the file where nobody is to read it. */
  readonly discard: () => Promise<void>
}

/**
 * Writes pieces of text, or bytes, to a file of its own, one after the other, so that memory holds one piece. Its
 * hash is known, and can be recorded, before the first byte leaves. Nothing stays when `pieces` throws.
 */
export async function spool(pieces: AsyncIterable<string | Uint8Array>): Promise<Spooled> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hepatrial-'))
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const file = path.join(folder, 'spooled')
  try {
    const { size, sha256 } = await write(file, pieces)
    const read = (): Readable => {
      const stream = createReadStream(file)
      stream.once('close', () => void discard())
      return stream
    }
    return { size, sha256, read, discard }
  } catch (error) {
    await discard()
    throw error
  }
}

async function write(
  file: string,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<Pick<Spooled, 'size' | 'sha256'>> {
  const out: Writable = createWriteStream(file, { mode: 0o600 })
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece)
    hash.update(bytes)
    size += bytes.length
    if (!out.write(bytes)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
  return { size, sha256: hash.digest('hex') }
}
