import {
  reasonKey,
  type FormDefinition,
  type GroupDefinition,
  type ItemDefinition,
} from '../../shared/forms/define.ts'
import { codesOf, inOrder } from './map-codes.ts'
import { showIfOf } from './map-conditions.ts'
import { freeKey, keyOfItem, mapItem, type Library } from './map-items.ts'
import { labelIn, titleOf } from './labels.ts'
import { Names, toFormKey } from './names.ts'
import { childOf, childrenOf, ownPartsOf, type OdmElement } from './read-odm.ts'
import { Report } from './report.ts'

/** Where the file lets a form be filled. */
export interface FormUse {
  /** At a planned or unscheduled visit. */
  readonly atVisits: boolean
}

export interface FormMapping {
  readonly library: Library
  readonly report: Report
  /** Keys and files that forms of the definition have already. */
  readonly keys: Names
  readonly files: Names
}

/** A form of the file with the further forms that its second and later repeating groups became. */
export interface MappedForm {
  readonly oid: string
  readonly forms: readonly FormDefinition[]
}

/** Reads a form. One of this product's own files comes back as it was. */
export function mapForm(def: OdmElement, use: FormUse, mapping: FormMapping): MappedForm {
  const own = ownPartsOf(def)
  const groups = groupsOf(def, mapping)
  const oid = def.attributes['OID'] ?? ''
  const forms =
    own === undefined
      ? foreignForms(def, { use, groups, mapping })
      : [ownForm(own, groups, mapping)]
  return { oid, forms }
}

interface ReadGroup {
  readonly def: OdmElement
  readonly ref: OdmElement
  readonly repeats: boolean
  readonly items: readonly ItemDefinition[]
  readonly untranslated: number
}

function groupsOf(def: OdmElement, { library, report }: FormMapping): readonly ReadGroup[] {
  const keys = new Names()
  const refs = inOrder(childrenOf(def, 'ItemGroupRef'))
  const found = refs.flatMap((ref) => {
    const oid = ref.attributes['ItemGroupOID'] ?? ''
    const group = library.groups.get(oid)
    if (group !== undefined) return [{ ref, group }]
    report.add('lost', def, ['odm.report.groupMissing', { group: oid }])
    return []
  })
  const itemRefs = found.flatMap(({ group }) => itemRefsOf(group, library, report))
  const named = keyByOid(itemRefs, library, keys)
  return found.map(({ ref, group }) => {
    const read = itemRefsOf(group, library, null).map((one) =>
      itemOf(one, { group, named, mapping: { library, report } }),
    )
    const items = read.flatMap((one) => (one === null ? [] : [one.item]))
    return {
      def: group,
      ref,
      repeats: group.attributes['Repeating'] === 'Yes',
      items,
      untranslated: read.filter((one) => one !== null && !one.both).length,
    }
  })
}

/** The items of a group; those of groups inside it stand among them. */
function itemRefsOf(
  group: OdmElement,
  library: Library,
  report: Report | null,
  depth = 0,
): readonly OdmElement[] {
  const own = inOrder(childrenOf(group, 'ItemRef'))
  const inner = childrenOf(group, 'ItemGroupRef').flatMap((ref) => {
    const oid = ref.attributes['ItemGroupOID'] ?? ''
    const nested = library.groups.get(oid)
    if (nested === undefined || depth > 3) {
      report?.add('lost', group, ['odm.report.groupMissing', { group: oid }])
      return []
    }
    report?.add('changed', group, ['odm.report.nestedGroup', { group: oid }])
    return itemRefsOf(nested, library, report, depth + 1)
  })
  return [...own, ...inner]
}

/** The key of each item in the form; reasons for no answer are part of their item. */
function keyByOid(
  refs: readonly OdmElement[],
  { items }: Library,
  keys: Names,
): ReadonlyMap<string, string> {
  const named = new Map<string, string>()
  for (const ref of refs) {
    const oid = ref.attributes['ItemOID'] ?? ''
    const def = items.get(oid)
    if (def === undefined || named.has(oid)) continue
    named.set(oid, keys.take(freeKey(keyOfItem(def)), '_', 30))
  }
  return named
}

interface ItemReading {
  readonly group: OdmElement
  readonly named: ReadonlyMap<string, string>
  readonly mapping: Pick<FormMapping, 'library' | 'report'>
}

function itemOf(
  ref: OdmElement,
  { group, named, mapping }: ItemReading,
): { readonly item: ItemDefinition; readonly both: boolean } | null {
  const { library, report } = mapping
  const oid = ref.attributes['ItemOID'] ?? ''
  const def = library.items.get(oid)
  if (def === undefined) {
    report.add('lost', group, ['odm.report.itemMissing', { item: oid }])
    return null
  }
  if (isReasonOfOwn(def, library)) return null
  const { item, both } = mapItem(def, library, report)
  const condition = ref.attributes['CollectionExceptionConditionOID']
  const showIf = condition === undefined ? null : shownIf(condition, ref, { named, mapping })
  reportMethod(ref, item, report)
  const key = named.get(oid) ?? item.key
  return {
    both,
    item: {
      ...item,
      key,
      ...(ref.attributes['Mandatory'] === 'Yes' ? { required: true } : {}),
      ...(showIf === null ? {} : { showIf }),
    },
  }
}

