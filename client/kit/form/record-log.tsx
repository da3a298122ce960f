import { Button } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues, ItemDefinition } from '../../../shared/forms/define.ts'
import { EmptyState } from '../page.tsx'
import page from '../page.module.css'
import type { SubjectScreen } from '../subject-data.ts'
import { SortableTable } from '../table/sortable-table.tsx'
import { useTexts } from '../texts.ts'
import css from './log.module.css'
import { isNumeric, itemColumn } from './item-column.ts'
import { ClosablePart, useClosing, type Closing } from './leave-guard.tsx'
import { LogDrafts } from './log-drafts.tsx'
import { LogEditor } from './log-editor.tsx'
import { keepFocus, moveFocus } from './move-focus.ts'
import { valueText } from './value-text.ts'

export interface RecordLogProps {
  readonly form: FormDefinition
  readonly records: readonly RecordView[]
  readonly screen: SubjectScreen
  readonly readOnly: boolean
  /** Columns of the table; else the first items of the form. */
  readonly columns?: readonly string[]
  /** The boxes, for forms with a screen of their own. */
  readonly body?: ReactNode
  /** Stands above the list while no entry is open; starts a new one with what it begins with. */
  readonly offers?: (start: (values: FormValues) => void) => ReactNode
  /** Draws one value, for columns that show more than text; null: as text. */
  readonly draw?: (item: ItemDefinition, record: RecordView) => ReactNode
}

const COLUMNS_AT_MOST = 8
/** Stands for the entry that is not saved yet. */
const NEW = 'new'

/** A log as a table; a row is opened, added or removed above it, in place. */
export function RecordLog(props: RecordLogProps): ReactNode {
  const { t } = useTexts()
  const { form } = props
  const rows = useOpenedRow()
  const { chosen, prefilled } = rows
  const records = sorted(form, props.records)
  const record = records.find(({ id }) => id === chosen) ?? null
  const isOpen = chosen === NEW || record !== null
  return (
    <div id={rows.logId}>
      <ClosablePart closing={rows.closing}>
        {isOpen && (
          <LogEditor
            {...props}
            key={chosen}
            record={record}
            prefilled={prefilled}
            onClose={rows.close}
            onDone={rows.done}
          />
        )}
        {!props.readOnly && !isOpen && <LogStart {...props} records={records} onOpen={rows.open} />}
        {records.length === 0 ? (
          <EmptyState>{t('log.empty')}</EmptyState>
        ) : (
          <LogTable {...props} records={records} chosen={chosen} onChoose={rows.change} />
        )}
      </ClosablePart>
    </div>
  )
}

interface OpenedRow {
  readonly chosen: string | null
  /** What a new entry begins with; null: nothing. */
  readonly prefilled: FormValues | null
  readonly closing: Closing
  readonly logId: string
  readonly open: (id: string, begin?: FormValues) => void
  /** Opens another row in place of the one that is open. */
  readonly change: (id: string) => void
  /** The person closes it: asks where something is not saved. */
  readonly close: () => void
  /** It was saved or removed. */
  readonly done: () => void
}

/** Which row is open; the focus goes to its title, and back to the button that opened it. */
function useOpenedRow(): OpenedRow {
  const [{ chosen, prefilled }, choose] = useState<Pick<OpenedRow, 'chosen' | 'prefilled'>>(NONE)
  const closing = useClosing()
  const logId = useId()
  const log = (): Element | null => document.getElementById(logId)
  const find = (place: string) => () => log()?.querySelector(place)
  const open: OpenedRow['open'] = (id, begin) => {
    choose({ chosen: id, prefilled: begin ?? null })
    moveFocus(log(), [find('[data-editor-title]')])
  }
  const openers = [find(`[data-row="${chosen ?? ''}"]`), find(`[data-row="${NEW}"]`)]
  return {
    chosen,
    prefilled,
    closing,
    logId,
    open,
    change: (id) => {
      if (id === chosen) return
      closing.close(() => {
        open(id)
      })
    },
    close: () => {
      closing.close(() => {
        choose(NONE)
        moveFocus(log(), openers)
      })
    },
    done: () => {
      choose(NONE)
      keepFocus(log(), openers)
    },
  }
}

const NONE = { chosen: null, prefilled: null }

interface LogStartProps extends RecordLogProps {
  readonly onOpen: OpenedRow['open']
}

/** Before a row is opened: the drafts kept here, and the way to a new entry. */
function LogStart(props: LogStartProps): ReactNode {
  const { form, records, screen, columns, onOpen } = props
  const { t } = useTexts()
  return (
    <>
      {props.offers?.((values) => {
        onOpen(NEW, values)
      })}
      <LogDrafts
        study={screen.study.id}
        subjid={screen.subject.subjid}
        form={form.key}
        nameOf={(id) => {
          const kept = records.find((one) => one.id === id)
          return kept === undefined ? null : firstValue(columnsOf(form, columns), kept)
        }}
        onOpen={(id) => {
          onOpen(id ?? NEW)
        }}
      />
      <p>
        <Button
          data-row={NEW}
          onClick={() => {
            onOpen(NEW)
          }}
        >
          {t('log.add')}
        </Button>
      </p>
    </>
  )
}

interface LogTableProps extends RecordLogProps {
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
}

function LogTable(props: LogTableProps): ReactNode {
  const { form, records, columns, draw, chosen, onChoose } = props
  const { t, say, language } = useTexts()
  const items = columnsOf(form, columns)
  return (
    <SortableTable
      name={form.key}
      rows={records}
      columns={items.map((item) => itemColumn(item, say(item.label), language))}
      actions={t('form.rowActions')}
      className={`${page['wrapHeads'] ?? ''} ${css['log'] ?? ''}`}
      keep={({ id }) => id === chosen}
    >
      {(record) => (
        <tr key={record.id} className={record.id === chosen ? css['chosen'] : undefined}>
          {items.map((item) => (
            <td key={item.key} className={alignmentOf(item)}>
              {draw?.(item, record) ?? valueText(item, record.values.items, language)}
            </td>
          ))}
          <td className={page['number']}>
            <Button
              variant="default"
              size="compact-xs"
              data-row={record.id}
              aria-label={t('log.openRow', { row: firstValue(items, record) })}
              onClick={() => {
                onChoose(record.id)
              }}
            >
              {record.completeness === 'partial' ? '◑ ' : ''}
              {t('log.open')}
            </Button>
          </td>
        </tr>
      )}
    </SortableTable>
  )
}

function alignmentOf(item: ItemDefinition): string | undefined {
  if (isNumeric(item)) return page['number']
  if (item.kind === 'code' && item.codes.length > 2) return css['words']
  return item.kind === 'date' ? css['date'] : undefined
}

function columnsOf(form: FormDefinition, keys?: readonly string[]): readonly ItemDefinition[] {
  const shown = form.items.filter((item) => item.hidden !== true)
  if (keys === undefined) return shown.slice(0, COLUMNS_AT_MOST)
  return keys.flatMap((key) => shown.find((item) => item.key === key) ?? [])
}

function firstValue(items: readonly ItemDefinition[], record: RecordView): string {
  return record.values.items[items[0]?.key ?? ''] ?? ''
}

function sorted(form: FormDefinition, records: readonly RecordView[]): readonly RecordView[] {
  const by = form.sortBy ?? []
  const keyOf = ({ values }: RecordView): string =>
    by.map((key) => values.items[key] ?? '').join('\u0001')
  return [...records].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
