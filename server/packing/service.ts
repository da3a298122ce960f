import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { breathe } from '../breathe.ts'
import { ProblemError } from '../http/problem-error.ts'
import {
  directoryRecord,
  endRecord,
  HEADER_BYTES,
  localHeader,
  type ZipEntry,
} from './zip-records.ts'

export { directoryRecord, endRecord, localHeader, type ZipEntry } from './zip-records.ts'

/** A file of a package. */
export interface PackedFile {
  readonly path: string
  /** In bytes, as it is after unpacking. */
  readonly size: number
  /** SHA-256 of its bytes, lower-case hexadecimal. */
  readonly sha256: string
}

/** What a file is made of, piece by piece. */
export type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

/** Writes the files of a package one after the other. */
export interface PackageWriter {
  /** The pieces become one file; texts are written as UTF-8. Paths use `/`. */
  add(path: string, pieces: Pieces): Promise<PackedFile>
  /** Ends the package. Gives its size in bytes and the SHA-256 of all of it. */
  close(): Promise<{ readonly size: number; readonly sha256: string }>
  /** Leaves the file as it is, unfinished. */
  abandon(): Promise<void>
}

interface Limits {
  /** In bytes: of the package, and of each of its files before packing. */
  readonly bytes: number
  readonly files: number
}

/** Sizes and places are 32 bits in a plain ZIP file, the number of files 16. */
const PLAIN_ZIP: Limits = { bytes: 0xffff_ffff, files: 0xffff }

/** The problem of a package that no plain ZIP file can hold. */
function tooLarge({ bytes, files }: Limits): ProblemError {
  const limits = { limitBytes: bytes, limitFiles: files }
  return new ProblemError({ type: 'urn:problem:package-too-large', status: 413, ...limits })
}

/**
 * Writes a ZIP file to disk. The same files give the same bytes: no times, no owner, a fixed order and
 * rate of compression. Memory holds one piece. Adding what a plain ZIP file cannot hold throws the
 * problem as soon as the limit is passed.
 */
export async function createZip(file: string, limits = PLAIN_ZIP): Promise<PackageWriter> {
  const handle = await open(file, 'wx+', 0o600)
  const entries: ZipEntry[] = []
  let end = 0
  return {
    async add(path, pieces) {
      const name = Buffer.from(path)
      const offset = end
      const start = offset + HEADER_BYTES + name.length
      if (entries.length >= limits.files) throw tooLarge(limits)
      const { crc, packed, size, sha256 } = await deflateTo({ handle, start, limits }, pieces)
      const entry = { name, crc, packed, size, offset }
      end = start + packed
      await writeAt(handle, offset, localHeader(entry))
      entries.push(entry)
      return { path, size, sha256 }
    },
    async close() {
      const directory = Buffer.concat(entries.map(directoryRecord))
      const tail = endRecord({ files: entries.length, size: directory.length, offset: end })
      await writeAt(handle, end, Buffer.concat([directory, tail]))
      await handle.sync()
      const sha256 = await hashOf(handle)
      await handle.close()
      return { size: end + directory.length + tail.length, sha256 }
    },
    abandon: () => handle.close(),
  }
}

interface Deflated {
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly sha256: string
}

interface Target {
  readonly handle: FileHandle
  /** In bytes from the beginning of the file. */
  readonly start: number
  readonly limits: Limits
}

/** Compresses pieces into the file from a place on. */
async function deflateTo(target: Target, pieces: Pieces): Promise<Deflated> {
  const { handle, start, limits } = target
  const hash = createHash('sha256')
  let crc = 0
  let size = 0
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece)
      if (bytes.length === 0) continue
      hash.update(bytes)
      crc = crc32(bytes, crc)
      size += bytes.length
      if (size > limits.bytes) throw tooLarge(limits)
      yield bytes
      await breathe()
    }
  }
  const source = Readable.from(counted())
  const deflating = source.pipe(createDeflateRaw({ level: 6 }))
  source.on('error', (error) => deflating.destroy(error))
  let packed = 0
  for await (const chunk of deflating as AsyncIterable<Buffer>) {
    if (start + packed + chunk.length > limits.bytes) throw tooLarge(limits)
    await writeAt(handle, start + packed, chunk)
    packed += chunk.length
  }
  return { crc, packed, size, sha256: hash.digest('hex') }
}

async function writeAt(handle: FileHandle, position: number, bytes: Buffer): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

async function hashOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(1 << 20)
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
    position += bytesRead
  }
}
