import { compareCodePoints } from '../../kernel/code-points.ts'
import type {
  Cell,
  DatasetDefinition,
  DatasetProblem,
  DatasetRecord,
  DatasetVariable,
  Tabulation,
} from '../datasets/define.ts'
import { toAscii } from './ascii-text.ts'
import { fitsIbmDouble } from './ibm-double.ts'
import type { TransportRow } from './packed-rows.ts'
import { splitText, TEXT_BYTES } from './split-text.ts'
import { transportProblems, type TransportPlace } from './transport-problems.ts'

/** A record as a transport file holds it. */
export interface TransportRecord {
  readonly record: DatasetRecord
  readonly row: TransportRow
}

export interface Transported {
  readonly records: ReadonlyMap<string, readonly TransportRecord[]>
  readonly problems: readonly DatasetProblem[]
}

/** Where the rest of a long text goes: into the supplemental qualifiers of its dataset, if it may have any. */
export interface SplitPlan {
  /** The dataset of the supplemental qualifiers; null: further variables of the same dataset. */
  readonly supplement: DatasetDefinition | null
  /** IDVAR of its records; empty in DM. */
  readonly idVariable: string
}

export interface TransportPlans {
  readonly definitions: ReadonlyMap<string, DatasetDefinition>
  readonly splits: ReadonlyMap<string, SplitPlan>
}

interface Work extends TransportPlans {
  readonly subjid: string | null
  readonly problems: DatasetProblem[]
  /** Records of supplemental qualifiers that long texts go on in, by dataset. */
  readonly added: Map<string, DatasetRecord[]>
}

/**
 * The records of one subject (or of the study) as transport files of version 5 hold them: texts in ASCII
 * and in parts of at most 200 bytes. The first part stays in the variable; the others are supplemental
 * qualifiers AETERM1, AETERM2, … of the record, or variables of these names where a dataset has no
 * supplemental qualifiers. Every value that is held in another way is named as a problem.
 * @source SDTMIG 3.4, 4.5.3.2
 */
export function transport(
  { records }: Pick<Tabulation, 'records'>,
  plans: TransportPlans,
  subjid: string | null,
): Transported {
  const work: Work = { ...plans, subjid, problems: [], added: new Map() }
  const made = new Map<string, TransportRecord[]>()
  const supplements: [DatasetDefinition, readonly DatasetRecord[]][] = []
  for (const [key, definition] of plans.definitions) {
    const own = records.get(key) ?? []
    if (isSupplement(definition)) supplements.push([definition, own])
    else if (own.length > 0) {
      made.set(
        key,
        own.map((record) => transportRecord(record, definition, work)),
      )
    }
  }
  // Supplemental qualifiers come last, since the records before them may add to them.
  for (const [definition, own] of supplements) {
    const all = merged(own, work.added.get(definition.key) ?? [], definition)
    if (all.length > 0) {
      made.set(
        definition.key,
        all.flatMap((record) => transportSupplement(record, definition, work)),
      )
    }
  }
  return { records: made, problems: work.problems }
}

export function isSupplement({ key }: DatasetDefinition): boolean {
  return key.startsWith('SUPP')
}

function transportRecord(
  record: DatasetRecord,
  definition: DatasetDefinition,
  work: Work,
): TransportRecord {
  const cells: Cell[] = []
  const further: TransportRow['further'][number][] = []
  let place = -1
  for (const variable of definition.variables) {
    place += 1
    const value = record.values[variable.name] ?? null
    if (value === null) {
      cells.push(null)
      continue
    }
    const at = { definition, variable, record }
    if (typeof value !== 'string' || variable.kind !== 'text') {
      cells.push(numberOrText(value, at, work))
      continue
    }
    const ascii = asciiOf(value, at, work)
    if (ascii.length <= TEXT_BYTES) {
      cells.push(ascii)
      continue
    }
    const [first = '', ...rest] = splitText(ascii)
    cells.push(first)
    if (isContinuedElsewhere(rest, at, work)) continue
    further.push(...rest.map((text, index) => ({ place, part: index + 1, text })))
    const names = rest.map((_, index) => partName(variable.name, index + 1))
    work.problems.push(transportProblems.split(placeOf(at, work), names))
  }
  return { record, row: { cells, further } }
}

/** Puts the rest of a text into the supplemental qualifiers of its dataset, if it may have any. */
function isContinuedElsewhere(rest: readonly string[], at: At, work: Work): boolean {
  const { supplement = null, idVariable = '' } = work.splits.get(at.definition.key) ?? {}
  if (supplement === null) return false
  addSupplement(rest, at, { supplement, idVariable }, work)
  return true
}

interface At {
  readonly definition: DatasetDefinition
  readonly variable: DatasetVariable
  readonly record: DatasetRecord
}

function placeOf({ definition, variable, record }: At, { subjid }: Work): TransportPlace {
  return { dataset: definition.key, variable: variable.name, subjid, record }
}

