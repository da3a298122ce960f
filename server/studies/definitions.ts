import { createHash } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'

/** The version of its definition that a study runs on. */
export interface PinnedDefinition {
  readonly definition: ProtocolDefinition
  readonly number: number
  readonly hash: string
  readonly forms: ReadonlyMap<string, FormDefinition>
}

/** Definitions of studies by the study's id, read once per version. */
export interface Definitions {
  of(studyId: string): Promise<PinnedDefinition>
}

/** The stored text no longer has the hash that was pinned with it. */
export class DefinitionAlteredError extends Error {
  override readonly name = 'DefinitionAlteredError'
}

/** How long another process's amendment may stay unnoticed here. */
const TRUSTED_MS = 5_000

/** A definition as it is stored: canonical JSON, and the SHA-256 of exactly that text. */
export function pinDefinition(definition: ProtocolDefinition): { text: string; hash: string } {
  const text = canonicalJson(definition)
  return { text, hash: hashOf(text) }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function createDefinitions(store: Store): Definitions {
  const known = new Map<string, { readonly pinned: PinnedDefinition; readonly readAt: number }>()
  return {
    async of(studyId) {
      const now = Date.parse(store.now())
      const entry = known.get(studyId)
      if (entry !== undefined && Math.abs(now - entry.readAt) < TRUSTED_MS) return entry.pinned
      const newest = await newestNumber(store, studyId)
      const isNewest = entry !== undefined && entry.pinned.number === newest
      const pinned = isNewest ? entry.pinned : await readDefinition(store, studyId)
      known.set(studyId, { pinned, readAt: now })
      return pinned
    },
  }
}

async function newestNumber(store: Store, studyId: string): Promise<number | undefined> {
  const { studyVersion: t } = store.t
  const [row] = await store.read
    .select({ number: t.number })
    .from(t)
    .where(eq(t.studyId, studyId))
    .orderBy(desc(t.number))
    .limit(1)
  return row?.number
}

/** The newest version of a study's definition, checked against its hash. */
async function readDefinition(store: Store, studyId: string): Promise<PinnedDefinition> {
  const { studyVersion: t } = store.t
  const [row] = await store.read
    .select({ number: t.number, text: t.definition, hash: t.definitionHash })
    .from(t)
    .where(eq(t.studyId, studyId))
    .orderBy(desc(t.number))
    .limit(1)
  if (row === undefined) throw new Error('The study has no definition.')
  if (hashOf(row.text) !== row.hash) {
    throw new DefinitionAlteredError(
      `The definition of study ${studyId} was altered in the database.`,
    )
  }
  const definition = parseDefinition(row.text)
  const forms = new Map(definition.forms.map((form) => [form.key, form]))
  return { definition, number: row.number, hash: row.hash, forms }
}

/** The hash says that the text is what was validated when it was pinned. */
function parseDefinition(text: string): ProtocolDefinition {
  return JSON.parse(text) as ProtocolDefinition
}
