import { reasonKey, type FormCheck, type FormDefinition, type ItemDefinition } from './define.ts'
import { derivations } from './derivations.ts'
import type { TextParams } from './entry-faults.ts'

/** Text keys of faults inside one form that its shape alone does not show. */
export const FORM_FAULT_KEYS = [
  'definition.duplicateItem',
  'definition.duplicateCode',
  'definition.reservedItem',
  'definition.unknownItem',
  'definition.unknownDerivation',
  'definition.rangeReversed',
  'definition.noFile',
  'definition.everyCodeNeedsOneCode',
] as const
export type FormFaultKey = (typeof FORM_FAULT_KEYS)[number]

/** A fault of a form definition: where in the form, and what. */
export interface FormDefinitionFault {
  readonly pointer: string
  readonly key: FormFaultKey
  readonly params: TextParams
}

/** Columns that the layout itself fills. */
const RESERVED = new Set(['SUBJID', 'SITEID', 'VISIT'])

/** Faults of one form: items named twice or not at all, codes twice, reversed ranges, files missing. */
export function formFaults(form: FormDefinition): readonly FormDefinitionFault[] {
  const groupItems = form.group?.items ?? []
  const all = [...form.items, ...groupItems]
  const faults = [
    ...duplicateItems(form),
    ...form.items.flatMap((item, at) => itemFaults(item, all, `/items/${at}`)),
    ...groupItems.flatMap((item, at) => itemFaults(item, all, `/group/items/${at}`)),
    ...reference(form.performed?.item, form.items, '/performed/item'),
    ...reference(form.performed?.reason, form.items, '/performed/reason'),
    ...(form.rowKey ?? []).flatMap((key, at) => reference(key, form.items, `/rowKey/${at}`)),
    ...columnFaults(form, form.sortBy ?? [], form.items, '/sortBy'),
    ...(form.checks ?? []).flatMap((check, at) => checkFaults(check, form.items, `/checks/${at}`)),
    ...groupFaults(form, all),
  ]
  if (form.items.length > 0 && form.file === undefined) {
    faults.push({ pointer: '/items', key: 'definition.noFile', params: { form: form.key } })
  }
  return faults
}

function duplicateItems(form: FormDefinition): readonly FormDefinitionFault[] {
  const seen = new Set<string>()
  const places = [
    ...form.items.map((item, at) => ({ item, pointer: `/items/${at}/key` })),
    ...(form.group?.items ?? []).map((item, at) => ({ item, pointer: `/group/items/${at}/key` })),
  ]
  return places.flatMap(({ item, pointer }) => {
    const twice = seen.has(item.key)
    seen.add(item.key)
    return twice
      ? [{ pointer, key: 'definition.duplicateItem' as const, params: { item: item.key } }]
      : []
  })
}

function itemFaults(
  item: ItemDefinition,
  all: readonly ItemDefinition[],
  pointer: string,
): readonly FormDefinitionFault[] {
  const faults: PlacedFault[] = []
  if (RESERVED.has(item.key) || item.key.endsWith(reasonKey(''))) {
    faults.push(['/key', 'definition.reservedItem', { item: item.key }])
  }
  if (item.derivation !== undefined && !derivations.has(item.derivation)) {
    faults.push(['/derivation', 'definition.unknownDerivation', { derivation: item.derivation }])
  }
  return [
    ...reference(itemOf(item.showIf?.item), all, `${pointer}/showIf/item`),
    ...[...faults, ...rangeFaults(item), ...codeFaults(item)].map(([place, key, params]) => ({
      pointer: `${pointer}${place}`,
      key,
      params,
    })),
  ]
}

/** A condition may look at the reason of an empty item: then it is the item that must be there. */
function itemOf(key: string | undefined): string | undefined {
  const suffix = reasonKey('')
  return key?.endsWith(suffix) === true ? key.slice(0, -suffix.length) : key
}

type PlacedFault = readonly [string, FormFaultKey, TextParams]

function rangeFaults(item: ItemDefinition): readonly PlacedFault[] {
  if (item.kind !== 'integer' && item.kind !== 'number') return []
  const { min, max } = item
  if (min === undefined || max === undefined || min <= max) return []
  return [['/min', 'definition.rangeReversed', { min, max }]]
}

function codeFaults(item: ItemDefinition): readonly PlacedFault[] {
  if (item.kind !== 'code') return []
  const values = item.codes.map((code) => code.value)
  return values.flatMap((code, at): PlacedFault[] =>
    values.indexOf(code) === at ? [] : [[`/codes/${at}`, 'definition.duplicateCode', { code }]],
  )
}

function groupFaults(form: FormDefinition, all: readonly ItemDefinition[]): FormDefinitionFault[] {
  const { group } = form
  if (group === undefined) return []
  const faults = [
    ...group.identity.flatMap((key, at) => reference(key, group.items, `/group/identity/${at}`)),
    ...columnFaults(form, group.sortBy, group.items, '/group/sortBy'),
    ...reference(group.showIf?.item, form.items, '/group/showIf/item'),
    ...(group.checks ?? []).flatMap((check, at) => checkFaults(check, all, `/group/checks/${at}`)),
  ]
  const identity = group.items.find((item) => item.key === group.identity[0])
  if (group.everyCode === true && (group.identity.length !== 1 || identity?.kind !== 'code')) {
    const params = { form: form.key }
    faults.push({ pointer: '/group/everyCode', key: 'definition.everyCodeNeedsOneCode', params })
  }
  return faults
}

/** Columns of the file's order: items, and VISIT where the rows have one. */
function columnFaults(
  form: FormDefinition,
  columns: readonly string[],
  items: readonly ItemDefinition[],
  pointer: string,
): FormDefinitionFault[] {
  const hasVisit = form.scope === 'visit' || form.visitColumn === true
  return columns.flatMap((column, at) =>
    column === 'VISIT' && hasVisit ? [] : reference(column, items, `${pointer}/${at}`),
  )
}

function checkFaults(
  check: FormCheck,
  items: readonly ItemDefinition[],
  pointer: string,
): FormDefinitionFault[] {
  return itemsOf(check).flatMap(([member, key]) => reference(key, items, `${pointer}/${member}`))
}

function itemsOf(check: FormCheck): readonly (readonly [string, string])[] {
  if (check.kind === 'date-order') {
    return [
      ['earlier', check.earlier],
      ['later', check.later],
    ]
  }
  const when = ['when/item', check.when.item] as const
  if (check.kind === 'agreement') return [when, ['then/item', check.then.item]]
  const and = (check.and ?? []).map(({ item }, at) => [`and/${at}/item`, item] as const)
  return [when, ...and, ...check.items.map((key, at) => [`items/${at}`, key] as const)]
}

function reference(
  key: string | undefined,
  items: readonly ItemDefinition[],
  pointer: string,
): FormDefinitionFault[] {
  if (key === undefined || items.some((item) => item.key === key)) return []
  return [{ pointer, key: 'definition.unknownItem', params: { item: key } }]
}
