import type { FormDefinition, FormValues, ItemDefinition, RowValues } from '../../forms/define.ts'
import { reasonKey } from '../../forms/define.ts'
import { cutToLimit } from '../../forms/entry-faults.ts'
import { rowNames } from '../../forms/row-name.ts'

/** A stored text of a filled form: its row inside the group, or null among the form's own items. */
export interface Field {
  readonly row: string | null
  readonly item: string
  readonly text: string
}

/** What a field is known by inside its form. */
export function fieldKey({ row, item }: Pick<Field, 'row' | 'item'>): string {
  return JSON.stringify([row, item])
}

/**
 * Every stored text of a form, in the order of its definition; what the definition does not know comes
 * last. Rows are named as the trail names them; of two rows of one name the second bears a number.
 */
export function fieldsOf(form: FormDefinition | undefined, values: FormValues): readonly Field[] {
  const own = textsOf(form?.items ?? [], values.items)
  const names = rowNames(form?.group?.identity ?? [''], values.rows)
  const rows = values.rows.flatMap((row, at) =>
    textsOf(form?.group?.items ?? [], row).map((field) => ({ ...field, row: names[at] ?? '' })),
  )
  return [...own.map((field) => ({ ...field, row: null })), ...rows]
}

function textsOf(
  items: readonly ItemDefinition[],
  values: RowValues,
): readonly Pick<Field, 'item' | 'text'>[] {
  const known = items.flatMap(({ key }) => [key, reasonKey(key)])
  const others = Object.keys(values).filter((key) => !known.includes(key))
  return [...known, ...others.sort()].flatMap((item) => {
    const text = within(items, item, values[item] ?? '')
    return text === '' ? [] : [{ item, text }]
  })
}

/** No more of a date than may be collected of it. @source PR-02 */
function within(items: readonly ItemDefinition[], key: string, text: string): string {
  const item = items.find((one) => one.key === key)
  return item?.kind === 'date' ? cutToLimit(item, text) : text
}
