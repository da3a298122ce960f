/**
 * The records of a plain ZIP file: no times, no owner, names in UTF-8, so that the same files give the
 * same bytes. @source APPNOTE.TXT of PKWARE, 6.3.3
 */
export interface ZipEntry {
  readonly name: Buffer
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Of the local header, in bytes from the beginning of the file. */
  readonly offset: number
}

/** Length of a local header without the name. */
export const HEADER_BYTES = 30
const VERSION = 20
/** Names are UTF-8. */
const FLAGS = 0x0800
const DEFLATED = 8
/** 1 January 1980, the first day that ZIP files know: their times say nothing here. */
const FIRST_DAY = 0x0021
/** Made on a system with the rights of a plain file: read by all, written by its owner. */
const MADE_BY = (3 << 8) | VERSION
const RIGHTS = 0o100_644 * 0x1_0000

/** Stands before the packed bytes of a file. */
export function localHeader(entry: ZipEntry): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32LE(0x0403_4b50, 0)
  header.writeUInt16LE(VERSION, 4)
  writeCommon(header, 6, entry)
  return Buffer.concat([header, entry.name])
}

/** The same in the directory at the end. */
export function directoryRecord(entry: ZipEntry): Buffer {
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
function writeCommon(header: Buffer, at: number, { name, crc, packed, size }: ZipEntry): void {
  header.writeUInt16LE(FLAGS, at)
  header.writeUInt16LE(DEFLATED, at + 2)
  header.writeUInt16LE(0, at + 4)
  header.writeUInt16LE(FIRST_DAY, at + 6)
  header.writeUInt32LE(crc, at + 8)
  header.writeUInt32LE(packed, at + 12)
  header.writeUInt32LE(size, at + 16)
  header.writeUInt16LE(name.length, at + 20)
}

/** The last record: how many files there are, and where their directory lies. */
export function endRecord(of: {
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
