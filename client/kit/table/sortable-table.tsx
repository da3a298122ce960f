import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import page from '../page.module.css'
import { useTexts } from '../texts.ts'
import { nextSorting, sortedRows, tableText, type Sorting, type TableColumn } from './columns.ts'
import css from './table.module.css'

interface SortableTableProps<Row> {
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  /** Name of the column of buttons at the end, for those who hear it. */
  readonly actions: string
  /** The lines of one row, drawn in the order of the columns. */
  readonly children: (row: Row) => ReactNode
}

/** A table whose heads sort the rows shown, and that is copied as text for a spreadsheet. */
export function SortableTable<Row>(props: SortableTableProps<Row>): ReactNode {
  const { rows, columns, actions, children } = props
  const { language } = useTexts()
  const [sorting, setSorting] = useState<Sorting | null>(null)
  const ordered = sortedRows(rows, columns, sorting, language)
  return (
    <>
      <CopyTable rows={ordered} columns={columns} />
      <div className={page['tableWrap']}>
        <table className={page['table']}>
          <thead>
            <tr>
              {columns.map((column) => (
                <SortHead
                  key={column.key}
                  column={column}
                  sorting={sorting}
                  onSort={(key) => {
                    setSorting(nextSorting(sorting, key))
                  }}
                />
              ))}
              <th scope="col">
                <span className="visually-hidden">{actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>{ordered.map(children)}</tbody>
        </table>
      </div>
    </>
  )
}

interface SortHeadProps {
  readonly column: Pick<TableColumn<never>, 'key' | 'head' | 'numeric'>
  readonly sorting: Sorting | null
  readonly onSort: (key: string) => void
}

function SortHead({ column, sorting, onSort }: SortHeadProps): ReactNode {
  const { t } = useTexts()
  const { key, head, numeric } = column
  const order = sorting?.key !== key ? 'none' : sorting.descending ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={order} className={numeric === true ? page['number'] : undefined}>
      <button
        type="button"
        className={css['sort']}
        title={t('table.sort')}
        onClick={() => {
          onSort(key)
        }}
      >
        {head}
        <span className={css['sign']} aria-hidden="true">
          {SIGNS[order]}
        </span>
      </button>
    </th>
  )
}

const SIGNS = { none: '', ascending: '↑', descending: '↓' } as const

/** Copies the rows as they stand, in their order; says whether the browser did. */
function CopyTable<Row>({
  rows,
  columns,
}: Pick<SortableTableProps<Row>, 'rows' | 'columns'>): ReactNode {
  const { t } = useTexts()
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = (): void => {
    copyText(tableText(rows, columns)).then(setCopied, () => {
      setCopied(false)
    })
  }
  return (
    <div className={css['tools']}>
      <span role="status">
        {copied === null
          ? ''
          : t(copied ? 'table.copied' : 'table.notCopied', { rows: rows.length })}
      </span>
      <Button variant="default" size="compact-xs" onClick={copy}>
        {t('table.copy')}
      </Button>
    </div>
  )
}

/** False where the browser gives no clipboard, as on a connection that is not secure. */
async function copyText(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return false
  await navigator.clipboard.writeText(text)
  return true
}
