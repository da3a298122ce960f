import type { ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { FormDefinition, GroupDefinition, RowValues } from '../../../shared/forms/define.ts'
import { holds, isShown } from '../../../shared/forms/show-if.ts'
import { OtherFindings } from '../edit-checks/other-findings.tsx'
import { shownItems, withoutBlanks, type FormInput } from './form-input.ts'
import { GroupGrid } from './group-grid.tsx'
import { pointerOf } from './item-address.ts'
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
      <FindingsBeside form={form} />
    </>
  )
}

function isGroupAsked({ showIf }: GroupDefinition, items: RowValues): boolean {
  return showIf === undefined || holds(showIf, {}, items)
}

/** What is odd about the form, and stands at no box of it. */
function FindingsBeside({ form }: { readonly form: FormDefinition }): ReactNode {
  const { control } = useFormContext<FormInput>()
  const items = useWatch({ control, name: 'items' })
  const rows = useWatch({ control, name: 'rows' })
  const formItems = withoutBlanks(items)
  const own = shownItems(form.items, items).map((item) => pointerOf({ item, row: null }))
  const inRows = rows.flatMap((values, row) =>
    (form.group?.items ?? [])
      .filter((item) => item.hidden !== true && isShown(item, withoutBlanks(values), formItems))
      .map((item) => pointerOf({ item, row })),
  )
  return <OtherFindings boxes={new Set([...own, ...inRows])} />
}
