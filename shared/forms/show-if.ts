import type { ItemDefinition, RowValues, ShowIf } from './define.ts'

/** The condition holds in this row, or, for an item the row does not have, in the form's items. */
export function holds(condition: ShowIf, row: RowValues, formItems: RowValues): boolean {
  const value = row[condition.item] ?? formItems[condition.item] ?? ''
  return condition.in.includes(value)
}

/** The item is asked on screen: not kept as a column only, and its condition holds. */
export function isShown(item: ItemDefinition, row: RowValues, formItems: RowValues): boolean {
  if (item.hidden === true) return false
  return item.showIf === undefined || holds(item.showIf, row, formItems)
}
