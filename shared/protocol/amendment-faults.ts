import type { TextParams } from '../forms/entry-faults.ts'
import type { FormDefinition, ItemDefinition } from '../forms/define.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { EligibilityCriterion, ProtocolDefinition } from './define.ts'

/** Text keys of what no amendment may do. */
export const AMENDMENT_FAULT_KEYS = [
  'amendment.otherProtocol',
  'amendment.sameVersion',
  'amendment.formDropped',
  'amendment.itemDropped',
  'amendment.kindChanged',
  'amendment.placeChanged',
  'amendment.criterionTurned',
  'amendment.criterionRenumbered',
] as const

export interface AmendmentFault {
  /** JSON pointer into the new definition: where the fault is, or where the missing thing belongs. */
  readonly pointer: string
  readonly key: (typeof AMENDMENT_FAULT_KEYS)[number]
  readonly params: TextParams
}

/** What decides where the values of a form are stored and how its records are told apart. */
const PLACE_OF_VALUES = [
  'scope',
  'file',
  'rowKey',
  'visitColumn',
] as const satisfies readonly (keyof FormDefinition)[]

/**
 * What a new version may not do to the one before it, because values collected so far would lose
 * their place or their meaning: drop a form or an item (hide it instead), give an item another kind,
 * store a form elsewhere; turn a criterion of eligibility round, or give its key to another one. A
 * criterion may be dropped: it is asked no more, and answers given to it stay in their records, read
 * by the version they were given under. Also a version that names another protocol, or bears the same
 * version.
 * @source DC-14; design, section 4
 */
export function amendmentFaults(
  before: ProtocolDefinition,
  after: ProtocolDefinition,
): readonly AmendmentFault[] {
  const faults: AmendmentFault[] = []
  if (after.key !== before.key) {
    const params = { key: before.key }
    faults.push({ pointer: '/key', key: 'amendment.otherProtocol', params })
  }
  if (after.version === before.version) {
    const params = { version: before.version }
    faults.push({ pointer: '/version', key: 'amendment.sameVersion', params })
  }
  return [
    ...faults,
    ...before.eligibility.flatMap((criterion) => criterionFaults(criterion, after)),
    ...before.forms.flatMap((form) => formFaults(form, after)),
  ]
}

function criterionFaults(
  before: EligibilityCriterion,
  { eligibility }: ProtocolDefinition,
): AmendmentFault[] {
  const at = eligibility.findIndex(({ key }) => key === before.key)
  const after = eligibility[at]
  if (after === undefined) return []
  const pointer = `/eligibility/${at}`
  const params = { criterion: before.key }
  if (after.kind !== before.kind) {
    return [{ pointer: `${pointer}/kind`, key: 'amendment.criterionTurned', params }]
  }
  const now = eligibility.find(({ text }) => text.en === before.text.en)?.key ?? before.key
  if (after.text.en === before.text.en || now === before.key) return []
  return [
    { pointer: `${pointer}/key`, key: 'amendment.criterionRenumbered', params: { ...params, now } },
  ]
}

function formFaults(before: FormDefinition, { forms }: ProtocolDefinition): AmendmentFault[] {
  const at = forms.findIndex(({ key }) => key === before.key)
  const after = forms[at]
  const params = { form: before.key }
  if (after === undefined) return [{ pointer: '/forms', key: 'amendment.formDropped', params }]
  const pointer = `/forms/${at}`
  const moved: AmendmentFault[] = isMoved(before, after)
    ? [{ pointer, key: 'amendment.placeChanged', params }]
    : []
  return [
    ...moved,
    ...itemFaults(before.key, before.items, { items: after.items, pointer }),
    ...itemFaults(before.key, rowItems(before), {
      items: rowItems(after),
      pointer: `${pointer}/group`,
    }),
  ]
}

function rowItems({ group }: FormDefinition): readonly ItemDefinition[] {
  return group?.items ?? []
}

function isMoved(before: FormDefinition, after: FormDefinition): boolean {
  return (
    PLACE_OF_VALUES.some((member) => differs(before[member], after[member])) ||
    differs(before.group?.identity, after.group?.identity) ||
    differs(before.group?.file, after.group?.file)
  )
}

function differs(before: unknown, after: unknown): boolean {
  return canonicalJson(before ?? null) !== canonicalJson(after ?? null)
}

function itemFaults(
  form: string,
  before: readonly ItemDefinition[],
  after: { readonly items: readonly ItemDefinition[]; readonly pointer: string },
): AmendmentFault[] {
  return before.flatMap((item): AmendmentFault[] => {
    const at = after.items.findIndex(({ key }) => key === item.key)
    const found = after.items[at]
    const params = { form, item: item.key }
    const place = `${after.pointer}/items`
    if (found === undefined) return [{ pointer: place, key: 'amendment.itemDropped', params }]
    if (found.kind === item.kind) return []
    return [{ pointer: `${place}/${at}/kind`, key: 'amendment.kindChanged', params }]
  })
}
