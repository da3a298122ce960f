import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  type CipherGCM,
  type DecipherGCM,
} from 'node:crypto'
import type { ByteSource } from './byte-reader.ts'
import { ByteReader } from './byte-reader.ts'
import type { ByteSink } from './byte-sink.ts'
import { isRefusal, refusal } from './refusal.ts'
import { sealHeaderSchema, unwrapKey, wrapKey, type Opener, type Sealer } from './sealing-keys.ts'

/** What an encrypted archive begins with; after it comes one line of JSON, then the chunks. */
export const SEALED_MAGIC = 'hepatrial-encrypted-backup 1\n'
const CHUNK = 65_536
const TAG = 16
const KEY_BYTES = 32

/** A new key for one file. */
export function newFileKey(): Buffer {
  return randomBytes(KEY_BYTES)
}
const LONGEST_HEADER = 4_096
const PLAIN_PIECE = 1_048_576

/**
 * Encrypts what goes through it: chunks of 64 KiB under AES-256-GCM, each with its number and whether
 * it is the last in its nonce. So no chunk can be changed, left out, doubled or put elsewhere, and the
 * end cannot be cut off unnoticed.
 */
export async function sealingSink(
  to: ByteSink,
  sealer: Sealer,
  fileKey: Buffer,
): Promise<ByteSink> {
  const header = Buffer.from(
    `${SEALED_MAGIC}${JSON.stringify({ cipher: 'AES-256-GCM', chunk: CHUNK, key: await wrapKey(fileKey, sealer) })}\n`,
  )
  await to.write(header)
  const key = payloadKey(fileKey, header)
  let number = 0
  let held = Buffer.alloc(0)
  const put = async (chunk: Uint8Array, isLast: boolean): Promise<void> => {
    const cipher: CipherGCM = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast))
    number += 1
    await to.write(Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]))
  }
  return {
    async write(bytes) {
      held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes])
      let from = 0
      // The last chunk is known as such at the end only: one full chunk is always held back.
      for (; held.length - from > CHUNK; from += CHUNK) {
        await put(held.subarray(from, from + CHUNK), false)
      }
      held = Buffer.from(held.subarray(from))
    },
    async end() {
      await put(held, true)
      await to.end()
    },
    abandon: () => to.abandon(),
  }
}

/** The archive inside a file: as it lies there, or decrypted where it is encrypted. */
export async function* opened(source: ByteSource, opener: Opener): ByteSource {
  const reader = new ByteReader(source)
  try {
    const start = await startOf(reader)
    if (start.toString('latin1') !== SEALED_MAGIC) {
      yield start
      while (!(await reader.isAtEnd())) yield await reader.takeAtMost(PLAIN_PIECE)
      return
    }
    yield* unsealed(reader, opener)
  } finally {
    await reader.close()
  }
}

async function startOf(reader: ByteReader): Promise<Buffer> {
  try {
    return await reader.take(SEALED_MAGIC.length)
  } catch (error) {
    throw isRefusal(error, 'cut-short') ? refusal('not-an-archive') : error
  }
}

async function* unsealed(reader: ByteReader, opener: Opener): ByteSource {
  const line = await headerLine(reader)
  const header = Buffer.from(`${SEALED_MAGIC}${line}\n`)
  const { key: wrapped } = parseHeader(line)
  const key = payloadKey(await unwrapKey(wrapped, opener), header)
  for (let number = 0; ; number += 1) {
    const bytes = await reader.takeAtMost(CHUNK + TAG)
    const isLast = await reader.isAtEnd()
    yield openChunk(bytes, key, nonceOf(number, isLast))
    if (isLast) return
  }
}

async function headerLine(reader: ByteReader): Promise<string> {
  let line = ''
  while (line.length < LONGEST_HEADER) {
    const next = (await reader.take(1)).toString('latin1')
    if (next === '\n') return line
    line += next
  }
  throw refusal('altered', { part: 'header' })
}

function parseHeader(line: string) {
  try {
    return sealHeaderSchema.parse(JSON.parse(line))
  } catch {
    throw refusal('altered', { part: 'header' })
  }
}

// A chunk that does not open was altered, or stands in another place; at the end of the file it may
// as well be the first half of one.
function openChunk(bytes: Buffer, key: Buffer, nonce: Buffer): Buffer {
  if (bytes.length < TAG) throw refusal('cut-short')
  const decipher: DecipherGCM = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG))
  try {
    const text = bytes.subarray(0, bytes.length - TAG)
    return Buffer.concat([decipher.update(text), decipher.final()])
  } catch {
    throw refusal(nonce.at(-1) === 1 ? 'cut-short' : 'altered', { part: 'chunk' })
  }
}

/** Another key for each header: a changed header opens nothing. */
function payloadKey(fileKey: Buffer, header: Buffer): Buffer {
  const salt = createHash('sha256').update(header).digest()
  return Buffer.from(hkdfSync('sha256', fileKey, salt, 'hepatrial backup payload', KEY_BYTES))
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce.writeUInt8(isLast ? 1 : 0, 11)
  return nonce
}
