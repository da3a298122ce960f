import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, ItemDefinition } from '../../../shared/forms/define.ts'
import { EmptyState } from '../page.tsx'
import page from '../page.module.css'
import { lesionsOf, type SubjectScreen } from '../subject-data.ts'
import { useTexts } from '../texts.ts'
import { HistoryLink } from './history-link.tsx'
import css from './log.module.css'
import { RecordForm } from './record-form.tsx'
import { RemovalBox } from './removal-box.tsx'
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
  /** Draws one value, for columns that show more than text; null: as text. */
  readonly draw?: (item: ItemDefinition, record: RecordView) => ReactNode
}

const COLUMNS_AT_MOST = 8

/** A log as a table; a row is opened, added or removed below it, in place. */
export function RecordLog(props: RecordLogProps): ReactNode {
  const { t } = useTexts()
  const { form, screen, readOnly } = props
  const [chosen, setChosen] = useState<string | null>(null)
  const records = sorted(form, props.records)
  const record = records.find(({ id }) => id === chosen) ?? null
  return (
    <>
      {records.length === 0 ? (
        <EmptyState>{t('log.empty')}</EmptyState>
      ) : (
        <LogTable {...props} records={records} chosen={chosen} onChoose={setChosen} />
      )}
      {!readOnly && chosen === null && (
        <p>
          <Button
            onClick={() => {
              setChosen('new')
            }}
          >
            {t('log.add')}
          </Button>
        </p>
      )}
      {chosen !== null && (chosen === 'new' || record !== null) && (
        <section
          className={css['editor']}
          key={chosen}
          aria-label={t(record === null ? 'log.new' : 'log.change')}
        >
          <div className={css['editorHead']}>
            <h3>{t(record === null ? 'log.new' : readOnly ? 'log.look' : 'log.change')}</h3>
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => {
                setChosen(null)
              }}
            >
              {t('frame.close')}
            </Button>
          </div>
          <RecordForm
            form={form}
            place={{
              study: screen.study.id,
              subjid: screen.subject.subjid,
              form: form.key,
              visit: null,
            }}
            record={record}
            readOnly={readOnly}
            visitDate={null}
            anchorDate={screen.subject.anchorDate}
            lesions={lesionsOf(screen.present)}
            onSaved={(saved) => {
              setChosen(record === null ? null : saved.id)
            }}
            aside={
              <HistoryLink study={screen.study.id} subjid={screen.subject.subjid} record={record} />
            }
          >
            {props.body}
          </RecordForm>
          {record !== null && !readOnly && (
            <RemovalBox
              study={screen.study.id}
              subjid={screen.subject.subjid}
              record={record}
              onRemoved={() => {
                setChosen(null)
              }}
            />
          )}
        </section>
      )}
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
      <table className={page['table']}>
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
                <td key={item.key}>
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
