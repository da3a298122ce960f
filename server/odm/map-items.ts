import { reasonKey, type Code, type ItemDefinition } from '../../shared/forms/define.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { codesOf } from './map-codes.ts'
import { labelIn, titleOf } from './labels.ts'
import { toItemKey } from './names.ts'
import { aliasOf, childOf, childrenOf, ownPartsOf, type OdmElement } from './read-odm.ts'
import type { Report } from './report.ts'

/** The parts of a file that items name. */
export interface Library {
  readonly items: ReadonlyMap<string, OdmElement>
  readonly lists: ReadonlyMap<string, OdmElement>
  readonly units: ReadonlyMap<string, OdmElement>
  readonly conditions: ReadonlyMap<string, OdmElement>
  readonly groups: ReadonlyMap<string, OdmElement>
  readonly forms: ReadonlyMap<string, OdmElement>
}

/** An item of the file as the definition asks it, without the condition that may hide it. */
export interface MappedItem {
  readonly item: ItemDefinition
  /** Whether its question was there in both languages. */
  readonly both: boolean
}

/** What an item is called: its CDASH name, else its SDTM variable, else its own name. */
export function keyOfItem(def: OdmElement): string {
  const { SDSVarName: variable, Name: name, OID: oid = '' } = def.attributes
  const named = name !== undefined && /^[A-Za-z][A-Za-z0-9_]{0,29}$/.test(name) ? name : undefined
  return toItemKey((aliasOf(def, 'CDASH') ?? named ?? variable ?? name ?? '') || oid)
}

const RESERVED = new Set(['SUBJID', 'SITEID', 'VISIT'])

/** A key that the layout of files leaves free. */
export function freeKey(key: string): string {
  if (RESERVED.has(key)) return `${key}_1`
  return key.endsWith(reasonKey(''))
    ? `${key.slice(0, -reasonKey('').length)}_REASON`.slice(0, 30)
    : key
}

/** Reads the definition of an item; what it says that the product cannot ask is reported. */
export function mapItem(def: OdmElement, library: Library, report: Report): MappedItem {
  const { label, both } = titleOf(def, keyOfItem(def))
  const description = labelIn(childOf(def, 'Description'))?.label
  const base = {
    key: freeKey(keyOfItem(def)),
    label,
    ...helpOf(description, label),
    ...sdtmOf(def),
  }
  reportUnmapped(def, report)
  const own = ownPartsOf(def) ?? {}
  const kind = kindOf(def, { library, report, own })
  // Members of our own go first: what ODM says in its own places holds where the two differ.
  return { item: { ...own, ...base, ...kind } as ItemDefinition, both }
}

function helpOf(help: Bilingual | undefined, label: Bilingual): { readonly help?: Bilingual } {
  return help === undefined || (help.en === label.en && help.zh === label.zh) ? {} : { help }
}

const VARIABLE = /^[A-Z][A-Z0-9]{1,7}\.[A-Z][A-Z0-9]{0,7}(?:\[[^\]]{1,20}\])?$/

function sdtmOf(def: OdmElement): { readonly sdtm?: string } {
  const named = aliasOf(def, 'SDTM')
  return named !== undefined && VARIABLE.test(named) ? { sdtm: named } : {}
}

type Members = Readonly<Record<string, unknown>>

interface Reading {
  readonly library: Library
  readonly report: Report
  readonly own: Members
}

function kindOf(def: OdmElement, reading: Reading): Members {
  const { library, report, own } = reading
  if (typeof own['kind'] === 'string') return ownKind(def, reading)
  const listOid = childOf(def, 'CodeListRef')?.attributes['CodeListOID']
  const list = listOid === undefined ? undefined : library.lists.get(listOid)
  if (listOid !== undefined && list === undefined) {
    report.add('lost', def, ['odm.report.listMissing', { list: listOid }])
  }
  if (list !== undefined) return codedKind(def, list, report)
  return plainKind(def, reading)
}

function ownKind(def: OdmElement, { library, report, own }: Reading): Members {
  if (own['kind'] === 'code') return { codes: ownCodes(def, library, report) }
  return own['kind'] === 'integer' || own['kind'] === 'number'
    ? numberParts(def, library, report)
    : {}
}

function ownCodes(def: OdmElement, { lists }: Library, report: Report): readonly Code[] {
  const list = lists.get(childOf(def, 'CodeListRef')?.attributes['CodeListOID'] ?? '')
  return list === undefined ? [] : (codesOf(list, report) ?? [])
}

function codedKind(def: OdmElement, list: OdmElement, report: Report): Members {
  const codes = codesOf(list, report)
  if (codes !== null && codes.length > 0) return { kind: 'code', codes }
  const dictionary = childOf(list, 'ExternalCodeList')?.attributes['Dictionary'] ?? ''
  if (/ctcae/i.test(dictionary)) return { kind: 'term' }
  report.add('changed', def, ['odm.report.listOutside', { dictionary }])
  return { kind: 'text' }
}

const YES_NO: readonly Code[] = [
  { value: 'true', label: { en: 'Yes', zh: '是' } },
  { value: 'false', label: { en: 'No', zh: '否' } },
]

