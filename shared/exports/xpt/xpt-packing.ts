import type { DatasetDefinition } from '../datasets/define.ts'
import type { PackedRecords, Packing } from '../datasets/packing.ts'
import { PackedRows } from './packed-rows.ts'
import { transportPlans } from './split-plans.ts'
import { transport, type TransportRecord } from './transport.ts'
import { transportProblems } from './transport-problems.ts'
import { transportLabel } from './transport-label.ts'

/** Keeps records as transport files will hold them. */
export function xptPacking(definitions: readonly DatasetDefinition[]): Packing {
  const plans = transportPlans(definitions)
  const packers = new Map<string, PackedRows>()
  for (const [key, { variables }] of plans.definitions) {
    packers.set(key, new PackedRows(variables.map(({ kind }) => kind !== 'text')))
  }
  return {
    definitions: plans.definitions,
    problems: definitions.flatMap(definitionProblems),
    pack(tabulation, subjid) {
      const { records, problems } = transport(tabulation, plans, subjid)
      const datasets = new Map<string, PackedRecords>()
      for (const [key, own] of records) {
        const packer = packers.get(key)
        if (packer !== undefined) datasets.set(key, packed(own, packer))
      }
      return { datasets, problems }
    },
  }
}

function packed(records: readonly TransportRecord[], packer: PackedRows): PackedRecords {
  const further: PackedRecords['further'][number][] = []
  for (const { row } of records) {
    packer.add(row)
    for (const { place, part, text } of row.further) {
      further.push({ place, part, longest: text.length })
    }
  }
  return { cells: records.map(({ row }) => row.cells), bytes: packer.take(), further }
}

const NAME_LENGTH = 8

function definitionProblems(definition: DatasetDefinition) {
  const named = [null, ...definition.variables]
  return named.flatMap((variable) => {
    const { name, label } =
      variable === null ? { name: definition.key, label: definition.label } : variable
    const at = variable?.name ?? null
    return [
      ...(name.length > NAME_LENGTH ? [transportProblems.name(definition, at)] : []),
      ...(transportLabel(label) === label ? [] : [transportProblems.label(definition, at, label)]),
    ]
  })
}
