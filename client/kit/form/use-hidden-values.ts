import { useEffect, useMemo, useRef } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { leftoversOf, withoutLeftovers, type Leftover } from '../../../shared/forms/leftovers.ts'
import { toInput, withoutBlanks, type FormInput } from './form-input.ts'
import type { ItemPath } from './item-address.ts'

/** Values that an answer just given hides, and what can be done with them. */
export interface HiddenValues {
  /** Empty while no answer hides a value; else all that would not be asked any more. */
  readonly found: readonly Leftover[]
  /** The first answer that hides one; null while none does. */
  readonly asked: ItemPath | null
  readonly clear: () => void
  /** Gives the answers back that turned the questions off. */
  readonly takeBack: () => void
}

/**
 * Watches what the present answers hide. What was hidden in the record already, as an import left it,
 * asks for nothing by itself.
 */
export function useHiddenValues(form: FormDefinition, stored: FormValues | null): HiddenValues {
  const { control, getValues, setValue } = useFormContext<FormInput>()
  const items = useWatch({ control, name: 'items' })
  const rows = useWatch({ control, name: 'rows' })
  const found = useMemo(
    () => newlyHidden(form, gridValues({ items, rows }), stored),
    [form, items, rows, stored],
  )
  const clean = useRef<FormValues>({ items: {}, rows: [] })
  useEffect(() => {
    if (found.length === 0) clean.current = gridValues({ items, rows })
  }, [found, items, rows])
  const set = (path: ItemPath, value: string): void => {
    setValue(path, value, { shouldDirty: true, shouldValidate: true })
  }
  return {
    found,
    asked: found[0] === undefined ? null : pathOfTrigger(form, found[0]),
    clear: () => {
      const input = getValues()
      const cleared = toInput(form, withoutLeftovers(form, gridValues(input)))
      for (const [key, value] of Object.entries(cleared.items)) {
        if (value !== (input.items[key] ?? '')) set(`items.${key}`, value)
      }
      if (found.some(({ row }) => row !== null)) {
        setValue('rows', cleared.rows, { shouldDirty: true })
      }
    },
    takeBack: () => {
      for (const one of found) {
        const { trigger, row } = one
        const isOfForm = isTriggerOfForm(form, one)
        const held = isOfForm ? clean.current.items : clean.current.rows[row ?? 0]
        set(pathOfTrigger(form, one), held?.[trigger] ?? '')
      }
    },
  }
}

function isTriggerOfForm(form: FormDefinition, { trigger, row }: Leftover): boolean {
  return row === null || form.items.some(({ key }) => key === trigger)
}

function pathOfTrigger(form: FormDefinition, one: Leftover): ItemPath {
  const { trigger, row } = one
  return row === null || isTriggerOfForm(form, one) ? `items.${trigger}` : `rows.${row}.${trigger}`
}

/** Values as they stand, empty rows kept, so that a row has the number it has on screen. */
function gridValues({ items, rows }: FormInput): FormValues {
  return { items: withoutBlanks(items), rows: rows.map(withoutBlanks) }
}

function newlyHidden(
  form: FormDefinition,
  values: FormValues,
  stored: FormValues | null,
): readonly Leftover[] {
  const found = leftoversOf(form, values)
  const before = stored === null ? [] : leftoversOf(form, stored)
  const known = new Set(before.map(({ pointer, value }) => `${pointer} ${value}`))
  return found.some(({ pointer, value }) => !known.has(`${pointer} ${value}`)) ? found : []
}
