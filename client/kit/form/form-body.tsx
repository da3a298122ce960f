import { memo, useDeferredValue, useMemo, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { FormDefinition, GroupDefinition, RowValues } from '../../../shared/forms/define.ts'
import { holds, isShown } from '../../../shared/forms/show-if.ts'
import { OtherFindings } from '../edit-checks/other-findings.tsx'
import { shownItems, withoutBlanks, type FormInput } from './form-input.ts'
import { GroupGrid } from './group-grid.tsx'
import { pointerOf } from './item-address.ts'
import { ItemField } from './item-field.tsx'

interface FormBodyProps {
  readonly form: FormDefinition
}

/** The items of a form in their order, then the rows of its group. */
export const FormBody = memo(function FormBody({ form }: FormBodyProps): ReactNode {
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
})

function isGroupAsked({ showIf }: GroupDefinition, items: RowValues): boolean {
  return showIf === undefined || holds(showIf, {}, items)
}

/** What is odd about the form, and stands at no box of it. */
function FindingsBeside({ form }: FormBodyProps): ReactNode {
  const { control } = useFormContext<FormInput>()
  // Findings come after the typed sign was drawn; so does what is around them.
  const items = useDeferredValue(useWatch({ control, name: 'items' }))
  const rows = useDeferredValue(useWatch({ control, name: 'rows' }))
  const boxes = useMemo(() => boxesOf(form, { items, rows }), [form, items, rows])
  return <OtherFindings boxes={boxes} />
}

function boxesOf(form: FormDefinition, { items, rows }: FormInput): ReadonlySet<string> {
  const formItems = withoutBlanks(items)
  const boxes = new Set(shownItems(form.items, items).map((item) => pointerOf({ item, row: null })))
  const inRow = (form.group?.items ?? []).filter((item) => item.hidden !== true)
  rows.forEach((held, row) => {
    const values = withoutBlanks(held)
    for (const item of inRow) {
      if (isShown(item, values, formItems)) boxes.add(pointerOf({ item, row }))
    }
  })
  return boxes
}
