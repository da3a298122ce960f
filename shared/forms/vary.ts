import type { Code, FormDefinition, ItemDefinition } from './define.ts'

/** The form with one item changed, wherever it stands. Throws when the form has no such item. */
function withItem(
  form: FormDefinition,
  key: string,
  change: (item: ItemDefinition) => ItemDefinition,
): FormDefinition {
  const all = [...form.items, ...(form.group?.items ?? [])]
  if (!all.some((item) => item.key === key)) throw new Error(`${form.key} has no item ${key}.`)
  const apply = (items: readonly ItemDefinition[]): readonly ItemDefinition[] =>
    items.map((item) => (item.key === key ? change(item) : item))
  const items = apply(form.items)
  return form.group === undefined
    ? { ...form, items }
    : { ...form, items, group: { ...form.group, items: apply(form.group.items) } }
}

/** The form with another list of codes at one coded item, which is then asked on screen. */
export function withCodes(
  form: FormDefinition,
  key: string,
  codes: readonly Code[],
): FormDefinition {
  return withItem(form, key, (item) => {
    if (item.kind !== 'code') throw new Error(`${form.key}.${key} is no coded item.`)
    return { ...item, codes, hidden: false }
  })
}

/** The form with these items asked, or kept as columns only. */
export function withHidden(
  form: FormDefinition,
  keys: readonly string[],
  hidden: boolean,
): FormDefinition {
  return keys.reduce((now, key) => withItem(now, key, (item) => ({ ...item, hidden })), form)
}
