import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  scrypt,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { refusal } from './refusal.ts'

/** What an archive is encrypted for. */
export type Sealer =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'public-key'; readonly pem: string }

/** What opens an encrypted archive, as far as it is at hand. Private keys are PEM text. */
export interface Opener {
  readonly passphrase?: string | null
  readonly privateKey?: string | null
  /** Of the file itself: known to whoever has just written it, so that it can be read back. */
  readonly fileKey?: Buffer
}

export const SHORTEST_PASSPHRASE = 12
const KEY_BYTES = 32
const TAG = 16

/** About 0.4 seconds and 128 MB for each guess (RFC 7914). */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 }
const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)

const wrappedSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('passphrase'),
    // Bounds, so that an altered header cannot ask for all memory.
    N: z
      .int()
      .min(2)
      .max(2 ** 20),
    r: z.int().min(1).max(16),
    p: z.int().min(1).max(4),
    salt: base64,
    wrapped: base64,
  }),
  z.object({ kind: z.literal('x25519'), recipient: base64, ephemeral: base64, wrapped: base64 }),
])
type Wrapped = z.output<typeof wrappedSchema>

/** The line of JSON before the chunks. */
export const sealHeaderSchema = z.object({
  cipher: z.literal('AES-256-GCM'),
  chunk: z.literal(65_536),
  key: wrappedSchema,
})

/** Wraps the key of a file for whom it is meant. Refuses a short passphrase and a key that is none. */
export async function wrapKey(fileKey: Buffer, sealer: Sealer): Promise<Wrapped> {
  if (sealer.kind === 'passphrase') {
    const { passphrase } = sealer
    if (passphrase.length < SHORTEST_PASSPHRASE) {
      throw refusal('passphrase-short', { least: SHORTEST_PASSPHRASE })
    }
    const salt = randomBytes(KEY_BYTES)
    const kek = await stretched(passphrase, salt, SCRYPT)
    const wrapped = wrap(fileKey, kek).toString('base64')
    return { kind: 'passphrase', ...SCRYPT, salt: salt.toString('base64'), wrapped }
  }
  const recipient = publicKeyOf(sealer.pem)
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const ephemeral = spkiOf(publicKey)
  const kek = agreed(
    { privateKey, publicKey: recipient },
    { ephemeral, recipient: spkiOf(recipient) },
  )
  return {
    kind: 'x25519',
    recipient: fingerprintOf(recipient),
    ephemeral: ephemeral.toString('base64'),
    wrapped: wrap(fileKey, kek).toString('base64'),
  }
}

/** The key of a file. Refuses where what opens it is missing, or is another one. */
export async function unwrapKey(wrapped: Wrapped, opener: Opener): Promise<Buffer> {
  if (opener.fileKey !== undefined) return opener.fileKey
  const bytes = Buffer.from(wrapped.wrapped, 'base64')
  if (wrapped.kind === 'passphrase') {
    if (!isGiven(opener.passphrase)) throw refusal('passphrase-missing')
    const { N, r, p } = wrapped
    const salt = Buffer.from(wrapped.salt, 'base64')
    const fileKey = unwrap(bytes, await stretched(opener.passphrase, salt, { N, r, p }))
    if (fileKey === null) throw refusal('passphrase-wrong')
    return fileKey
  }
  if (!isGiven(opener.privateKey)) throw refusal('key-missing', { recipient: wrapped.recipient })
  const privateKey = privateKeyOf(opener.privateKey)
  const own = createPublicKey(privateKey)
  const ephemeral = Buffer.from(wrapped.ephemeral, 'base64')
  const fileKey = unwrap(bytes, agreedWith(privateKey, ephemeral, spkiOf(own)))
  if (fileKey === null) throw refusal('key-wrong', { recipient: wrapped.recipient })
  return fileKey
}

function isGiven(secret: string | null | undefined): secret is string {
  return secret !== null && secret !== undefined
}

function agreedWith(privateKey: KeyObject, ephemeral: Buffer, recipient: Buffer): Buffer {
  try {
    const publicKey = createPublicKey({ key: ephemeral, format: 'der', type: 'spki' })
    return agreed({ privateKey, publicKey }, { ephemeral, recipient })
  } catch {
    throw refusal('altered', { part: 'header' })
  }
}

/** Makes a pair of keys for backups, as PEM text. */
export function newKeyPair(): { readonly publicKey: string; readonly privateKey: string } {
  return generateKeyPairSync('x25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

/** A public key by its fingerprint: SHA-256 of its DER form, in base64. Refuses what is no X25519 key. */
export function publicKeyFingerprint(pem: string): string {
  return fingerprintOf(publicKeyOf(pem))
}

function publicKeyOf(pem: string): KeyObject {
  // A private key would be taken as well, and would then lie about in a setting.
  if (pem.includes('PRIVATE')) throw refusal('key-unreadable')
  return x25519(() => createPublicKey(pem))
}

function privateKeyOf(pem: string): KeyObject {
  return x25519(() => createPrivateKey(pem))
}

function x25519(read: () => KeyObject): KeyObject {
  let key: KeyObject
  try {
    key = read()
  } catch {
    throw refusal('key-unreadable')
  }
  if (key.asymmetricKeyType !== 'x25519') throw refusal('key-unreadable')
  return key
}

function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' })
}

function fingerprintOf(key: KeyObject): string {
  return createHash('sha256').update(spkiOf(key)).digest('base64')
}

const scryptAsync = promisify<string, Buffer, number, object, Buffer>(scrypt)

function stretched(passphrase: string, salt: Buffer, cost: typeof SCRYPT): Promise<Buffer> {
  const maxmem = 128 * cost.N * cost.r * 2
  return scryptAsync(passphrase.normalize('NFC'), salt, KEY_BYTES, { ...cost, maxmem })
}

interface Ends {
  readonly ephemeral: Buffer
  readonly recipient: Buffer
}

function agreed(
  keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  { ephemeral, recipient }: Ends,
): Buffer {
  const salt = Buffer.concat([ephemeral, recipient])
  return Buffer.from(
    hkdfSync('sha256', diffieHellman(keys), salt, 'hepatrial backup key', KEY_BYTES),
  )
}

// Each of these keys wraps one file key in its life: a fixed nonce is used once.
const NONCE = Buffer.alloc(12)

function wrap(fileKey: Buffer, kek: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', kek, NONCE)
  return Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()])
}

function unwrap(bytes: Buffer, kek: Buffer): Buffer | null {
  if (bytes.length !== KEY_BYTES + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', kek, NONCE)
  decipher.setAuthTag(bytes.subarray(KEY_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, KEY_BYTES)), decipher.final()])
  } catch {
    return null
  }
}
