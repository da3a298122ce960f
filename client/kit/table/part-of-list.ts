import type { Sorting } from './columns.ts'

/** By which columns the server orders the whole of a list. */
export interface ServedOrder {
  readonly sorting: Sorting | null
  readonly sortable: readonly string[]
  readonly onSort: (key: string) => void
}

/** Rows that are a part of a list. */
export interface PartOfList extends Partial<ServedOrder> {
  /** Null: nobody has counted them. */
  readonly total: number | null
}

/** What the rows here are of the list that the server holds; undefined: all of it. */
export function partOf(
  here: number,
  total: number,
  served: Partial<ServedOrder> = {},
): PartOfList | undefined {
  return total > here ? { total, ...served } : undefined
}
