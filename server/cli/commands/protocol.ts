import { readFileSync, writeFileSync } from 'node:fs'
import { decodeXml } from '../../../shared/exports/odm/decode-xml.ts'
import { dataDictionary } from '../../../shared/forms/data-dictionary.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { definitionFaults } from '../../../shared/protocol/definition-schema.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { sentence } from '../../../shared/texts/sentence.ts'
import { definitionFromOdm, UnreadableOdmError } from '../../odm/service.ts'
import type { Command, Invocation } from '../command.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { definitionOf } from '../folder.ts'

/** Built-in and own definitions: lists them, checks a file, prints one with its data dictionary. */
export const protocol: Command = {
  name: 'protocol',
  usage:
    'protocol list | check FILE | export KEY | import-odm FILE --out DEFINITION.json [--protocol KEY]',
  about:
    'lists definitions, names each fault of a definition file, prints a definition, makes one of an ODM file',
  options: { out: { type: 'string' }, protocol: { type: 'string' } },
  async run(invocation) {
    const [action, operand] = invocation.words
    if (action === 'list') return list(invocation)
    if (action === 'check' && operand !== undefined) return check(invocation, operand)
    if (action === 'export' && operand !== undefined) return print(invocation, operand)
    if (action === 'import-odm' && operand !== undefined) return importOdm(invocation, operand)
    throw new UsageError(`Usage: hepatrial ${protocol.usage}`)
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

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new FaultyInputError([`${file}:1:1: the file cannot be read`])
  }
}

function readJson(file: string): unknown {
  const text = readBytes(file).toString('utf8')
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

/**
 * Makes a definition of another system's ODM file. What did not come over goes to standard output, line
 * by line, and behind it each fault that has to be mended before a study can be opened on the definition.
 */
function importOdm(invocation: Invocation, file: string): Promise<void> {
  const out = invocation.value('out')
  if (out === undefined) {
    throw new UsageError(`--out is missing.\nUsage: hepatrial ${protocol.usage}`)
  }
  const key = invocation.value('protocol')
  const base = key === undefined ? null : definitionOf(key)
  const { definition, report, faults } = readOdmFile(file, base)
  writeFileSync(out, `${JSON.stringify(definition, null, 2)}\n`)
  for (const { kind, place, line, key: text, params } of report) {
    const what = sentence('en', `odm.report.kind.${kind}`)
    invocation.print(`${file}:${line}:1: ${what}: ${place}: ${sentence('en', text, params)}\n`)
  }
  for (const { pointer, key: text, params } of faults) {
    invocation.print(`${out}:${pointer}: ${sentence('en', text, params)}\n`)
  }
  invocation.say(`${out}: ${definition.forms.length} forms, to be read before a study is opened.`)
  return Promise.resolve()
}

function readOdmFile(file: string, base: ProtocolDefinition | null) {
  try {
    return definitionFromOdm({ text: decodeXml(readBytes(file)), base, families: builtInFamilies })
  } catch (error) {
    if (!(error instanceof UnreadableOdmError)) throw error
    const { key, line, column } = error
    throw new FaultyInputError([
      `${file}:${line}:${column}: ${sentence('en', key, { line, column })}`,
    ])
  }
}
