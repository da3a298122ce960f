import { UnstorableTextError } from '../../db/unstorable-text.ts'

const SUSPECT = /u0000|ud[89a-f]/
// eslint-disable-next-line no-control-regex -- U+0000 is what is looked for
const UNSTORABLE = /\u0000|\p{Surrogate}/u

/**
 * Throws `UnstorableTextError` for the first text in `entry` that cannot be stored. `json` is the
 * entry's JSON: it shows at a glance that there is none, which is nearly always the case.
 */
export function refuseUnstorableText(entry: object, json: string): void {
  if (!SUSPECT.test(json)) return
  for (const [key, value] of Object.entries(entry)) {
    const path = unstorablePath(isJsonMember(key, value) ? parsed(value) : value, key)
    if (path !== null) throw new UnstorableTextError(path)
  }
}

function isJsonMember(key: string, value: unknown): value is string {
  return (key === 'before' || key === 'after') && typeof value === 'string'
}

function parsed(text: string): unknown {
  return JSON.parse(text)
}

function unstorablePath(value: unknown, path: string): string | null {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? path : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, member] of Object.entries(value)) {
    const found = UNSTORABLE.test(key) ? `${path}.?` : unstorablePath(member, `${path}.${key}`)
    if (found !== null) return found
  }
  return null
}
