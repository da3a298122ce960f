import type { FormDefinition, FormValues, ItemDefinition, RowValues } from './define.ts'
import { reasonKey } from './define.ts'

/** One value of a filled form: an item of its own, or of the row with this identity. */
export interface ValuePlace {
  readonly item: string
  /** Identity of the row, its values joined by `|`; empty outside the group. */
  readonly groupRow: string
}

/** What tells a row of a group from the others. */
export function groupRowOf(identity: readonly string[], row: RowValues): string {
  return identity.map((key) => row[key] ?? '').join('|')
}

/**
 * What a verification speaks of, as plain data: the value and the reason of one item, or all values
 * of the form for an empty item. `null` where the form has no such item or row.
 */
export function verifiedContent(
  form: FormDefinition,
  values: FormValues,
  { item, groupRow }: ValuePlace,
): object | null {
  if (item === '') return groupRow === '' ? values : null
  const [items, row] = groupRow === '' ? [form.items, values.items] : rowOf(form, values, groupRow)
  if (row === undefined || !items.some(({ key }) => key === item)) return null
  return { value: row[item] ?? null, reason: row[reasonKey(item)] ?? null }
}

function rowOf(
  { group }: FormDefinition,
  { rows }: FormValues,
  groupRow: string,
): readonly [readonly ItemDefinition[], RowValues | undefined] {
  if (group === undefined) return [[], undefined]
  return [group.items, rows.find((row) => groupRowOf(group.identity, row) === groupRow)]
}

/** A place as one text, for sets and maps. */
export function valuePlaceKey({ item, groupRow }: ValuePlace): string {
  return groupRow === '' ? item : `${item}@${groupRow}`
}
