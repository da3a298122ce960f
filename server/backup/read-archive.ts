import { createHash, type Hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { z } from 'zod'
import type { NeutralRow } from '../../db/table-shapes.ts'
import {
  ARCHIVE_VERSION,
  archiveHeadSchema,
  END_NAME,
  FILES_FOLDER,
  HEAD_NAME,
  MANIFEST_NAME,
  manifestSchema,
  type ArchivedTable,
  type ArchivePart,
  type Manifest,
} from '../../shared/backup/archive.ts'
import { ByteReader, type ByteSource } from './byte-reader.ts'
import { diskRefusal, partOf, refusal } from './refusal.ts'
import { opened } from './sealing.ts'
import type { Opener } from './sealing-keys.ts'
import { padding, readHeader, TAR_END, TAR_PART, tarHeader, type ReadHeader } from './tar.ts'

const unpacked = promisify(gunzip)

/** An archive in a file, and what opens it where it is encrypted. */
export interface ArchiveFile {
  readonly file: string
  readonly opener: Opener
}

export interface CheckedArchive {
  readonly manifest: Manifest
  /** Of the file as it lies there, in bytes, and the SHA-256 of all of it. */
  readonly size: number
  readonly sha256: string
}

/** Parts of tables are held in memory one at a time; a larger one was not written by this program. */
const LARGEST_PART = 256_000_000
const PIECE = 1_048_576

/**
 * Reads an archive from its first byte to its last and compares every part with its hash, and the whole
 * with the hash at its end. Refuses whatever is not exactly what was written; keeps nothing of it.
 */
export async function checkArchive({ file, opener }: ArchiveFile): Promise<CheckedArchive> {
  const hash = createHash('sha256')
  let size = 0
  const counted = async function* (): ByteSource {
    for await (const piece of bytesOf(file)) {
      hash.update(piece)
      size += piece.length
      yield piece
    }
  }
  const check = new Check()
  const manifest = await readArchive(opened(counted(), opener), check)
  check.compare(manifest)
  return { manifest, size, sha256: hash.digest('hex') }
}

/** Rows of a table, and files, as they come out of an archive that was checked before. */
export interface ArchiveVisitor {
  rows(table: ArchivedTable, rows: readonly NeutralRow[]): Promise<void>
  file(part: ArchivePart, pieces: AsyncIterable<Uint8Array>): Promise<void>
}

/** Reads a checked archive once more and hands out what it holds. Refuses where it has changed since. */
export async function visitArchive(
  { file, opener }: ArchiveFile,
  manifest: Manifest,
  visitor: ArchiveVisitor,
): Promise<void> {
  const tables = new Map(
    manifest.tables.flatMap((table) => table.parts.map((part) => [part.path, table] as const)),
  )
  const parts = new Map(partsOf(manifest).map((part) => [part.path, part]))
  await readArchive(opened(bytesOf(file), opener), {
    async part(path, bytes) {
      const table = tables.get(path)
      if (table === undefined || hashOf(bytes) !== parts.get(path)?.sha256) throw altered(path)
      await visitor.rows(table, await rowsIn(path, bytes))
    },
    async file(path, pieces) {
      const part = parts.get(path)
      if (part === undefined) throw altered(path)
      const hash = createHash('sha256')
      await visitor.file(part, hashed(pieces, hash))
      if (hash.digest('hex') !== part.sha256) throw altered(path)
    },
  })
}

interface EntryReader {
  part(path: string, bytes: Buffer): Promise<void>
  file(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void>
}

/** Walks through an archive: its head, its entries, its manifest, its end. */
async function readArchive(source: ByteSource, entries: EntryReader): Promise<Manifest> {
  const reader = new ByteReader(source)
  try {
    await readHead(reader)
    for (;;) {
      const header = await readHeader(reader)
      if (header.name === MANIFEST_NAME) return await readEnd(reader, header)
      if (header.name.startsWith(FILES_FOLDER)) {
        await entries.file(header.name, reader.pieces(header.size))
        await takePadding(reader, header)
      } else {
        await entries.part(header.name, await takeEntry(reader, header))
      }
    }
  } finally {
    await reader.close()
  }
}

/** Refuses what is no archive, or one of another version, before anything else of it is read. */
async function readHead(reader: ByteReader): Promise<void> {
  const header = await readHeader(reader).catch((error: unknown) => {
    throw partOf(error) === TAR_PART ? refusal('not-an-archive') : error
  })
  if (header.name !== HEAD_NAME) throw refusal('not-an-archive')
  const { formatVersion } = parsed(archiveHeadSchema, await takeEntry(reader, header), HEAD_NAME)
  if (formatVersion !== ARCHIVE_VERSION) {
    throw refusal('other-version', { found: formatVersion, known: ARCHIVE_VERSION })
  }
}

/** The manifest, then the hash of all before it, then nothing: each to the byte. */
async function readEnd(reader: ByteReader, header: ReadHeader): Promise<Manifest> {
  const manifest = parsed(manifestSchema, await takeEntry(reader, header), MANIFEST_NAME)
  const expected = Buffer.from(`${reader.hashSoFar()}\n`)
  const seconds = Math.floor(Date.parse(manifest.madeAt) / 1000)
  const end = Buffer.concat([
    tarHeader({ name: END_NAME, size: expected.length }, seconds),
    expected,
    padding(expected.length),
    TAR_END,
  ])
  if (!(await reader.take(end.length)).equals(end)) throw altered(END_NAME)
  if (!(await reader.isAtEnd())) throw altered(END_NAME)
  return manifest
}

async function takeEntry(reader: ByteReader, header: ReadHeader): Promise<Buffer> {
  if (header.size > LARGEST_PART) throw altered(header.name)
  const bytes = await reader.take(header.size)
  await takePadding(reader, header)
  return bytes
}

async function takePadding(reader: ByteReader, { size }: ReadHeader): Promise<void> {
  await reader.take(padding(size).length)
}

/** Counts and hashes what an archive holds, and compares it with what its manifest says. */
class Check implements EntryReader {
  readonly #parts = new Map<string, string>()
  readonly #tables = new Map<string, { readonly hash: Hash; rows: number }>()

  async part(path: string, bytes: Buffer): Promise<void> {
    const table = /^tables\/\d+-([a-z0-9_]+)\/\d+\.ndjson\.gz$/.exec(path)?.[1]
    if (table === undefined || this.#parts.has(path)) throw altered(path)
    this.#parts.set(path, hashOf(bytes))
    const lines = await unpack(path, bytes)
    const seen = this.#tables.get(table) ?? { hash: createHash('sha256'), rows: 0 }
    seen.hash.update(lines)
    for (const byte of lines) if (byte === NEWLINE) seen.rows += 1
    this.#tables.set(table, seen)
  }

  async file(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
    const hash = createHash('sha256')
    for await (const piece of pieces) hash.update(piece)
    this.#parts.set(path, hash.digest('hex'))
  }

  compare(manifest: Manifest): void {
    const parts = partsOf(manifest)
    if (parts.length !== this.#parts.size) throw altered(MANIFEST_NAME)
    const part = parts.find(({ path, sha256 }) => this.#parts.get(path) !== sha256)
    if (part !== undefined) throw altered(part.path)
    const table = manifest.tables.find((of) => !this.#isAsSaid(of))
    if (table !== undefined) throw altered(table.name)
  }

  #isAsSaid({ name, rows, sha256 }: ArchivedTable): boolean {
    const seen = this.#tables.get(name) ?? { hash: createHash('sha256'), rows: 0 }
    return seen.rows === rows && seen.hash.digest('hex') === sha256
  }
}

const NEWLINE = 0x0a
function partsOf({ tables, files }: Manifest): readonly ArchivePart[] {
  return [...tables.flatMap((table) => table.parts), ...files]
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function* hashed(pieces: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    hash.update(piece)
    yield piece
  }
}

async function unpack(path: string, bytes: Buffer): Promise<Buffer> {
  try {
    return await unpacked(bytes, { maxOutputLength: LARGEST_PART })
  } catch {
    throw altered(path)
  }
}

async function rowsIn(path: string, bytes: Buffer): Promise<readonly NeutralRow[]> {
  const lines = (await unpack(path, bytes)).toString('utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as NeutralRow)
}

function parsed<T>(schema: z.ZodType<T>, bytes: Buffer, part: string): T {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    throw altered(part)
  }
}

function altered(part: string) {
  return refusal('altered', { part })
}

async function* bytesOf(file: string): ByteSource {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw diskRefusal(error, file) === error ? error : refusal('not-readable', { file })
  })
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(PIECE), 0, PIECE)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}