function numberOrText(value: string | number, at: At, work: Work): Cell {
  if (typeof value === 'string') return null
  if (at.variable.kind === 'text') return String(value)
  if (!fitsIbmDouble(value)) {
    work.problems.push(transportProblems.number(placeOf(at, work), value))
    return null
  }
  return value
}

function asciiOf(value: string, at: At, work: Work): string {
  const ascii = toAscii(value)
  if (ascii !== value) work.problems.push(transportProblems.escaped(placeOf(at, work)))
  return ascii
}

/** `AETERM` and 2 as `AETERM2`; a name of eight characters gives up its last ones. */
export function partName(name: string, part: number): string {
  const digits = String(part)
  return `${name.slice(0, 8 - digits.length)}${digits}`
}

const LABEL_LENGTH = 40

/** The label of a further part, with its number behind. */
export function partLabel(label: string, part: number): string {
  const digits = ` ${part}`
  return `${label.slice(0, LABEL_LENGTH - digits.length).trimEnd()}${digits}`
}

function addSupplement(
  rest: readonly string[],
  at: At,
  { supplement, idVariable }: SplitPlan & { readonly supplement: DatasetDefinition },
  work: Work,
): void {
  const { definition, variable, record } = at
  const id = idVariable === '' ? null : (record.values[idVariable] ?? null)
  const added = work.added.get(supplement.key) ?? []
  const made = rest.map((text, index): DatasetRecord => ({
    values: {
      STUDYID: record.values['STUDYID'] ?? null,
      RDOMAIN: definition.key,
      USUBJID: record.values['USUBJID'] ?? null,
      IDVAR: idVariable,
      IDVARVAL: id === null ? '' : String(id),
      QNAM: partName(variable.name, index + 1),
      QLABEL: partLabel(variable.label, index + 1),
      QVAL: text,
      QORIG: variable.origin === 'Collected' ? 'CRF' : variable.origin,
      QEVAL: null,
    },
    ...(record.source === undefined ? {} : { source: record.source }),
  }))
  work.added.set(supplement.key, [...added, ...made])
  const names = made.map(({ values }) => `${supplement.key} ${String(values['QNAM'])}`)
  work.problems.push(transportProblems.split(placeOf(at, work), names))
}

/** A qualifier longer than a variable goes on in records of its own. Parts that were added are whole. */
function transportSupplement(
  record: DatasetRecord,
  definition: DatasetDefinition,
  work: Work,
): readonly TransportRecord[] {
  const { QVAL: value = null, QNAM: name = null } = record.values
  const variable = definition.variables.find((one) => one.name === 'QVAL')
  if (typeof value !== 'string' || variable === undefined) {
    return [transportRecord(record, definition, work)]
  }
  const place = { definition, variable, record }
  const wholeAlready = work.added.get(definition.key)?.includes(record) === true
  const parts = wholeAlready ? [value] : splitText(asciiOf(value, place, work))
  const names = parts.map((_, part) => (part === 0 ? name : partName(String(name), part)))
  if (parts.length > 1) {
    work.problems.push(transportProblems.split(placeOf(place, work), names.slice(1).map(String)))
  }
  const base = transportRecord(changed(record, { QVAL: null }), definition, work)
  return parts.map((QVAL, part) => {
    const label = record.values['QLABEL'] ?? ''
    const QLABEL = part === 0 ? label : partLabel(String(label), part)
    const cells = definition.variables.map((one, index): Cell => {
      if (one.name === 'QVAL') return QVAL
      if (one.name === 'QNAM') return names[part] ?? null
      return one.name === 'QLABEL' && part > 0
        ? toAscii(String(QLABEL))
        : (base.row.cells[index] ?? null)
    })
    const QNAM = names[part] ?? null
    return {
      record: changed(record, { QVAL, QNAM, QLABEL }),
      row: { cells, further: base.row.further },
    }
  })
}

function changed(record: DatasetRecord, values: DatasetRecord['values']): DatasetRecord {
  return { ...record, values: { ...record.values, ...values } }
}

/** Records with added ones, each before the first that its keys come before. */
function merged(
  own: readonly DatasetRecord[],
  added: readonly DatasetRecord[],
  { keys }: DatasetDefinition,
): readonly DatasetRecord[] {
  if (added.length === 0) return own
  const all = [...own]
  for (const record of added) {
    const at = all.findIndex((one) => compareKeys(record, one, keys) < 0)
    all.splice(at < 0 ? all.length : at, 0, record)
  }
  return all
}

function compareKeys(a: DatasetRecord, b: DatasetRecord, keys: readonly string[]): number {
  for (const key of keys) {
    const order = compareCells(a.values[key] ?? '', b.values[key] ?? '')
    if (order !== 0) return order
  }
  return 0
}

const WHOLE = /^\d+$/

function compareCells(a: string | number, b: string | number): number {
  const [left, right] = [String(a), String(b)]
  if (WHOLE.test(left) && WHOLE.test(right)) return Number(left) - Number(right)
  return compareCodePoints(left, right)
}
