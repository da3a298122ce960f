import { useSearchParams } from 'react-router'
import { nextSorting, type Sorting } from './columns.ts'
import type { Filters } from './filters.ts'

/** How a reader looks at a table. The address holds it, so that the view can be sent to a colleague. */
export interface TableView {
  readonly sorting: Sorting | null
  readonly filters: Filters
  readonly sort: (key: string) => void
  /** Empty text takes the filter away. */
  readonly filter: (key: string, text: string) => void
  readonly clear: () => void
}

/**
 * The view of the table of this name; names keep the tables of one page apart. What the address says
 * under `resets` holds for the former order alone, as the page of a list that was turned to.
 */
export function useTableView(name: string, resets?: string): TableView {
  const [address, setAddress] = useSearchParams()
  const { sorting, filters } = readView(name, address)
  const change = (changed: ReadonlyMap<string, string>): void => {
    const next = new URLSearchParams(address)
    if (resets !== undefined) next.delete(resets)
    for (const [key, text] of changed) {
      if (text === '') next.delete(`${name}.${key}`)
      else next.set(`${name}.${key}`, text)
    }
    setAddress(next, { replace: true, preventScrollReset: true })
  }
  return {
    sorting,
    filters,
    sort: (key) => {
      const next = nextSorting(sorting, key)
      const text = next === null ? '' : `${next.descending ? '-' : ''}${next.key}`
      change(new Map([[SORT, text]]))
    },
    filter: (key, text) => {
      change(new Map([[key, text]]))
    },
    clear: () => {
      change(new Map([...filters.keys()].map((key) => [key, ''])))
    },
  }
}

const SORT = 'sort'

function readView(
  name: string,
  address: URLSearchParams,
): { readonly sorting: Sorting | null; readonly filters: Filters } {
  const filters = new Map<string, string>()
  let sorting: Sorting | null = null
  for (const [param, text] of address) {
    if (!param.startsWith(`${name}.`)) continue
    const key = param.slice(name.length + 1)
    if (key === SORT) sorting = { key: text.replace(/^-/, ''), descending: text.startsWith('-') }
    else if (text.trim() !== '') filters.set(key, text)
  }
  return { sorting, filters }
}

/** An address without the views of tables: what is on the page, not how it is looked at. */
export function withoutTableViews(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([param]) => !param.includes('.'))
  return new URLSearchParams(kept).toString()
}
