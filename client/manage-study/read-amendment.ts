import { builtInFamilies } from '../../shared/families.ts'
import { amendmentFaults, type AmendmentFault } from '../../shared/protocol/amendment-faults.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { parseDefinition, type DefinitionFault } from '../../shared/protocol/definition-schema.ts'

/** A definition from a file, or why it is none. */
export type Amendment =
  | { readonly kind: 'not-json' }
  | { readonly kind: 'faults'; readonly faults: readonly (DefinitionFault | AmendmentFault)[] }
  | { readonly kind: 'sound'; readonly definition: ProtocolDefinition }

/** Reads a definition from a file's text, and what stands against opening a study on it. */
export function readDefinition(text: string): Amendment {
  const input = parseJson(text)
  if (input === undefined) return { kind: 'not-json' }
  const parsed = parseDefinition(withoutDictionary(input), {
    criteria: builtInFamilies.criteria.keys,
    endpointKinds: builtInFamilies.endpoints.keys,
  })
  if (!parsed.ok) return { kind: 'faults', faults: parsed.faults }
  return { kind: 'sound', definition: parsed.definition }
}

/** Reads an amended definition from a file's text, and what stands against it as a successor of `before`. */
export function readAmendment(text: string, before: ProtocolDefinition): Amendment {
  const read = readDefinition(text)
  if (read.kind !== 'sound') return read
  const faults = amendmentFaults(before, read.definition)
  return faults.length > 0 ? { kind: 'faults', faults } : read
}

/** The text of a definition under another name of its version; as it is where none is given. */
export function withVersion(text: string, version: string): string {
  const input = parseJson(text)
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input)
  if (version.trim() === '' || !isObject) return text
  return JSON.stringify({ ...input, version: version.trim() })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A printed definition carries its dictionary, which is made from it and says nothing new. */
function withoutDictionary(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  return Object.fromEntries(Object.entries(input).filter(([key]) => key !== 'dataDictionary'))
}
