import { useState, type ReactNode } from 'react'
import { parseDateEntry } from '../../shared/forms/date-entry.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { formatDate } from '../kit/format.ts'
import { useTexts } from '../kit/texts.ts'
import { todayAt } from '../kit/today.ts'
import { editedRow, scanDateOf, withEdit, type LedgerColumn } from './ledger.ts'
import type { LedgerTableProps } from './ledger-props.ts'
import css from './ledger.module.css'

/** Scan dates: one box for an assessment; where its rows bear several dates they are only shown. */
export function DateRow(props: LedgerTableProps): ReactNode {
  const { t } = useTexts()
  return (
    <tr>
      <th scope="row" className={css['first']}>
        {t('ledger.scanDate')}
      </th>
      {props.ledger.columns.map((column) => (
        <td key={column.visit} className={css['visit']}>
          <DateCell {...props} column={column} />
        </td>
      ))}
    </tr>
  )
}

type DateCellProps = LedgerTableProps & { readonly column: LedgerColumn }

function DateCell(props: DateCellProps): ReactNode {
  const { column, edits, onEdits, readOnly, ledger, timeZone } = props
  const { t, language } = useTexts()
  const [typed, setTyped] = useState<string | null>(null)
  const ids = ledger.lesions.map(({ id }) => id)
  const rows = ids.map((id) => editedRow(column.rows.get(id) ?? {}, edits[column.visit]?.[id]))
  const date = scanDateOf(rows)
  if (date === null) return <span title={t('ledger.severalDates')}>{t('ledger.several')}</span>
  if (readOnly) return formatDate(date, language)
  const understood = (text: string): string | null =>
    parseDateEntry(text, {
      today: parseDay(todayAt(timeZone)),
      visit: parseDay(column.date ?? ''),
      previous: null,
    })
  const wrong = typed !== null && typed !== '' && understood(typed) === null
  const commit = (): void => {
    if (typed === null || wrong) return
    const next = typed === '' ? '' : (understood(typed) ?? '')
    setTyped(null)
    if (next === date) return
    let changed = edits
    for (const lesion of ids)
      changed = withEdit(changed, { visit: column.visit, lesion }, { TRDAT: next })
    onEdits(changed)
  }
  return (
    <input
      className={`${css['box'] ?? ''} ${css['dateBox'] ?? ''}`}
      aria-label={`${t('ledger.scanDate')}, ${column.visit}`}
      aria-invalid={wrong}
      placeholder={t('form.dateHint')}
      value={typed ?? date}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
      }}
      onBlur={commit}
    />
  )
}
