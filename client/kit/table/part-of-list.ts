import type { Sorting } from './columns.ts'

/** Rows that are a part of a list, and by which columns the server orders the whole of it. */
export interface PartOfList {
  /** Null: nobody has counted them. */
  readonly total: number | null
  readonly sorting?: Sorting | null
  readonly sortable?: readonly string[]
  readonly onSort?: (key: string) => void
}

/** What the rows here are of the list that the server holds; undefined: all of it. */
export function partOf(here: number, total: number): PartOfList | undefined {
  return total > here ? { total } : undefined
}
