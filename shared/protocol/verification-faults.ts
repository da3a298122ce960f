import type { FormDefinition, ItemDefinition } from '../forms/define.ts'
import type { TextParams } from '../forms/entry-faults.ts'
import type { FormFaultKey } from '../forms/form-faults.ts'
import type { ProtocolDefinition } from './define.ts'

interface VerificationFault {
  readonly pointer: string
  readonly key: 'definition.unknownForm' | Extract<FormFaultKey, 'definition.unknownItem'>
  readonly params: TextParams
}

/** Faults of the plan of verification: it names forms, items and rows that the definition does not have. */
export function verificationFaults({
  verification,
  forms,
}: ProtocolDefinition): readonly VerificationFault[] {
  return Object.entries(verification?.forms ?? {}).flatMap(([key, plan]): VerificationFault[] => {
    const pointer = `/verification/forms/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const form = forms.find((one) => one.key === key)
    if (form === undefined) {
      return [{ pointer, key: 'definition.unknownForm', params: { form: key } }]
    }
    if (plan.kind !== 'targeted') return []
    return [
      ...unknownItems(plan.items, [...form.items, ...(form.group?.items ?? [])], pointer),
      ...unknownRows(plan.rows ?? [], form, pointer),
    ]
  })
}

function unknownItems(
  named: readonly string[],
  items: readonly ItemDefinition[],
  pointer: string,
): VerificationFault[] {
  return named.flatMap((item, at): VerificationFault[] =>
    items.some(({ key }) => key === item)
      ? []
      : [{ pointer: `${pointer}/items/${at}`, key: 'definition.unknownItem', params: { item } }],
  )
}

/** A row is named by a code that one of the identity's items has; an open list takes any. */
function unknownRows(
  named: readonly string[],
  { group }: FormDefinition,
  pointer: string,
): VerificationFault[] {
  const identity = group?.items.filter(({ key }) => group.identity.includes(key)) ?? []
  const isKnown = (row: string): boolean =>
    identity.some((item) => item.kind !== 'code' || item.codes.some(({ value }) => value === row))
  const isOpen = identity.some((item) => item.kind === 'code' && item.open === true)
  return named.flatMap((row, at): VerificationFault[] =>
    isOpen || isKnown(row)
      ? []
      : [
          {
            pointer: `${pointer}/rows/${at}`,
            key: 'definition.unknownItem',
            params: { item: row },
          },
        ],
  )
}
