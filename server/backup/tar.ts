import type { ByteReader } from './byte-reader.ts'
import type { ByteSink } from './byte-sink.ts'
import { refusal } from './refusal.ts'

/** A plain tar file (POSIX ustar): what every system unpacks, now and in decades. */
const BLOCK = 512
/** The size field has eleven octal digits. */
const LARGEST = 8 ** 11 - 1
const LONGEST_NAME = 100
/** Stands for the head of an entry, whose name is then not to be believed. */
export const TAR_PART = 'tar'

export interface TarEntry {
  readonly name: string
  readonly size: number
}

/** An entry's head. `seconds`: the time that the file shows, since 1970. */
export function tarHeader({ name, size }: TarEntry, seconds: number): Buffer {
  if (size > LARGEST) throw new Error(`${name} is larger than a tar file can hold.`)
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new Error(`${name} is too long for a tar file.`)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 'utf8')
  header.write('0000600\0', 100, 'latin1')
  header.write('0000000\0', 108, 'latin1')
  header.write('0000000\0', 116, 'latin1')
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  header.write(`${seconds.toString(8).padStart(11, '0')}\0`, 136, 'latin1')
  header.write('        ', 148, 'latin1')
  header.write('0ustar\u000000', 156, 'latin1')
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

/** Zeros that fill up the last block of an entry. */
export function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
}

/** Two blocks of zeros end the file. */
export const TAR_END = Buffer.alloc(2 * BLOCK)

/** Writes an entry whose bytes are at hand. */
export async function writeEntry(
  sink: ByteSink,
  {
    name,
    bytes,
    seconds,
  }: { readonly name: string; readonly bytes: Buffer; readonly seconds: number },
): Promise<void> {
  await sink.write(tarHeader({ name, size: bytes.length }, seconds))
  await sink.write(bytes)
  await sink.write(padding(bytes.length))
}

export interface ReadHeader extends TarEntry {
  readonly bytes: Buffer
}

/** The next entry's head. Refuses as `altered` what is none. */
export async function readHeader(reader: ByteReader): Promise<ReadHeader> {
  const bytes = await reader.take(BLOCK)
  const sum = Number.parseInt(bytes.toString('latin1', 148, 154), 8)
  const size = Number.parseInt(bytes.toString('latin1', 124, 135), 8)
  const bare = Buffer.from(bytes)
  bare.write('        ', 148, 'latin1')
  const end = bytes.indexOf(0)
  const name = bytes.toString('utf8', 0, end < 0 || end > LONGEST_NAME ? LONGEST_NAME : end)
  const isWhole = sum === sumOf(bare) && Number.isSafeInteger(size) && size >= 0 && name !== ''
  if (!isWhole) throw refusal('altered', { part: TAR_PART })
  return { name, size, bytes }
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0)
}
