import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues, ItemDefinition } from '../../../shared/forms/define.ts'
import { EmptyState } from '../page.tsx'
import page from '../page.module.css'
import type { SubjectScreen } from '../subject-data.ts'
import { useTexts } from '../texts.ts'
import css from './log.module.css'
import { ClosablePart, useClosing } from './leave-guard.tsx'
import { LogDrafts } from './log-drafts.tsx'
import { LogEditor } from './log-editor.tsx'
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
  const { form, readOnly } = props
  const [chosen, setChosen] = useState<string | null>(null)
  const [prefilled, setPrefilled] = useState<FormValues | null>(null)
  const records = sorted(form, props.records)
  const record = records.find(({ id }) => id === chosen) ?? null
  const open = chosen === NEW || record !== null
  const closing = useClosing()
  const choose = (id: string | null): void => {
    setChosen(id)
    setPrefilled(null)
  }
  return (
    <ClosablePart closing={closing}>
      {open && (
        <LogEditor
          {...props}
          key={chosen}
          record={record}
          prefilled={prefilled}
          onClose={() => {
            closing.close(() => {
              choose(null)
            })
          }}
          onDone={() => {
            choose(null)
          }}
        />
      )}
      {!readOnly &&
        !open &&
        props.offers?.((values) => {
          setPrefilled(values)
          setChosen(NEW)
        })}
      {!readOnly && !open && <LogStart {...props} records={records} onOpen={setChosen} />}
      {records.length === 0 ? (
        <EmptyState>{t('log.empty')}</EmptyState>
      ) : (
        <LogTable
          {...props}
          records={records}
          chosen={chosen}
          onChoose={(id) => {
            if (id !== chosen) {
              closing.close(() => {
                choose(id)
              })
            }
          }}
        />
      )}
    </ClosablePart>
  )
}

/** Before a row is opened: the drafts kept here, and the way to a new entry. */
function LogStart({
  form,
  records,
  screen,
  columns,
  onOpen,
}: RecordLogProps & { readonly onOpen: (id: string) => void }): ReactNode {
  const { t } = useTexts()
  return (
    <>
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

function LogTable({ form, records, columns, draw, chosen, onChoose }: LogTableProps): ReactNode {
  const { t, say, language } = useTexts()
  const items = columnsOf(form, columns)
  return (
    <div className={page['tableWrap']}>
      <table className={`${page['table'] ?? ''} ${css['log'] ?? ''}`}>
        <thead>
          <tr>
            {items.map((item) => (
              <th scope="col" key={item.key}>
                {say(item.label)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('form.rowActions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id} className={record.id === chosen ? css['chosen'] : undefined}>
              {items.map((item) => (
                <td key={item.key} className={item.kind === 'date' ? css['date'] : undefined}>
                  {draw?.(item, record) ?? valueText(item, record.values.items, language)}
                </td>
              ))}
              <td className={page['number']}>
                <Button
                  variant="default"
                  size="compact-xs"
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
          ))}
        </tbody>
      </table>
    </div>
  )
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