/** The reason for no answer, which every item of this product has without saying so. */
function isReasonOfOwn(def: OdmElement, { items }: Library): boolean {
  const { OID: oid = '' } = def.attributes
  const suffix = reasonKey('')
  if (!oid.endsWith(suffix) || ownPartsOf(def) !== undefined) return false
  const asked = items.get(oid.slice(0, -suffix.length))
  return asked !== undefined && ownPartsOf(asked) !== undefined
}

function shownIf(
  condition: string,
  ref: OdmElement,
  { named, mapping }: Pick<ItemReading, 'named' | 'mapping'>,
) {
  const { library, report } = mapping
  const def = library.conditions.get(condition)
  const keyOf = (text: string): string | undefined =>
    named.get(text) ?? [...named.values()].find((key) => key === text.toUpperCase())
  const showIf =
    def === undefined ? null : showIfOf(def, { keyOf, answersOf: answersIn(named, library) })
  if (showIf === null) report.add('lost', ref, ['odm.report.condition', { condition }])
  return showIf
}

/** The coded answers of an item of the form, by its key. */
function answersIn(named: ReadonlyMap<string, string>, { items, lists }: Library) {
  return (key: string): readonly string[] | null => {
    const oid = [...named].find(([, own]) => own === key)?.[0]
    const def = oid === undefined ? undefined : items.get(oid)
    if (def?.attributes['DataType'] === 'boolean') return ['true', 'false']
    const list = lists.get(childOf(def, 'CodeListRef')?.attributes['CodeListOID'] ?? '')
    return list === undefined
      ? null
      : (codesOf(list, new Report())?.map(({ value }) => value) ?? null)
  }
}

function reportMethod(ref: OdmElement, item: ItemDefinition, report: Report): void {
  const method = ref.attributes['MethodOID'] ?? ref.attributes['ImputationMethodOID']
  if (method === undefined || item.derivation !== undefined) return
  report.add('lost', ref, ['odm.report.method', { method }])
}

function ownForm(
  parts: Readonly<Record<string, unknown>>,
  groups: readonly ReadGroup[],
  { library, report }: FormMapping,
): FormDefinition {
  type Rest = Omit<FormDefinition, 'items' | 'group'> & {
    readonly group?: Omit<GroupDefinition, 'items'>
  }
  const { group: rows, ...rest } = parts as unknown as Rest
  const items = groups.filter(({ repeats }) => !repeats).flatMap((group) => group.items)
  const repeating = groups.find(({ repeats }) => repeats)
  const condition = repeating?.ref.attributes['CollectionExceptionConditionOID']
  const named = new Map(items.map(({ key }) => [key, key]))
  const showIf =
    repeating === undefined || condition === undefined
      ? null
      : shownIf(condition, repeating.ref, { named, mapping: { library, report } })
  return {
    ...rest,
    items,
    ...(rows === undefined || repeating === undefined
      ? {}
      : { group: { ...rows, items: repeating.items, ...(showIf === null ? {} : { showIf }) } }),
  }
}

interface ForeignForm {
  readonly use: FormUse
  readonly groups: readonly ReadGroup[]
  readonly mapping: FormMapping
}

function foreignForms(def: OdmElement, { use, groups, mapping }: ForeignForm): FormDefinition[] {
  const { report, keys, files } = mapping
  const { OID: oid = '', Name: name = '' } = def.attributes
  const key = keys.take(toFormKey(oid === '' ? name : oid), '-', 40)
  const items = groups.filter(({ repeats }) => !repeats).flatMap((group) => group.items)
  const [rows, ...others] = groups.filter(({ repeats, items: own }) => repeats && own.length > 0)
  const form = {
    key,
    title: titleOf(def, key).label,
    owner: 'site',
    ...scopeOf(def, use, report),
  } as const
  const untranslated = groups.reduce((sum, group) => sum + group.untranslated, 0)
  if (untranslated > 0) report.add('note', def, ['odm.report.oneLanguage', { count: untranslated }])
  if (items.length === 0 && rows === undefined) {
    report.add('lost', def, ['odm.report.formEmpty'])
    return []
  }
  const first: FormDefinition = {
    ...form,
    ...(items.length === 0 ? {} : { file: files.take(key, '-', 40), sortBy: [] }),
    items,
    ...(rows === undefined ? {} : { group: groupOf(rows, files.take(`${key}-rows`, '-', 40)) }),
  }
  const further = others.map((group): FormDefinition => {
    const ownKey = keys.take(`${key}-${toFormKey(group.def.attributes['OID'] ?? 'rows')}`, '-', 40)
    report.add('changed', group.def, ['odm.report.groupIsForm', { form: ownKey }])
    const title = titleOf(group.def, ownKey).label
    return {
      ...form,
      key: ownKey,
      title,
      items: [],
      group: groupOf(group, files.take(ownKey, '-', 40)),
    }
  })
  return [first, ...further]
}

function groupOf({ def, items }: ReadGroup, file: string): GroupDefinition {
  const title = labelIn(childOf(def, 'Description'))?.label ?? titleOf(def, file).label
  return { title, file, items, identity: [], sortBy: [] }
}

function scopeOf(
  def: OdmElement,
  { atVisits }: FormUse,
  report: Report,
): Pick<FormDefinition, 'scope' | 'visitColumn'> {
  const repeats = def.attributes['Repeating'] === 'Yes'
  if (!atVisits) return { scope: repeats ? 'log' : 'subject' }
  if (!repeats) return { scope: 'visit' }
  report.add('changed', def, ['odm.report.repeatsAtVisit'])
  return { scope: 'log', visitColumn: true }
}