/** Kinds that follow from the type alone. */
const KINDS: Readonly<Record<string, Members>> = {
  date: { kind: 'date', complete: true },
  partialDate: { kind: 'date' },
  incompleteDate: { kind: 'date' },
  time: { kind: 'text', format: 'time' },
  partialTime: { kind: 'text', format: 'time' },
  incompleteTime: { kind: 'text', format: 'time' },
  boolean: { kind: 'code', codes: YES_NO },
}

function plainKind(def: OdmElement, { library, report }: Reading): Members {
  const type = def.attributes['DataType'] ?? 'text'
  if (Object.hasOwn(KINDS, type)) return KINDS[type] ?? {}
  switch (type) {
    case 'integer':
      return { kind: 'integer', ...numberParts(def, library, report) }
    case 'float':
    case 'double':
      return { kind: 'number', ...decimalsOf(def), ...numberParts(def, library, report) }
    case 'text':
    case 'string':
      return textKind(def, report)
    default:
      report.add('changed', def, ['odm.report.typeAsText', { type }])
      return { kind: 'text' }
  }
}

const MAX_DECIMALS = 12

function decimalsOf(def: OdmElement): Members {
  const digits = Number(def.attributes['SignificantDigits'] ?? NaN)
  return Number.isInteger(digits) && digits >= 0 && digits <= MAX_DECIMALS
    ? { decimals: digits }
    : {}
}

/** Dates are often kept as text elsewhere, because they may be partial; here dates may be. */
const DATE_NAME = /(?:DAT|DTC|DATE|_DT)$/
const LONGEST_DATE = 20
const LONGEST_TEXT = 20_000

function textKind(def: OdmElement, report: Report): Members {
  const length = Number(def.attributes['Length'] ?? NaN)
  const hasLength = Number.isInteger(length) && length >= 1
  if (DATE_NAME.test(keyOfItem(def)) && (!hasLength || length <= LONGEST_DATE)) {
    report.add('changed', def, ['odm.report.textIsDate'])
    return { kind: 'date' }
  }
  return { kind: 'text', ...(hasLength && length <= LONGEST_TEXT ? { maxLength: length } : {}) }
}

function numberParts(def: OdmElement, { units }: Library, report: Report): Members {
  const [first, ...others] = childrenOf(def, 'MeasurementUnitRef').map(
    ({ attributes }) => attributes['MeasurementUnitOID'] ?? '',
  )
  const nameOf = (oid: string): string => {
    const unit = units.get(oid)
    return labelIn(childOf(unit, 'Symbol'))?.label.en ?? unit?.attributes['Name'] ?? oid
  }
  if (others.length > 0) {
    const rest = others.map(nameOf).join(', ')
    report.add('changed', def, [
      'odm.report.moreUnits',
      { kept: nameOf(first ?? ''), others: rest },
    ])
  }
  return { ...(first === undefined ? {} : { unit: nameOf(first) }), ...rangeOf(def, report) }
}

function rangeOf(def: OdmElement, report: Report): Members {
  const range: { min?: number; max?: number } = {}
  for (const check of childrenOf(def, 'RangeCheck')) {
    const found = boundOf(check)
    if (found === null) reportCheck(def, check, report)
    else range[found.side] = found.bound
    if (found !== null) reportBound(def, check, report)
  }
  const { min, max } = range
  if (min === undefined || max === undefined || min <= max) return range
  report.add('lost', def, ['odm.report.rangeReversed', { min, max }])
  return {}
}

interface Bound {
  readonly side: 'min' | 'max'
  readonly bound: number
}

const SIDES: Readonly<Record<string, Bound['side']>> = {
  GE: 'min',
  GT: 'min',
  LE: 'max',
  LT: 'max',
}

/** The end of a range that a check sets; null where it compares with anything but one number. */
function boundOf(check: OdmElement): Bound | null {
  const side = SIDES[check.attributes['Comparator'] ?? '']
  const text = valueOf(check)
  const bound = text === '' ? Number.NaN : Number(text)
  return side === undefined || !Number.isFinite(bound) ? null : { side, bound }
}

function valueOf(check: OdmElement): string {
  return childOf(check, 'CheckValue')?.text.trim() ?? ''
}

/** What is weaker here than in the other system. */
function reportBound(def: OdmElement, check: OdmElement, report: Report): void {
  const { Comparator: comparator = '', SoftHard: strictness } = check.attributes
  const value = valueOf(check)
  if (strictness === 'Hard') report.add('changed', def, ['odm.report.hardCheck', { value }])
  if (comparator.endsWith('T')) report.add('changed', def, ['odm.report.openBound', { value }])
}

function reportCheck(def: OdmElement, check: OdmElement, report: Report): void {
  const { Comparator: comparator = '' } = check.attributes
  const value = valueOf(check).slice(0, 60)
  report.add('lost', def, ['odm.report.checkUnknown', { comparator, value }])
}

/** Parts of an item that have no counterpart here whatever its kind. */
function reportUnmapped(def: OdmElement, report: Report): void {
  if (childOf(def, 'ExternalQuestion') !== undefined) {
    report.add('lost', def, ['odm.report.externalQuestion'])
  }
  const isNumber = /^(?:integer|float|double)$/.test(def.attributes['DataType'] ?? '')
  const isOwn = ownPartsOf(def) !== undefined
  if (isNumber || isOwn) return
  for (const check of childrenOf(def, 'RangeCheck')) reportCheck(def, check, report)
}
