import type { ReactNode } from 'react'
import type { PaperRows } from '../../shared/casebook/blank.ts'
import { printedText } from '../../shared/casebook/paper-wording.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import { useTexts } from '../kit/texts.ts'
import css from './casebook.module.css'
import { Annotation, Condition } from './paper-parts.tsx'

interface PaperTableProps {
  readonly rows: PaperRows
  readonly annotated: boolean
}

/** Rows to be filled by hand, the answers of their columns below. */
export function PaperTable({ rows, annotated }: PaperTableProps): ReactNode {
  const texts = useTexts()
  const { say } = texts
  const { columns, printed, printedIn, empty } = rows
  const lines = [
    ...printed.map((row) => ({ key: row.value, text: printedText(texts, row) })),
    ...Array.from({ length: annotated ? 0 : empty }, (_, at) => ({ key: `+${at}`, text: '' })),
  ]
  return (
    <div className={css['rows']} role="group" aria-label={say(rows.title)} tabIndex={0}>
      <Condition of={rows.condition} />
      <table className={css['grid']} data-paper="">
        <caption>{say(rows.title)}</caption>
        <thead>
          <tr>
            {columns.map((item) => (
              <th scope="col" key={item.key}>
                {say(item.label)}
                {'unit' in item && ` (${item.unit})`}
                {item.required === true && ' *'}
                {annotated && <Annotation item={item} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, text }) => (
            <tr key={key}>
              {columns.map((item) => (
                <td key={item.key}>{item.key === printedIn ? text : ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {columns.map((item) => (
        <Answers
          key={item.key}
          item={item}
          annotated={annotated}
          isPrinted={item.key === printedIn}
        />
      ))}
    </div>
  )
}

function Answers(props: {
  readonly item: ItemDefinition
  readonly annotated: boolean
  readonly isPrinted: boolean
}): ReactNode {
  const { t, say } = useTexts()
  const { item, annotated, isPrinted } = props
  if (item.kind !== 'code' || isPrinted || item.codes.length === 0) return null
  const answers = item.codes.map(({ value, label }) =>
    annotated && say(label) !== value ? `${say(label)} [${value}]` : say(label),
  )
  return (
    <p className={css['answers']}>
      <b>{t('book.codesOf', { label: say(item.label) })}</b> {answers.join('; ')}
      {item.open === true && ` · ${t('book.other')} …`}
      {item.multiple === true && ` (${t('book.several')})`}
    </p>
  )
}
