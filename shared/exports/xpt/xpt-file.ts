import type { DatasetDefinition } from '../datasets/define.ts'
import type { Column } from '../datasets/packing.ts'
import { fileHead } from './file-head.ts'
import { DOUBLE_BYTES } from './ibm-double.ts'
import { rowWidener, type XptColumn } from './packed-rows.ts'
import { transportLabel } from './transport-label.ts'

interface XptFile {
  readonly definition: DatasetDefinition
  readonly columns: readonly Column[]
  readonly stateAt: string
  /** Rows that `xptPacking` made, in chunks of whole rows. */
  readonly packed: Iterable<Uint8Array>
}

/** The pieces of a transport file, version 5. The same rows and state give the same bytes. */
export function* xptFile({ definition, columns, stateAt, packed }: XptFile): Generator<Uint8Array> {
  const variables = columns.map(toXptColumn)
  const { key, label } = definition
  yield fileHead({ name: key.slice(0, 8), label: transportLabel(label), variables, stateAt })
  const isNumber = definition.variables.map(({ kind }) => kind !== 'text')
  const { widen, end } = rowWidener(isNumber, variables)
  for (const chunk of packed) yield widen(chunk)
  yield end()
}

function toXptColumn({ variable, profile, place, part }: Column): XptColumn {
  const { name, label, kind } = variable
  const isText = kind === 'text'
  return {
    name: name.slice(0, 8),
    label: transportLabel(label),
    kind: isText ? 'text' : 'number',
    length: isText ? Math.max(1, profile.longest) : DOUBLE_BYTES,
    isDate: kind === 'sas-date',
    place,
    part,
  }
}
