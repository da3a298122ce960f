import type { ReactNode } from 'react'
import type { BookRecord, BookRows, BookValue } from '../../shared/casebook/record.ts'
import { cellText, derivationText, recordText, valueText } from '../../shared/casebook/wording.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import print from '../kit/print.module.css'
import { useTexts } from '../kit/texts.ts'
import css from './casebook.module.css'
import { RecordChanges } from './record-changes.tsx'
import { RecordMarks } from './record-marks.tsx'
import { useWording } from './use-wording.ts'

interface RecordBlockProps {
  readonly book: BookRecord
  readonly form: FormDefinition | null
  /** Its place among the records of the form. */
  readonly number: number
  readonly alone: boolean
}

/** One record: whose it is, its values, its rows, and everything that was said about it. */
export function RecordBlock({ book, form, number, alone }: RecordBlockProps): ReactNode {
  const wording = useWording()
  const { t, say } = wording
  const { record, visit, values, rows } = book
  const derived = derivationText(wording, book)
  const heading = alone ? t('book.onlyOne') : t('book.entryNumber', { number })
  return (
    <section className={css['record']} data-removed={record.removed ? '' : undefined}>
      <div className={css['recordHead']}>
        <h3>{visit === null ? heading : say(visit)}</h3>
        <span>{recordText(wording, book)}</span>
      </div>
      {record.removed && <p className={css['removed']}>{t('book.removed')}</p>}
      <dl className={print['facts']}>
        {values.map((value) => (
          <Value key={value.key} value={value} />
        ))}
      </dl>
      {derived !== null && <p className={css['line']}>{derived}</p>}
      {rows !== null && <Rows rows={rows} />}
      <RecordChanges notes={book.notes} form={form} />
      <RecordMarks {...book} form={form} />
    </section>
  )
}

function Value({ value }: { readonly value: BookValue }): ReactNode {
  const texts = useTexts()
  const { item } = value
  const long = item?.kind === 'text' && item.multiline === true
  return (
    <div className={long ? print['wide'] : undefined}>
      <dt>{texts.say(value.label)}</dt>
      <dd className={print['words']}>
        {valueText(texts, value)}
        <Mark note={value.note} />
      </dd>
    </div>
  )
}

/** Tells a changed value by shape and number, without colour. */
function Mark({ note }: { readonly note: number | null }): ReactNode {
  if (note === null) return null
  return <sup className={css['mark']}>△{note}</sup>
}

function Rows({ rows: { title, columns, rows } }: { readonly rows: BookRows }): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  const named = say(title) === '' ? t('book.rows') : say(title)
  return (
    <div className={css['rows']} role="group" aria-label={named} tabIndex={0}>
      <table className={css['grid']}>
        <caption>{named}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, item }) => (
              <th scope="col" key={key}>
                {say(label)}
                {item !== null && 'unit' in item && ` (${item.unit})`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells }, at) => (
            // Rows of a copy never change their order.
            <tr key={at}>
              {cells.map((cell) => (
                <td key={cell.key}>
                  {cellText(texts, cell)}
                  <Mark note={cell.note} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
