import { oids, type PackagedDataset } from '../datasets/about.ts'
import type { Column } from '../datasets/packing.ts'
import type { VariableProfile } from '../datasets/profile.ts'
import type { CodeLists } from './code-lists.ts'
import { valueType } from './data-type.ts'
import { originElement } from './origin.ts'
import { description, element, textElement } from './xml.ts'

/** What the values of a dataset's results are, test by test. */
export interface ValueLevelXml {
  /** The variable that says what a record is about; null where none does. */
  readonly where: string | null
  /** What its values are called. */
  readonly decodes: ReadonlyMap<string, string> | null
  /** OID of the value list of a variable. */
  readonly byVariable: ReadonlyMap<string, string>
  readonly lists: readonly string[]
  readonly wheres: readonly string[]
  readonly items: readonly string[]
}

const NONE: ValueLevelXml = {
  where: null,
  decodes: null,
  byVariable: new Map(),
  lists: [],
  wheres: [],
  items: [],
}

/** Value-level metadata of a dataset whose records are about tests, qualifiers or parameters. */
export function valueLevelOf(dataset: PackagedDataset, lists: CodeLists): ValueLevelXml {
  const { definition, profile, columns } = dataset
  const level = profile.valueLevel
  const where = level === null ? undefined : definition.variables[level.place]
  if (level === null || where === undefined || profile.byValue.size === 0) return NONE
  const values = [...profile.byValue.keys()].sort()
  const at = { dataset, where: where.name, lists }
  const found = columns
    .filter(({ place, part }) => part === 0 && level.places.includes(place))
    .flatMap((column) => valueList(column, values, at))
  return {
    where: where.name,
    decodes: decodesOf(dataset, values),
    byVariable: new Map(found.map(({ variable, oid }) => [variable, oid])),
    lists: found.map(({ list }) => list),
    wheres: found.length === 0 ? [] : values.map((value) => whereClause(at, value)),
    items: found.flatMap(({ items }) => items),
  }
}

/** What each value is called in the variable that says so. */
function decodesOf(
  { profile }: PackagedDataset,
  values: readonly string[],
): ReadonlyMap<string, string> | null {
  const decode = profile.valueLevel?.decode ?? null
  if (decode === null) return null
  return new Map(
    values.flatMap((value) => {
      const [name] = profile.byValue.get(value)?.get(decode)?.values ?? []
      return name === undefined ? [] : [[value, name]]
    }),
  )
}

interface At {
  readonly dataset: PackagedDataset
  readonly where: string
  readonly lists: CodeLists
}

function whereOid({ dataset, where }: At, value: string): string {
  return `WC.${dataset.definition.key}.${where}.${value}`
}

function whereClause(at: At, value: string): string {
  const ItemOID = oids.variable(at.dataset.definition.key, at.where)
  return element('def:WhereClauseDef', { OID: whereOid(at, value) }, [
    element('RangeCheck', { Comparator: 'EQ', SoftHard: 'Soft', 'def:ItemOID': ItemOID }, [
      textElement('CheckValue', value),
    ]),
  ])
}

interface ValueList {
  readonly variable: string
  readonly oid: string
  readonly list: string
  readonly items: readonly string[]
}

function valueList(column: Column, values: readonly string[], at: At): readonly ValueList[] {
  const { variable, place } = column
  const { key } = at.dataset.definition
  const filled = values.flatMap((value) => {
    const profile = at.dataset.profile.byValue.get(value)?.get(place)
    return profile === undefined ? [] : [{ value, profile }]
  })
  if (filled.length === 0) return []
  const oid = `VL.${key}.${variable.name}`
  const itemOid = (value: string): string => `${oids.variable(key, variable.name)}.${value}`
  const list = element(
    'def:ValueListDef',
    { OID: oid },
    filled.map(({ value }, order) =>
      element('ItemRef', { ItemOID: itemOid(value), OrderNumber: order + 1, Mandatory: 'No' }, [
        element('def:WhereClauseRef', { WhereClauseOID: whereOid(at, value) }),
      ]),
    ),
  )
  const items = filled.map(({ value, profile }) =>
    valueItem({ OID: itemOid(value), value, profile }, column, at),
  )
  return [{ variable: variable.name, oid, list, items }]
}

function valueItem(
  of: { readonly OID: string; readonly value: string; readonly profile: VariableProfile },
  { variable }: Column,
  { lists }: At,
): string {
  const { OID, value, profile } = of
  const codes = termsOf(profile)
  return element('ItemDef', { OID, Name: variable.name, ...valueType(variable, profile) }, [
    description(`${variable.label}: ${value}`),
    codes === null || variable.kind !== 'text'
      ? ''
      : element('CodeListRef', { CodeListOID: lists.oidFor(variable, codes, null) }),
    // The questions of all its values stand with the variable itself.
    originElement({ ...variable, items: [] }),
  ])
}

/** Results that are words of a short list: units, responses, states. */
const MOST_WORDS = 30

function termsOf({ numeric, values }: VariableProfile): readonly string[] | null {
  if (numeric || values === null || values.size > MOST_WORDS) return null
  const all = [...values]
  return all.every((value) => value.length <= 60) ? all : null
}
