import { UnknownMemberError } from '../../shared/kernel/registry.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Fault } from '../../shared/trial/read-csv.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { loadFolder } from '../importing/service.ts'
import { FaultyInputError, UsageError } from './fault.ts'

/** The built-in definition of that key. Throws `UsageError` when there is none. */
export function definitionOf(key: string): ProtocolDefinition {
  try {
    return builtInFamilies.protocols.get(key)
  } catch (error) {
    if (error instanceof UnknownMemberError) throw new UsageError(error.message, { cause: error })
    throw error
  }
}

/** A folder's trial. Throws `FaultyInputError` with a line for each fault. */
export function trialFromFolder(folder: string, definition: ProtocolDefinition): Trial {
  const { trial, faults } = loadFolder(folder, definition)
  if (faults.length > 0) throw new FaultyInputError(faults.map(faultLine))
  return trial
}

export function faultLine({ file, line, column, message }: Fault): string {
  return `${file}:${line}:${column}: ${message}`
}
