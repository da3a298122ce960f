import { useFormContext, useFormState, useWatch } from 'react-hook-form'
import { entryCheckOf } from '../../../shared/forms/entry-faults.ts'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import { normaliseEntry } from '../../../shared/forms/normalise-entry.ts'
import { useTexts, type Texts } from '../texts.ts'
import { useFindings, type ShownFinding } from './findings.ts'
import type { FormInput } from './form-input.ts'
import { pathOf, pointerOf } from './item-address.ts'

export interface ItemMessages {
  /** The entry cannot be stored. */
  readonly fault: string | null
  /** What is odd about it; it can be stored. */
  readonly findings: readonly ShownFinding[]
}

const NO_FINDINGS: readonly ShownFinding[] = []

/** The messages of one of a form's own items: the format fault, and the findings of the checks. */
export function useItemMessages(item: ItemDefinition): ItemMessages {
  const texts = useTexts()
  const address = { item, row: null }
  const findings = useFindings().get(pointerOf(address)) ?? NO_FINDINGS
  const path = pathOf(address)
  const { control } = useFormContext<FormInput>()
  const { errors } = useFormState({ control, name: path, exact: true })
  const value: unknown = useWatch({ control, name: path })
  return { fault: faultText(texts, errors.items?.[item.key]?.message, item, value), findings }
}

/** The messages of each item in a row of the group; `text` is what stands in its box. */
export function useRowMessages(row: number): (item: ItemDefinition, text: string) => ItemMessages {
  const texts = useTexts()
  const findings = useFindings()
  const { control } = useFormContext<FormInput>()
  const { errors } = useFormState({ control, name: `rows.${row}` })
  const ofRow = errors.rows?.[row]
  return (item, text) => ({
    fault: faultText(texts, ofRow?.[item.key]?.message, item, text),
    findings: findings.get(pointerOf({ item, row })) ?? NO_FINDINGS,
  })
}

function faultText(
  { tKnown }: Texts,
  key: string | undefined,
  item: ItemDefinition,
  value: unknown,
): string | null {
  if (key === undefined || key === '') return null
  const text = typeof value === 'string' ? value : ''
  const again = entryCheckOf(item)(normaliseEntry(item.kind, text))
  return tKnown(key, again?.params ?? {})
}
