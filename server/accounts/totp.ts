import { createHmac, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
/** Steps that a telephone's clock may be early or late. */
const DRIFT = 1
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The one-time code of a step. @source RFC 4226, 5.3; RFC 6238 with HMAC-SHA-1 and six digits */
export function codeAt(secret: Buffer, counter: number): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(counter))
  const digest = createHmac('sha1', secret).update(message).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0x0f
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The step in which a moment (ISO 8601) falls. */
export function counterAt(now: string): number {
  return Math.floor(Date.parse(now) / 1000 / STEP_SECONDS)
}

interface Attempt {
  readonly code: string
  readonly now: string
  /** Step of the last code that was taken: it and those before it are used up. */
  readonly last: number | null
}

/** The step whose code this is, one step early or late admitted; null for a wrong or used code. */
export function matchingCounter(secret: Buffer, { code, now, last }: Attempt): number | null {
  const typed = Buffer.from(code)
  const middle = counterAt(now)
  let found: number | null = null
  for (let counter = middle - DRIFT; counter <= middle + DRIFT; counter += 1) {
    const right = Buffer.from(codeAt(secret, counter))
    const equal = typed.length === right.length && timingSafeEqual(typed, right)
    if (equal && (last === null || counter > last)) found ??= counter
  }
  return found
}

/** A secret as people type it into an app. @source RFC 4648, 6, without padding */
export function toBase32(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => ALPHABET.charAt(parseInt(group.padEnd(5, '0'), 2))).join('')
}

/** What a QR code gives to an authenticator app. */
export function otpauthUri(username: string, secret: Buffer): string {
  const query = new URLSearchParams({
    secret: toBase32(secret),
    issuer: 'Hepatrial',
    algorithm: 'SHA1',
    digits: String(DIGITS),
    period: String(STEP_SECONDS),
  })
  return `otpauth://totp/Hepatrial:${encodeURIComponent(username)}?${query.toString()}`
}
