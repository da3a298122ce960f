import { randomBytes } from 'node:crypto'
import type { Sources } from './store.ts'

/** The sources given; otherwise the machine's clock, ids of 128 random bits, and production. */
export function sourcesOf(options: Partial<Sources>): Sources {
  return {
    now: options.now ?? (() => new Date()),
    installation: options.installation ?? 'production',
    newId: options.newId ?? freshId,
  }
}

/** An id never begins with a hyphen: a spreadsheet takes that for a formula, a command for an option. */
function freshId(): string {
  const id = randomBytes(16).toString('base64url')
  return id.startsWith('-') ? freshId() : id
}
