import { canonicalJson } from '../kernel/canonical-json.ts'
import type { ProtocolDefinition } from './define.ts'

/** The text a definition's hash is taken over: RFC 8785 JSON, so that its spelling is one. */
export function definitionText(definition: ProtocolDefinition): string {
  return canonicalJson(definition)
}

/** The definition's hash by a SHA-256 that the caller brings (the shared code has none). */
export function definitionHash<Hash>(
  definition: ProtocolDefinition,
  sha256: (text: string) => Hash,
): Hash {
  return sha256(definitionText(definition))
}
