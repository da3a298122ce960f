import type { FormDefinition, ItemDefinition } from '../../forms/define.ts'
import type { MappedItem, Supplemental } from './define.ts'

/** QORIG of an item: what a rule computes is derived, all else comes from the form. */
export function qualifierOrigin(item: ItemDefinition): Supplemental['origin'] {
  return item.derivation === undefined ? 'CRF' : 'Derived'
}

/** Questions of opinion on forms that the site fills, and whose opinion it is. */
const OPINIONS: readonly (readonly [RegExp, string])[] = [
  [/^AEREL(?:\d+|TRT)$/, 'INVESTIGATOR'],
  [/^DLT(?:FL|DTC)$/, 'INVESTIGATOR'],
  [/^DLTCM(?:DTC)?$/, 'ADJUDICATION COMMITTEE'],
]

/** QEVAL: only where the answer is an opinion. */
export function evaluatorOf({ qualifier }: MappedItem, form: FormDefinition): string | null {
  const opinion = OPINIONS.find(([name]) => qualifier !== null && name.test(qualifier.name))
  if (opinion !== undefined) return opinion[1]
  return form.owner === 'investigator' ? 'INVESTIGATOR' : null
}
