import { reasonKey, type ItemDefinition } from '../../../shared/forms/define.ts'

/** Where an item stands in a form: among its own items, or in a row of its group. */
export interface ItemAddress {
  readonly item: ItemDefinition
  /** null: an item of the form itself. */
  readonly row: number | null
}

export type ItemPath = `items.${string}` | `rows.${number}.${string}`

export function pathOf({ item, row }: ItemAddress): ItemPath {
  return row === null ? `items.${item.key}` : `rows.${row}.${item.key}`
}

export function reasonPathOf({ item, row }: ItemAddress): ItemPath {
  const key = reasonKey(item.key)
  return row === null ? `items.${key}` : `rows.${row}.${key}`
}

/** JSON pointer of the item into the stored values, as findings and problems use it. */
export function pointerOf({ item, row }: ItemAddress): string {
  return row === null ? `/items/${item.key}` : `/rows/${row}/${item.key}`
}

/** The boxes' path of a pointer: `/items/AETERM` is `items.AETERM`; null where it names no box. */
export function pathOfPointer(pointer: string): ItemPath | null {
  const match = /^(?:\/values)?\/(items\/[^/]+|rows\/\d+\/[^/]+)$/.exec(pointer)
  return match?.[1] === undefined ? null : (match[1].replaceAll('/', '.') as ItemPath)
}

/** A path that a box bears, read back from the page; null where it is none. */
export function asItemPath(text: string): ItemPath | null {
  return /^(?:items\.[^.]+|rows\.\d+\.[^.]+)$/.test(text) ? (text as ItemPath) : null
}
