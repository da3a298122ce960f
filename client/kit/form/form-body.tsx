import type { ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { FormDefinition, GroupDefinition, RowValues } from '../../../shared/forms/define.ts'
import { holds } from '../../../shared/forms/show-if.ts'
import { shownItems, withoutBlanks, type FormInput } from './form-input.ts'
import { GroupGrid } from './group-grid.tsx'
import { ItemField } from './item-field.tsx'

/** The items of a form in their order, then the rows of its group. */
export function FormBody({ form }: { readonly form: FormDefinition }): ReactNode {
  const { control } = useFormContext<FormInput>()
  const items = useWatch({ control, name: 'items' })
  return (
    <>
      {shownItems(form.items, items).map((item) => (
        <ItemField key={item.key} item={item} />
      ))}
      {form.group !== undefined && (
        <GroupGrid group={form.group} asked={isGroupAsked(form.group, withoutBlanks(items))} />
      )}
    </>
  )
}

function isGroupAsked({ showIf }: GroupDefinition, items: RowValues): boolean {
  return showIf === undefined || holds(showIf, {}, items)
}
