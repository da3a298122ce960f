import { readFileSync } from 'node:fs'
import { builtInFamilies } from '../../../shared/families.ts'
import { definitionFaults } from '../../../shared/protocol/definition-schema.ts'
import type { Command, Invocation } from '../command.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { definitionOf } from '../folder.ts'

/** Built-in and own definitions: lists them, checks a file, prints one with its data dictionary. */
export const protocol: Command = {
  name: 'protocol',
  usage: 'protocol list | check FILE | export KEY',
  about: 'lists definitions, names each fault of a definition file, prints a definition',
  options: {},
  async run(invocation) {
    const [action, operand] = invocation.words
    if (action === 'list') return list(invocation)
    if (action === 'check' && operand !== undefined) return check(invocation, operand)
    if (action === 'export' && operand !== undefined) return print(invocation, operand)
    throw new UsageError('Usage: hepatrial protocol list | check FILE | export KEY')
  },
}

function list(invocation: Invocation): Promise<void> {
  for (const { key, title } of builtInFamilies.protocols.all) {
    invocation.print(`${key}\t${title.en}\n`)
  }
  return Promise.resolve()
}

/** The definition with its data dictionary: what is collected, item by item. */
function print(invocation: Invocation, key: string): Promise<void> {
  const definition = definitionOf(key)
  const dictionary = dataDictionary(definition)
  invocation.print(`${JSON.stringify({ ...definition, dataDictionary: dictionary }, null, 2)}\n`)
  return Promise.resolve()
}
