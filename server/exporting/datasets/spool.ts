import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Bytes of all datasets that memory holds before they go to disk. */
const IN_MEMORY = 32 << 20
/** Bytes of one dataset that are written, and read, at a time. */
const AT_A_TIME = 256 << 10

/**
 * Keeps the rows of datasets while subjects come one after the other, and gives each dataset back in the
 * order of the subjects' keys. What is too much for memory lies in files of this process alone, which
 * are unlinked as soon as they are open: nothing stays behind, however the process ends.
 */
export class Spool {
  private readonly parts = new Map<string, Part>()
  private inMemory = 0
  private onDisk = false
  private closed = false

  /** Adds rows of a dataset. `key` orders them among those of other subjects. */
  append(dataset: string, key: string, bytes: Uint8Array): void {
    if (bytes.length === 0) return
    let part = this.parts.get(dataset)
    if (part === undefined) this.parts.set(dataset, (part = new Part()))
    part.append(key, bytes)
    this.inMemory += bytes.length
    if (!this.onDisk && this.inMemory > IN_MEMORY) this.onDisk = true
    if (this.onDisk) part.flush(AT_A_TIME)
  }

  /** The rows of a dataset, in chunks that hold whole appended pieces. */
  chunks(dataset: string): Iterable<Uint8Array> {
    if (this.closed) throw new Error('The rows of an export were given up already.')
    const part = this.parts.get(dataset)
    if (part === undefined) return []
    if (this.onDisk) part.flush(0)
    return part.chunks()
  }

  close(): void {
    this.closed = true
    for (const part of this.parts.values()) part.close()
    this.parts.clear()
  }
}

class Part {
  private readonly keys: string[] = []
  private readonly ends: number[] = []
  private pending: Uint8Array[] = []
  private pendingBytes = 0
  private flushed = 0
  private file: number | null = null

  append(key: string, bytes: Uint8Array): void {
    this.keys.push(key)
    this.pending.push(bytes)
    this.pendingBytes += bytes.length
    this.ends.push(this.flushed + this.pendingBytes)
  }

  flush(above: number): void {
    if (this.pendingBytes <= above) return
    this.file ??= openNameless()
    writeAll(this.file, Buffer.concat(this.pending))
    this.flushed += this.pendingBytes
    this.pending = []
    this.pendingBytes = 0
  }

  *chunks(): Generator<Uint8Array> {
    const order = [...this.keys.keys()].sort((a, b) => this.compare(a, b))
    const memory = this.file === null ? Buffer.concat(this.pending) : null
    let start = 0
    let end = 0
    for (const at of order) {
      const from = at === 0 ? 0 : (this.ends[at - 1] ?? 0)
      const to = this.ends[at] ?? 0
      if (from !== end || to - start > AT_A_TIME) {
        if (end > start) yield this.bytes(start, end, memory)
        start = from
      }
      end = to
    }
    if (end > start) yield this.bytes(start, end, memory)
  }

  close(): void {
    if (this.file !== null) closeSync(this.file)
    this.file = null
    this.pending = []
  }

  private compare(a: number, b: number): number {
    const left = this.keys[a] ?? ''
    const right = this.keys[b] ?? ''
    return left === right ? a - b : left < right ? -1 : 1
  }

  private bytes(start: number, end: number, memory: Buffer | null): Uint8Array {
    if (memory !== null) return memory.subarray(start, end)
    if (this.file === null) throw new Error('Rows that were flushed have no file.')
    const bytes = Buffer.allocUnsafe(end - start)
    let done = 0
    while (done < bytes.length) {
      const read = readSync(this.file, bytes, done, bytes.length - done, start + done)
      if (read === 0) throw new Error('The rows of an export ended early on disk.')
      done += read
    }
    return bytes
  }
}

/** A file that only this process can reach: gone from its folder before a byte is written. */
function openNameless(): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'hepatrial-rows-'))
  try {
    return openSync(path.join(folder, 'rows'), 'wx+', 0o600)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function writeAll(file: number, bytes: Buffer): void {
  let done = 0
  while (done < bytes.length) done += writeSync(file, bytes, done)
}
