import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import page from '../page.module.css'
import { useTexts, type Texts } from '../texts.ts'
import { sortedRows, type Sorting, type TableColumn } from './columns.ts'
import { filteredRows } from './filters.ts'
import type { PartOfList } from './part-of-list.ts'
import { FilterRow, TableHeads } from './table-head.tsx'
import { TableTools } from './table-tools.tsx'
import { useTableView, type TableView } from './table-view.ts'
import css from './table.module.css'

interface SortableTableProps<Row> {
  /** Keeps the tables of one page apart in the address. */
  readonly name: string
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  /** Name of the column of buttons at the end, for those who hear it; without one there is none. */
  readonly actions?: string
  /** How many rows there are before the page itself narrowed them. */
  readonly all?: number
  /** The server holds more than the rows here: it alone could sort and filter them. */
  readonly part?: PartOfList | undefined
  /** So many rows are drawn until the reader asks for the others. */
  readonly first?: number
  /** Stays in sight whatever the filters are: somebody works in it. */
  readonly keep?: (row: Row) => boolean
  /** In pixels; a table of few short columns is not drawn out over a wide screen. */
  readonly width?: number
  readonly className?: string | undefined
  /** The lines of one row, drawn in the order of the columns. */
  readonly children: (row: Row) => ReactNode
}

const DRAWN_AT_FIRST = 100

/**
 * A table of records: each head sorts it, each column can be narrowed, and it is copied as text for a
 * spreadsheet. Where only a part of a list is here, it does none of what would be true of the part alone.
 */
export function SortableTable<Row>(props: SortableTableProps<Row>): ReactNode {
  const { name, rows, columns, actions, part, width } = props
  const texts = useTexts()
  const view = useTableView(name)
  const [opened, setOpened] = useState(false)
  const [cleared, setCleared] = useState(0)
  const open = part === undefined && (opened || view.filters.size > 0)
  const fitting = part === undefined ? fittingRows(props, view, texts) : rows
  const clear = (): void => {
    // What was typed into the boxes goes at once; the address follows.
    setCleared(cleared + 1)
    view.clear()
  }
  const toggle = (): void => {
    setOpened(!open)
    if (open) clear()
  }
  return (
    <div style={width === undefined ? undefined : { maxWidth: width }}>
      <TableTools
        rows={fitting}
        columns={columns}
        count={countText(props, fitting.length, texts)}
        filtering={part === undefined ? { open, inForce: view.filters.size > 0, toggle } : null}
      />
      <div className={page['tableWrap']}>
        <table className={[page['table'], props.className ?? ''].join(' ').trim()}>
          <thead>
            <TableHeads columns={columns} actions={actions} {...sortsOf(part, view)} />
            {open && (
              <FilterRow key={cleared} {...{ rows, columns, actions, view }} blank={cleared > 0} />
            )}
          </thead>
          <TableBody {...props} fitting={fitting} onClear={clear} />
        </table>
      </div>
    </div>
  )
}

function fittingRows<Row>(
  { rows, columns, keep }: SortableTableProps<Row>,
  { filters, sorting }: TableView,
  { language }: Texts,
): readonly Row[] {
  const fit = new Set(filteredRows(rows, columns, filters))
  const shown = rows.filter((row) => fit.has(row) || keep?.(row) === true)
  return sortedRows(shown, columns, sorting, language)
}

interface Sorts {
  readonly sorting: Sorting | null
  readonly sortable: (key: string) => boolean
  readonly onSort: (key: string) => void
}

function sortsOf(part: PartOfList | undefined, view: TableView): Sorts {
  if (part === undefined) {
    return { sorting: view.sorting, sortable: () => true, onSort: view.sort }
  }
  const { sorting = null, sortable = [], onSort } = part
  return {
    sorting,
    sortable: (key) => sortable.includes(key),
    onSort: (key) => {
      onSort?.(key)
    },
  }
}

function countText<Row>(
  { rows, all = rows.length, part }: SortableTableProps<Row>,
  shown: number,
  { t }: Texts,
): string {
  if (part === undefined) {
    return shown === all ? t('table.rows', { all }) : t('table.shown', { shown, all })
  }
  if (part.total === null) return t('table.onPage', { shown })
  return t(part.sortable === undefined ? 'table.part' : 'table.partSorted', {
    shown,
    total: part.total,
  })
}

interface TableBodyProps<Row> extends SortableTableProps<Row> {
  readonly fitting: readonly Row[]
  readonly onClear: () => void
}

/** The first rows, and the others when asked for; in words where none fits. */
function TableBody<Row>(props: TableBodyProps<Row>): ReactNode {
  const { rows, columns, actions, fitting, keep, first = DRAWN_AT_FIRST } = props
  const { t } = useTexts()
  const [whole, setWhole] = useState(false)
  const span = columns.length + (actions === undefined ? 0 : 1)
  const drawn = whole ? fitting : fitting.filter((row, at) => at < first || keep?.(row) === true)
  return (
    <tbody>
      {drawn.map(props.children)}
      {fitting.length === 0 && rows.length > 0 && (
        <WideRow span={span}>
          {t('table.none')}{' '}
          <Button variant="default" size="compact-xs" onClick={props.onClear}>
            {t('table.showAll')}
          </Button>
        </WideRow>
      )}
      {fitting.length > first && (
        <WideRow span={span}>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setWhole(!whole)
            }}
          >
            {whole ? t('table.fewer') : t('table.more', { count: fitting.length - drawn.length })}
          </Button>
        </WideRow>
      )}
    </tbody>
  )
}

function WideRow(props: { readonly span: number; readonly children: ReactNode }): ReactNode {
  return (
    <tr>
      <td colSpan={props.span} className={css['wide']}>
        {props.children}
      </td>
    </tr>
  )
}
