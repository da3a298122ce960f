import type { CheckFaultKey } from './check-faults.ts'
import type { z } from 'zod'
import type { TextParams } from '../forms/entry-faults.ts'
import type { FormFaultKey } from '../forms/form-faults.ts'
import { crossFaults, type CrossFaultKey, type KnownMembers } from './cross-checks.ts'
import type { ProtocolDefinition } from './define.ts'
import { definitionShape } from './definition-shape.ts'

/** Text keys of faults in the shape of a definition. */
export const SHAPE_FAULT_KEYS = [
  'definition.missing',
  'definition.wrongType',
  'definition.unknownMember',
  'definition.notOneOf',
  'definition.tooSmall',
  'definition.tooLarge',
  'definition.badFormat',
] as const
type ShapeFaultKey = (typeof SHAPE_FAULT_KEYS)[number]

/** One fault of a definition: where (JSON pointer), and what, as a text key with its values. */
export interface DefinitionFault {
  readonly pointer: string
  readonly key: ShapeFaultKey | CrossFaultKey | FormFaultKey | CheckFaultKey
  readonly params: TextParams
}

export type ParsedDefinition =
  | { readonly ok: true; readonly definition: ProtocolDefinition }
  | { readonly ok: false; readonly faults: readonly DefinitionFault[] }

/**
 * Reads a definition from outside: a file, or a study's stored version. First its shape; where that
 * is sound, what holds between its parts. `known` are the keys of the families it may name.
 */
export function parseDefinition(input: unknown, known: KnownMembers): ParsedDefinition {
  const shaped = definitionShape.safeParse(input)
  if (!shaped.success) {
    return { ok: false, faults: shaped.error.issues.flatMap((issue) => shapeFaults(issue, input)) }
  }
  const faults = crossFaults(shaped.data, known)
  return faults.length === 0 ? { ok: true, definition: shaped.data } : { ok: false, faults }
}

/** Every fault of a definition; none means that a study can run on it. */
export function definitionFaults(input: unknown, known: KnownMembers): readonly DefinitionFault[] {
  const parsed = parseDefinition(input, known)
  return parsed.ok ? [] : parsed.faults
}

type Issue = z.core.$ZodIssue

function shapeFaults(
  issue: Issue,
  input: unknown,
  parent: readonly PropertyKey[] = [],
): readonly DefinitionFault[] {
  const path = [...parent, ...issue.path]
  const pointer = pointerOf(path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((member) => ({
      pointer: `${pointer}/${escaped(member)}`,
      key: 'definition.unknownMember',
      params: { member },
    }))
  }
  if (valueAt(input, path) === undefined) {
    const member = String(path.at(-1) ?? '')
    return [{ pointer, key: 'definition.missing', params: { member } }]
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return closestBranch(issue.errors).flatMap((inner) => shapeFaults(inner, input, path))
  }
  return [{ pointer, ...valueFault(issue) }]
}

/** Of a union's branches the one whose `kind` is right; else the first. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const fits = (branch: readonly Issue[]): boolean => !branch.some(({ path }) => path[0] === 'kind')
  return branches.find(fits) ?? branches[0] ?? []
}

function valueFault(issue: Issue): Pick<DefinitionFault, 'key' | 'params'> {
  if (issue.code === 'invalid_type') {
    return { key: 'definition.wrongType', params: { expected: issue.expected } }
  }
  if (issue.code === 'invalid_value') {
    return { key: 'definition.notOneOf', params: { values: issue.values.map(String).join(', ') } }
  }
  if (issue.code === 'invalid_union') {
    return { key: 'definition.notOneOf', params: { values: discriminatorsOf(issue) } }
  }
  if (issue.code === 'too_small') {
    return { key: 'definition.tooSmall', params: { minimum: Number(issue.minimum) } }
  }
  if (issue.code === 'too_big') {
    return { key: 'definition.tooLarge', params: { maximum: Number(issue.maximum) } }
  }
  const pattern = issue.code === 'invalid_format' ? (issue.pattern ?? issue.format) : issue.message
  return { key: 'definition.badFormat', params: { pattern } }
}

function discriminatorsOf(issue: Issue): string {
  return 'options' in issue && Array.isArray(issue.options)
    ? issue.options.map(String).join(', ')
    : ''
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escaped(String(key))}`).join('')
}

/** A member's name inside a JSON pointer. @source RFC 6901, section 3 */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
