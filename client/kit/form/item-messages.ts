import { useFormContext, useWatch } from 'react-hook-form'
import { entryCheckOf } from '../../../shared/forms/entry-faults.ts'
import { normaliseEntry } from '../../../shared/forms/normalise-entry.ts'
import { useTexts } from '../texts.ts'
import { useFindings, type ShownFinding } from './findings.ts'
import type { FormInput } from './form-input.ts'
import { pathOf, pointerOf, type ItemAddress } from './item-address.ts'

export interface ItemMessages {
  /** The entry cannot be stored. */
  readonly fault: string | null
  /** What is odd about it; it can be stored. */
  readonly findings: readonly ShownFinding[]
}

/** The messages of one item: the format fault, and the findings of the checks. */
export function useItemMessages(address: ItemAddress): ItemMessages {
  const { tKnown } = useTexts()
  const findings = useFindings().get(pointerOf(address)) ?? []
  const path = pathOf(address)
  const { getFieldState, control } = useFormContext<FormInput>()
  const value: unknown = useWatch({ control, name: path })
  const key = getFieldState(path).error?.message
  if (key === undefined || key === '') return { fault: null, findings }
  const text = typeof value === 'string' ? value : ''
  const again = entryCheckOf(address.item)(normaliseEntry(address.item.kind, text))
  return { fault: tKnown(key, again?.params ?? {}), findings }
}
