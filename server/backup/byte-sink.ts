import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'

/** Takes bytes in order. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>
  /** Nothing follows. What was taken is on disk when it resolves. */
  end(): Promise<void>
  /** Gives up: lets go of what it holds. */
  abandon(): Promise<void>
}

/** A sink into a new file that its owner alone may read. */
export type OpenSink = (file: string) => Promise<ByteSink>

export const openFileSink: OpenSink = async (file) => fileSink(await open(file, 'wx', 0o600))

function fileSink(handle: FileHandle): ByteSink {
  return {
    async write(bytes) {
      let done = 0
      while (done < bytes.length) done += (await handle.write(bytes, done)).bytesWritten
    },
    async end() {
      await handle.sync()
      await handle.close()
    },
    abandon: () => handle.close(),
  }
}

/** Counts and hashes what goes through it. */
export function countingSink(to: ByteSink): ByteSink & { readonly hashSoFar: () => string } {
  const hash: Hash = createHash('sha256')
  return {
    async write(bytes) {
      hash.update(bytes)
      await to.write(bytes)
    },
    end: () => to.end(),
    abandon: () => to.abandon(),
    hashSoFar: () => hash.copy().digest('hex'),
  }
}
