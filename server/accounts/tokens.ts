import { createHash, randomBytes } from 'node:crypto'

/** A new secret of 256 bits, safe in cookies and links. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored in a token's place. The token is random, so a fast hash is enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
