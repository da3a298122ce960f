import { oids, PRODUCT, type AboutPackage, type PackagedDataset } from '../datasets/about.ts'
import type { Column } from '../datasets/packing.ts'
import { isDateText } from '../datasets/profile.ts'

/** Everything of a Dataset-JSON file but its rows. @source Dataset-JSON 1.1 */
export interface DatasetJsonHead {
  readonly datasetJSONCreationDateTime: string
  readonly datasetJSONVersion: '1.1.0'
  readonly fileOID: string
  readonly dbLastModifiedDateTime: string
  readonly originator: string
  readonly sourceSystem: { readonly name: string; readonly version: string }
  readonly studyOID: string
  readonly metaDataVersionOID: string
  readonly metaDataRef: string
  readonly itemGroupOID: string
  readonly records: number
  readonly name: string
  readonly label: string
  readonly columns: readonly JsonColumn[]
}

interface JsonColumn {
  readonly itemOID: string
  readonly name: string
  readonly label: string
  readonly dataType: 'string' | 'integer' | 'float' | 'date'
  readonly targetDataType?: 'integer'
  readonly length?: number
  readonly displayFormat?: string
  readonly keySequence?: number
}

export function datasetJsonHead(about: AboutPackage, dataset: PackagedDataset): DatasetJsonHead {
  const { definition, columns, profile } = dataset
  const { key, label, keys } = definition
  return {
    datasetJSONCreationDateTime: about.stateAt,
    datasetJSONVersion: '1.1.0',
    fileOID: oids.file(about, key),
    dbLastModifiedDateTime: about.stateAt,
    originator: PRODUCT,
    sourceSystem: { name: PRODUCT, version: about.programVersion },
    studyOID: oids.study(about),
    metaDataVersionOID: oids.version(about),
    metaDataRef: 'define.xml',
    itemGroupOID: oids.dataset(key),
    records: profile.rows,
    name: key,
    label,
    columns: columns.map((column) => toColumn(column, key, keys)),
  }
}

function toColumn({ variable, profile }: Column, key: string, keys: readonly string[]): JsonColumn {
  const { name, label } = variable
  const at = keys.indexOf(name)
  return {
    itemOID: oids.variable(key, name),
    name,
    label,
    ...typeOf({ variable, profile }),
    ...(at < 0 ? {} : { keySequence: at + 1 }),
  }
}

type JsonType = Pick<JsonColumn, 'dataType' | 'targetDataType' | 'length' | 'displayFormat'>

function typeOf({ variable, profile }: Pick<Column, 'variable' | 'profile'>): JsonType {
  switch (variable.kind) {
    case 'integer':
      return { dataType: 'integer' }
    case 'float':
      return { dataType: 'float' }
    case 'sas-date':
      return { dataType: 'date', targetDataType: 'integer', displayFormat: 'DATE9.' }
    case 'text':
      // A date of which a part is unknown is no date for JSON readers.
      return isDateText(variable.name) && [...profile.dates].every((kind) => kind === 'day')
        ? { dataType: 'date' }
        : { dataType: 'string', length: Math.max(1, profile.longest) }
  }
}

/** One JSON object, its rows last. `packed` are chunks of whole lines, a JSON array each. */
export function* datasetJson(
  head: DatasetJsonHead,
  packed: Iterable<Uint8Array>,
): Generator<string | Uint8Array> {
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`
  let isFirst = true
  for (const chunk of packed) {
    // Between two lines a comma; the last line end of each chunk is left to the next.
    const lines = chunk.slice(0, -1)
    for (let at = lines.indexOf(NEWLINE); at >= 0; at = lines.indexOf(NEWLINE, at + 1)) {
      lines[at] = COMMA
    }
    yield isFirst ? '\n' : ',\n'
    isFirst = false
    yield lines
  }
  yield '\n]}\n'
}

const NEWLINE = 10
const COMMA = 44

/** A line with everything but the rows, then a row a line. */
export function* datasetNdjson(
  head: DatasetJsonHead,
  packed: Iterable<Uint8Array>,
): Generator<string | Uint8Array> {
  yield `${JSON.stringify(head)}\n`
  yield* packed
}
