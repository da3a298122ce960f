import { readFileSync } from 'node:fs'
import { dataDictionary } from '../../../shared/forms/data-dictionary.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { definitionFaults } from '../../../shared/protocol/definition-schema.ts'
import { sentence } from '../../../shared/texts/sentence.ts'
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

/** Names every fault of a definition file: where, and what. */
function check(invocation: Invocation, file: string): Promise<void> {
  const input = readJson(file)
  const faults = definitionFaults(withoutDictionary(input), {
    criteria: builtInFamilies.criteria.keys,
    endpointKinds: builtInFamilies.endpoints.keys,
  })
  if (faults.length > 0) {
    throw new FaultyInputError(
      faults.map(
        ({ pointer, key, params }) => `${file}:${pointer}: ${sentence('en', key, params)}`,
      ),
    )
  }
  invocation.print(`${file}: no faults.\n`)
  return Promise.resolve()
}

function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new FaultyInputError([`${file}:1:1: the file cannot be read`])
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FaultyInputError([`${file}:1:1: the file is no JSON: ${reason}`])
  }
}

/** A printed definition carries its dictionary, which is made from it and says nothing new. */
function withoutDictionary(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  return Object.fromEntries(Object.entries(input).filter(([key]) => key !== 'dataDictionary'))
}

/** The definition with its data dictionary: what is collected, item by item. */
function print(invocation: Invocation, key: string): Promise<void> {
  const definition = definitionOf(key)
  const dictionary = dataDictionary(definition)
  invocation.print(`${JSON.stringify({ ...definition, dataDictionary: dictionary }, null, 2)}\n`)
  return Promise.resolve()
}
