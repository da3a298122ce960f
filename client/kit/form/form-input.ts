import {
  reasonKey,
  type FormDefinition,
  type FormValues,
  type ItemDefinition,
  type RowValues,
} from '../../../shared/forms/define.ts'
import type { UseFormReturn } from 'react-hook-form'
import { isShown } from '../../../shared/forms/show-if.ts'

/** What the boxes of a form hold: every item present, empty text where nothing is recorded. */
export interface FormInput {
  items: Record<string, string>
  rows: Record<string, string>[]
}

export type RecordFormState = UseFormReturn<FormInput, unknown, FormValues>

/** Puts values into the boxes as if they had been typed. */
export function putIntoBoxes(
  form: FormDefinition,
  { getValues, setValue }: Pick<RecordFormState, 'getValues' | 'setValue'>,
  values: FormValues,
): void {
  const { items, rows } = toInput(form, values)
  const held = getValues()
  for (const [key, text] of Object.entries(items)) {
    if (held.items[key] !== text) setValue(`items.${key}`, text, { shouldDirty: true })
  }
  if (!sameRows(held.rows, rows)) setValue('rows', rows, { shouldDirty: true })
}

function sameRows(a: FormInput['rows'], b: FormInput['rows']): boolean {
  const same = (row: RowValues, other: RowValues | undefined): boolean =>
    [...Object.keys(row), ...Object.keys(other ?? {})].every(
      (key) => (row[key] ?? '') === (other?.[key] ?? ''),
    )
  return a.length === b.length && a.every((row, at) => same(row, b[at]))
}

/** Stored values as the boxes show them: every item and reason has a text. */
export function toInput(form: FormDefinition, values: FormValues | null): FormInput {
  return {
    items: completeRow(form.items, values?.items ?? {}),
    rows: (values?.rows ?? []).map((row) => completeRow(form.group?.items ?? [], row)),
  }
}

/** A row with a text for every item and reason, and whatever else it held. */
export function completeRow(
  items: readonly ItemDefinition[],
  row: RowValues,
): Record<string, string> {
  const empty = items.flatMap(({ key }) => [
    [key, ''],
    [reasonKey(key), ''],
  ])
  return { ...(Object.fromEntries(empty) as Record<string, string>), ...row }
}

/** What is stored: empty boxes and empty rows are left out, blanks around a value too. */
export function toValues(input: FormInput): FormValues {
  const rows = input.rows.map(withoutBlanks).filter((row) => Object.keys(row).length > 0)
  return { items: withoutBlanks(input.items), rows }
}

/** The place of a row among those that are stored: empty ones are not. */
export function storedIndex(rows: FormInput['rows'], row: number): number {
  return rows.slice(0, row).filter((one) => Object.keys(withoutBlanks(one)).length > 0).length
}

/** A row without empty values, as it is stored. */
export function withoutBlanks(row: RowValues | undefined): Record<string, string> {
  const filled = Object.entries(row ?? {})
    .map(([key, text]) => [key, text.trim()] as const)
    .filter(([, text]) => text !== '')
  return Object.fromEntries(filled)
}

/** Items drawn on screen: those not hidden that are asked, or hold a value that would be lost from sight. */
export function shownItems(
  items: readonly ItemDefinition[],
  row: RowValues,
): readonly ItemDefinition[] {
  const stored = withoutBlanks(row)
  return items.filter(
    (item) =>
      item.hidden !== true && (isShown(item, stored, stored) || (row[item.key] ?? '') !== ''),
  )
}
