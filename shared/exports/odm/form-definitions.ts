import type { FormDefinition } from '../../forms/define.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { alias, conditionOid, hasReason, placedItems, type PlacedItem } from './item-definitions.ts'
import { formOid, formRepeats, groupOid, itemOid, OWN_CONTEXT } from './places.ts'
import { reasonKey } from '../../forms/define.ts'
import { element, translated } from './xml.ts'

/** Condition under which the rows of a form are not asked. */
export const rowsConditionOid = (form: string): string => `C.${form}.ROWS`

/** A form: its own items are one group, its rows another that repeats. */
export function formDef(form: FormDefinition): string {
  const { group } = form
  const rows = group === undefined ? undefined : { ...group, items: undefined }
  const refs = groupsOf(form).map(({ inRows }, at) =>
    element('ItemGroupRef', {
      ItemGroupOID: groupOid(form.key, inRows),
      OrderNumber: at + 1,
      Mandatory: 'No',
      CollectionExceptionConditionOID:
        inRows && group?.showIf !== undefined ? rowsConditionOid(form.key) : undefined,
    }),
  )
  return element(
    'FormDef',
    {
      OID: formOid(form.key),
      Name: form.title.en,
      Repeating: formRepeats(form) ? 'Yes' : 'No',
    },
    translated('Description', form.title),
    ...refs,
    alias(OWN_CONTEXT, canonicalJson({ ...form, items: undefined, group: rows })),
  )
}

interface Group {
  readonly inRows: boolean
  readonly placed: readonly PlacedItem[]
}

/** The groups of a form; one that asks nothing is left out. */
function groupsOf(form: FormDefinition): readonly Group[] {
  const placed = placedItems(form)
  return [false, true]
    .map((inRows) => ({ inRows, placed: placed.filter((one) => one.inRows === inRows) }))
    .filter((group) => group.placed.length > 0)
}

export function groupDefs(form: FormDefinition): readonly string[] {
  return groupsOf(form).map(({ inRows, placed }) => {
    const title = inRows ? (form.group?.title ?? form.title) : form.title
    const domains = [...new Set(placed.flatMap(({ item }) => item.sdtm?.split('.')[0] ?? []))]
    return element(
      'ItemGroupDef',
      {
        OID: groupOid(form.key, inRows),
        Name: inRows ? `${form.title.en}: ${title.en}` : title.en,
        Repeating: inRows ? 'Yes' : 'No',
        Domain: domains.length === 1 ? domains[0] : undefined,
      },
      translated('Description', title),
      ...itemRefs(form, placed),
      ...(domains.length === 0 ? [] : [alias('SDTM', domains.join(' '))]),
    )
  })
}

function itemRefs(form: FormDefinition, placed: readonly PlacedItem[]): readonly string[] {
  let order = 0
  const ref = (one: PlacedItem, key: string, rest: Record<string, string | number | undefined>) => {
    order += 1
    return element('ItemRef', {
      ItemOID: itemOid(form.key, key, one.inRows),
      OrderNumber: order,
      ...rest,
      CollectionExceptionConditionOID:
        one.item.showIf === undefined ? undefined : conditionOid(one),
    })
  }
  return placed.flatMap((one) => {
    const { item } = one
    const place = one.inRows ? (form.group?.identity ?? []).indexOf(item.key) : -1
    const own = ref(one, item.key, {
      Mandatory: item.required === true ? 'Yes' : 'No',
      KeySequence: place < 0 ? undefined : place + 1,
      MethodOID: item.derivation === undefined ? undefined : methodOid(item.derivation),
    })
    return hasReason(one) ? [own, ref(one, reasonKey(item.key), { Mandatory: 'No' })] : [own]
  })
}

export const methodOid = (derivation: string): string => `M.${derivation}`
