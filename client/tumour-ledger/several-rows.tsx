import type { ReactNode } from 'react'
import type { RowValues } from '../../shared/forms/define.ts'
import { NOTHING } from '../kit/format.ts'
import { useTexts } from '../kit/texts.ts'
import { cellText, fieldsOf } from './cell-entry.ts'
import type { CellProps } from './ledger-props.ts'
import css from './ledger.module.css'
import { stateChoices, stateOf } from './state-entry.ts'

/** A lesion that was recorded more than once at an assessment: its rows are only shown. */
export function SeveralRows(props: CellProps): ReactNode {
  const { t } = useTexts()
  const { column, lesion } = props
  const textOf = useRowText(props)
  const rows = column.rows.get(lesion.id) ?? []
  return (
    <>
      {rows.map(textOf).join(' · ')}
      <div className={css['link']}>{t('ledger.severalRows', { count: rows.length })}</div>
    </>
  )
}

function useRowText({ form, lesion, viable }: CellProps): (row: RowValues) => string {
  const { language } = useTexts()
  const choices = stateChoices(form, lesion.group, 'TUMSTATE')
  return (row) => {
    const state = stateOf('TUMSTATE', row)
    const named = choices.find(({ value }) => value === state)?.label[language] ?? state
    const lengths = fieldsOf(lesion, viable).map((field) => cellText(field, row))
    const known = [...new Set([...lengths, named])].filter((text) => text !== '')
    return known.length === 0 ? NOTHING : known.join(' / ')
  }
}
