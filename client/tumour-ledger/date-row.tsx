import type { ReactNode } from 'react'
import { parseDateEntry } from '../../shared/forms/date-entry.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { formatDate } from '../kit/format.ts'
import { useTexts } from '../kit/texts.ts'
import { todayAt } from '../kit/today.ts'
import { FaultLine } from './fault-line.tsx'
import { DATE_BOX, withScanDate, type DateEntry } from './ledger-edits.ts'
import { boxId } from './ledger-faults.ts'
import type { LedgerColumn } from './ledger.ts'
import type { LedgerTableProps } from './ledger-props.ts'
import css from './ledger.module.css'
import { useBox } from './use-box.ts'

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
  const { t, language } = useTexts()
  const { scanDate } = props.column
  if (scanDate === null) {
    return <span title={t('ledger.severalDates')}>{t('ledger.several')}</span>
  }
  if (props.readOnly || props.isHeld(props.column.visit)) return formatDate(scanDate, language)
  return <DateBox {...props} shown={scanDate} />
}

function DateBox({
  column,
  onEdits,
  shown,
  timeZone,
}: DateCellProps & { readonly shown: string }): ReactNode {
  const { t } = useTexts()
  const enter = (entry: DateEntry): void => {
    onEdits((edits) => withScanDate(edits, column, entry))
  }
  const box = useBox({
    shown,
    fault: column.faults.find(({ lesion }) => lesion === DATE_BOX.lesion)?.text ?? null,
    read: (text) => (text.trim() === '' ? '' : readDate(text, column, timeZone)),
    current: column.dates,
    onTyped: ({ before, change, text }) => {
      if (change === null) enter({ ...before, fault: text })
      else enter({ ofRows: before.ofRows.map(() => change), typed: change, fault: null })
    },
    onTakenBack: (before) => {
      enter({ ...before, fault: null })
    },
  })
  return (
    <>
      <input
        id={boxId(column.visit, DATE_BOX)}
        className={`${css['box'] ?? ''} ${css['dateBox'] ?? ''}`}
        aria-label={`${t('ledger.scanDate')}, ${column.visit}`}
        autoComplete="off"
        placeholder={t('form.dateHint')}
        title={box.faulty ? t('ledger.notADate') : undefined}
        {...box.input}
      />
      <FaultLine box={box} text={t('ledger.notADate')} />
    </>
  )
}

function readDate(
  text: string,
  { date }: LedgerColumn,
  timeZone: string | undefined,
): string | null {
  return parseDateEntry(text, {
    today: parseDay(todayAt(timeZone)),
    visit: parseDay(date ?? ''),
    previous: null,
  })
}
