import type { Bilingual } from '../../kernel/bilingual.ts'
import {
  captureOf,
  reasonKey,
  type Code,
  type FormDefinition,
  type ItemDefinition,
} from '../../forms/define.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { itemOid, OWN_CONTEXT } from './places.ts'
import { element, textElement, translated } from './xml.ts'

/** An item, and where it stands. */
export interface PlacedItem {
  readonly form: FormDefinition
  readonly item: ItemDefinition
  readonly inRows: boolean
}

export const MISSING_LIST = 'CL.MISSING'
export const TERM_LIST = 'CL.CTCAE'

export const unitOid = (unit: string): string => `MU.${unit}`
export const codeListOid = ({ form, item, inRows }: PlacedItem): string =>
  itemOid(form.key, item.key, inRows).replace(/^I\./, 'CL.')
export const conditionOid = ({ form, item, inRows }: PlacedItem): string =>
  itemOid(form.key, item.key, inRows).replace(/^I\./, 'C.')

/** Every item of a form, the own ones first, then those of its rows. */
export function placedItems(form: FormDefinition): readonly PlacedItem[] {
  const rows = (form.group?.items ?? []).map((item) => ({ form, item, inRows: true }))
  return [...form.items.map((item) => ({ form, item, inRows: false })), ...rows]
}

/** Whether an empty answer can have a reason: a computed one cannot. */
export function hasReason({ item }: PlacedItem): boolean {
  return item.derivation === undefined && item.unstored !== true
}

/**
 * What ODM calls a kind. A number that may bear `<` is text, because ODM's numbers are digits alone;
 * a date that may stop early is a partial one.
 */
export function dataTypeOf(item: ItemDefinition): string {
  if (item.kind === 'date') return item.complete === true ? 'date' : 'partialDate'
  if (item.kind === 'text') return item.format === 'time' ? 'partialTime' : 'text'
  if (item.kind !== 'integer' && item.kind !== 'number') return 'text'
  if (item.comparator === true) return 'text'
  return item.kind === 'integer' ? 'integer' : 'float'
}

/** Longest text of an answer where the definition says none. */
const USUAL_LENGTH = 2000
const USUAL_DIGITS = 20
const USUAL_DECIMALS = 6

function sizeOf(item: ItemDefinition): Readonly<Record<string, number>> {
  const type = dataTypeOf(item)
  if (/^(?:date|partial)/.test(type)) return {}
  if (item.kind === 'text') return { Length: item.maxLength ?? USUAL_LENGTH }
  if (item.kind !== 'integer' && item.kind !== 'number') return { Length: USUAL_LENGTH }
  if (item.kind === 'integer' || type === 'text') return { Length: USUAL_DIGITS }
  return { Length: USUAL_DIGITS, SignificantDigits: item.decimals ?? USUAL_DECIMALS }
}

/** Members that stand in places of ODM's own; the others are kept in an alias. */
const SAID_BY_ODM = new Set([
  ...['key', 'label', 'help', 'required', 'showIf', 'sdtm', 'codes', 'unit', 'min', 'max'],
])

function restOf(item: ItemDefinition): string {
  return canonicalJson(
    Object.fromEntries(Object.entries(item).filter(([member]) => !SAID_BY_ODM.has(member))),
  )
}

/** The definition of an item, and behind it that of the reason why it may be empty. */
export function itemDefinitions(placed: PlacedItem): readonly string[] {
  const own = itemDef(placed)
  return hasReason(placed) ? [own, reasonDef(placed)] : [own]
}

function itemDef(placed: PlacedItem): string {
  const { form, item, inRows } = placed
  const variable =
    item.sdtm === undefined ? undefined : /\.([A-Z][A-Z0-9]{0,7})/.exec(item.sdtm)?.[1]
  return element(
    'ItemDef',
    {
      OID: itemOid(form.key, item.key, inRows),
      Name: item.key,
      DataType: dataTypeOf(item),
      ...sizeOf(item),
      SASFieldName: /^[A-Z_][A-Z0-9_]{0,7}$/.test(item.key) ? item.key : undefined,
      SDSVarName: variable,
      Origin: item.derivation === undefined ? 'CRF' : 'Derived',
      Comment: captureOf(form, item),
    },
    translated('Description', item.help ?? item.label),
    translated('Question', item.label),
    ...unitRef(item),
    ...rangeChecks(item),
    ...codeListRef(placed),
    ...(item.sdtm === undefined ? [] : [alias('SDTM', item.sdtm)]),
    alias('CDASH', item.key),
    alias(OWN_CONTEXT, restOf(item)),
  )
}

export function alias(context: string, name: string): string {
  return element('Alias', { Context: context, Name: name })
}

function unitRef(item: ItemDefinition): readonly string[] {
  if (!('unit' in item) || item.unit === '') return []
  return [element('MeasurementUnitRef', { MeasurementUnitOID: unitOid(item.unit) })]
}

/** The plausible range: a warning, never a stop. */
function rangeChecks(item: ItemDefinition): readonly string[] {
  if (item.kind !== 'integer' && item.kind !== 'number') return []
  const check = (comparator: string, bound: number | undefined): readonly string[] =>
    bound === undefined
      ? []
      : [
          element(
            'RangeCheck',
            { Comparator: comparator, SoftHard: 'Soft' },
            textElement('CheckValue', String(bound)),
            ...unitRef(item),
          ),
        ]
  return [...check('GE', item.min), ...check('LE', item.max)]
}

function codeListRef(placed: PlacedItem): readonly string[] {
  const { item } = placed
  const ref = (oid: string): readonly string[] => [element('CodeListRef', { CodeListOID: oid })]
  if (item.kind === 'term') return ref(TERM_LIST)
  return item.kind === 'code' && item.codes.length > 0 ? ref(codeListOid(placed)) : []
}

function reasonDef({ form, item, inRows }: PlacedItem): string {
  const label: Bilingual = {
    en: `${item.label.en}: reason for no answer`,
    zh: `${item.label.zh}：未填写原因`,
  }
  const key = reasonKey(item.key)
  return element(
    'ItemDef',
    {
      OID: itemOid(form.key, key, inRows),
      Name: key,
      DataType: 'text',
      Length: 200,
      Origin: 'CRF',
    },
    translated('Description', label),
    translated('Question', label),
    element('CodeListRef', { CodeListOID: MISSING_LIST }),
    alias('CDASH', key),
  )
}

/** The list of an item's codes; none where it has none. */
export function codeListOf(placed: PlacedItem): readonly string[] {
  const { item } = placed
  if (item.kind !== 'code' || item.codes.length === 0) return []
  return [codeList(codeListOid(placed), item.label.en, item.codes)]
}

export function codeList(oid: string, name: string, codes: readonly Code[]): string {
  const items = codes.map(({ value, label }, at) =>
    element(
      'CodeListItem',
      { CodedValue: value, OrderNumber: at + 1 },
      translated('Decode', label),
    ),
  )
  return element('CodeList', { OID: oid, Name: name, DataType: 'text' }, ...items)
}
