import { randomBytes } from 'node:crypto'
import type { Sources } from './store.ts'

/** The sources given; otherwise the machine's clock, ids of 128 random bits, and production. */
export function sourcesOf(options: Partial<Sources>): Sources {
  return {
    now: options.now ?? (() => new Date()),
    installation: options.installation ?? 'production',
    newId: options.newId ?? (() => randomBytes(16).toString('base64url')),
  }
}
