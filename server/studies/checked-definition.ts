import type { Families } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { parseDefinition } from '../../shared/protocol/definition-schema.ts'
import { ProblemError } from '../http/problem-error.ts'

/** A definition that came from outside, checked whole. Throws the 422 problem with each of its faults. */
export function checkedDefinition(
  input: unknown,
  { criteria, endpoints }: Pick<Families, 'criteria' | 'endpoints'>,
): ProtocolDefinition {
  const parsed = parseDefinition(input, { criteria: criteria.keys, endpointKinds: endpoints.keys })
  if (parsed.ok) return parsed.definition
  throw faultyDefinition(parsed.faults)
}

/** A definition of nonsense can have thousands of faults; the first ones tell. */
const FAULTS_TOLD = 100

/** The refusal of a definition, with where and what its faults are. */
export function faultyDefinition(
  faults: readonly {
    readonly pointer: string
    readonly key: string
    readonly params: Readonly<Record<string, string | number>>
  }[],
): ProblemError {
  const errors = faults.slice(0, FAULTS_TOLD).map(({ pointer, key, params }) => ({
    pointer: `/definition${pointer}`,
    key,
    params: { ...params },
  }))
  return new ProblemError({ type: 'urn:problem:invalid-input', status: 422, errors })
}
