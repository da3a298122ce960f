import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { ProblemError } from '../http/problem-error.ts'

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

interface Entry {
  readonly name: Buffer
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/**
 * Writes a ZIP file to disk. The same files give the same bytes: no times, no owner, a fixed order and
 * rate of compression. Memory holds one piece. Adding what a plain ZIP file cannot hold throws the
 * problem as soon as the limit is passed. @source APPNOTE.TXT of PKWARE, 6.3.3
 */
export async function createZip(file: string, limits = PLAIN_ZIP): Promise<PackageWriter> {
  const handle = await open(file, 'wx+', 0o600)
  const entries: Entry[] = []
  let end = 0
  return {
    async add(path, pieces) {
      const name = Buffer.from(path)
      const offset = end
      const start = offset + HEADER + name.length
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

/** Length of a local header without the name. */
const HEADER = 30
const VERSION = 20
/** Names are UTF-8. */
const FLAGS = 0x0800
const DEFLATED = 8
/** 1 January 1980, the first day that ZIP files know: their times say nothing here. */
const FIRST_DAY = 0x0021
/** Made on a system with the rights of a plain file: read by all, written by its owner. */
const MADE_BY = (3 << 8) | VERSION
const RIGHTS = 0o100_644 * 0x1_0000

function localHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(HEADER)
  header.writeUInt32LE(0x0403_4b50, 0)
  header.writeUInt16LE(VERSION, 4)
  writeCommon(header, 6, entry)
  return Buffer.concat([header, entry.name])
}

function directoryRecord(entry: Entry): Buffer {
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x0201_4b50, 0)
  record.writeUInt16LE(MADE_BY, 4)
  record.writeUInt16LE(VERSION, 6)
  writeCommon(record, 8, entry)
  record.writeUInt32LE(RIGHTS, 38)
  record.writeUInt32LE(entry.offset, 42)
  return Buffer.concat([record, entry.name])
}

/** Flags to length of the name: alike in both kinds of header. */
function writeCommon(header: Buffer, at: number, { name, crc, packed, size }: Entry): void {
  header.writeUInt16LE(FLAGS, at)
  header.writeUInt16LE(DEFLATED, at + 2)
  header.writeUInt16LE(0, at + 4)
  header.writeUInt16LE(FIRST_DAY, at + 6)
  header.writeUInt32LE(crc, at + 8)
  header.writeUInt32LE(packed, at + 12)
  header.writeUInt32LE(size, at + 16)
  header.writeUInt16LE(name.length, at + 20)
}

function endRecord(of: {
  readonly files: number
  readonly size: number
  readonly offset: number
}): Buffer {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x0605_4b50, 0)
  record.writeUInt16LE(of.files, 8)
  record.writeUInt16LE(of.files, 10)
  record.writeUInt32LE(of.size, 12)
  record.writeUInt32LE(of.offset, 16)
  return record
}
