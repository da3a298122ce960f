import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { TextKey } from '../../../shared/texts/keys.ts'
import { useTexts } from '../texts.ts'
import { tableText, type TableColumn } from './columns.ts'
import css from './table.module.css'

interface Filtering {
  readonly open: boolean
  /** Some column is narrowed. */
  readonly inForce: boolean
  readonly toggle: () => void
}

interface TableToolsProps<Row> {
  /** The rows that fit the filters, in their order. */
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  /** How many rows there are, in words. */
  readonly count: string
  /** Null: the table is not filtered here. */
  readonly filtering: Filtering | null
}

/** Above a table: how much of it is shown, its filters, and the way to a spreadsheet. */
export function TableTools<Row>(props: TableToolsProps<Row>): ReactNode {
  const { t } = useTexts()
  const { rows, columns, count, filtering } = props
  return (
    <div className={css['tools']}>
      <span role="status">{count}</span>
      {filtering !== null && (
        <Button
          variant="default"
          size="compact-xs"
          aria-expanded={filtering.open}
          onClick={filtering.toggle}
        >
          {t(filterText(filtering))}
        </Button>
      )}
      <CopyTable rows={rows} columns={columns} />
    </div>
  )
}

function filterText({ open, inForce }: Filtering): TextKey {
  if (!open) return 'table.filter'
  return inForce ? 'table.unfilter' : 'table.closeFilters'
}

/** Copies the rows as they stand, in their order; says whether the browser did. */
function CopyTable<Row>({
  rows,
  columns,
}: Pick<TableToolsProps<Row>, 'rows' | 'columns'>): ReactNode {
  const { t } = useTexts()
  const [copied, setCopied] = useState<number | 'refused' | null>(null)
  const copy = (): void => {
    copyText(tableText(rows, columns)).then(
      (done) => {
        setCopied(done ? rows.length : 'refused')
      },
      () => {
        setCopied('refused')
      },
    )
  }
  return (
    <>
      <Button variant="default" size="compact-xs" onClick={copy}>
        {t('table.copy')}
      </Button>
      <span role="status" className={css['copied']}>
        {copied === 'refused' && t('table.notCopied')}
        {typeof copied === 'number' && t('table.copied', { rows: copied })}
      </span>
    </>
  )
}

/** False where the browser gives no clipboard, as on a connection that is not secure. */
async function copyText(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return false
  await navigator.clipboard.writeText(text)
  return true
}
