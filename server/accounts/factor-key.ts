import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SettingsError } from '../settings.ts'

/** Seals secrets of second factors with a key that is not in the database. */
export interface FactorKey {
  seal(secret: Buffer): string
  /** Null when it was sealed with another key, or altered. */
  open(sealed: string): Buffer | null
}

const FILE = 'second-factor.key'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * The key of an installation: from `SECOND_FACTOR_KEY` (64 hexadecimal digits) where that is set, so
 * that several servers share one; else from `second-factor.key` in the data folder, made at the first
 * use and readable by its owner alone. Throws `SettingsError` for a key that is none.
 */
export function loadFactorKey(dataDir: string, fromEnvironment: string | undefined): FactorKey {
  if (fromEnvironment !== undefined && fromEnvironment !== '') {
    return factorKey(fromEnvironment, 'SECOND_FACTOR_KEY')
  }
  const file = path.join(dataDir, FILE)
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const hex = randomBytes(KEY_BYTES).toString('hex')
    // Of two servers that start together one writes; both then read the same file.
    writeIfAbsent(file, hex)
  }
  return factorKey(readFileSync(file, 'utf8').trim(), file)
}

/** Throws as `loadFactorKey` does, and makes nothing. */
export function refuseFaultyFactorKey(dataDir: string, fromEnvironment: string | undefined): void {
  const isSet = (fromEnvironment ?? '') !== ''
  if (isSet || existsSync(path.join(dataDir, FILE))) loadFactorKey(dataDir, fromEnvironment)
}

function writeIfAbsent(file: string, hex: string): void {
  try {
    writeFileSync(file, `${hex}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!existsSync(file)) throw error
  }
}

/** The key of these 64 hexadecimal digits. */
export function factorKey(hex: string, where = 'The key of the second factors'): FactorKey {
  if (!/^[0-9a-f]{64}$/i.test(hex)) {
    throw new SettingsError(
      `${where} is to be 64 hexadecimal digits: those that the installation had, since with others its second factors cannot be read. Nothing was started.`,
    )
  }
  const key = createHash('sha256').update('second-factor').update(Buffer.from(hex, 'hex')).digest()
  return {
    seal(secret) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const text = Buffer.concat([cipher.update(secret), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null
      const nonce = bytes.subarray(0, NONCE_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce)
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      try {
        const text = bytes.subarray(NONCE_BYTES + TAG_BYTES)
        return Buffer.concat([decipher.update(text), decipher.final()])
      } catch {
        return null
      }
    },
  }
}

/** A key that lasts as long as the process: secrets sealed with it are lost with it. */
export function passingFactorKey(): FactorKey {
  return factorKey(randomBytes(KEY_BYTES).toString('hex'))
}
