import type { ReactNode } from 'react'
import type { RowValues } from '../../shared/forms/define.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { useTexts } from '../kit/texts.ts'
import css from './ledger.module.css'
import type { CellProps } from './ledger-props.ts'

interface StateChoice {
  readonly value: string
  readonly text: TextKey
}

const NON_TARGET: readonly StateChoice[] = [
  { value: 'PRESENT', text: 'tumour.present' },
  { value: 'ABSENT', text: 'tumour.absent' },
  { value: 'UNEQUIVOCAL PROGRESSION', text: 'tumour.progression' },
]
const NEW: readonly StateChoice[] = [
  { value: 'EQUIVOCAL', text: 'tumour.equivocal' },
  { value: 'UNEQUIVOCAL', text: 'tumour.unequivocal' },
  { value: 'ABSENT', text: 'tumour.absent' },
]
const NOT_EVALUABLE = 'NE'

/** The state of a non-target or new lesion; the viable tumour's state beside it where it matters. */
export function StateCell(props: CellProps): ReactNode {
  return (
    <>
      <StateSelect {...props} field="TUMSTATE" />
      {props.viable && (props.row['TUMSTATE'] ?? '') !== '' && (
        <StateSelect {...props} field="VTUMSTATE" />
      )}
    </>
  )
}

type StateSelectProps = CellProps & { readonly field: 'TUMSTATE' | 'VTUMSTATE' }

function StateSelect({
  field,
  row,
  column,
  lesion,
  change,
  readOnly,
  edit,
}: StateSelectProps): ReactNode {
  const { t } = useTexts()
  const choices = lesion.group === 'NEW' ? NEW : NON_TARGET
  const stored = row['TRSTAT'] === 'NOT DONE' ? NOT_EVALUABLE : (row[field] ?? '')
  const known =
    choices.some(({ value }) => value === stored) || ['', NOT_EVALUABLE].includes(stored)
  return (
    <select
      className={css['select']}
      aria-label={`${lesion.id} ${t(`ledger.${field}`)}, ${column.visit}`}
      data-edited={field in edit ? '' : undefined}
      disabled={readOnly}
      value={stored}
      onChange={(event) => {
        change(changeTo(field, event.currentTarget.value))
      }}
    >
      <option value="">{field === 'VTUMSTATE' ? t('ledger.asWhole') : '–'}</option>
      {choices.map(({ value, text }) => (
        <option key={value} value={value}>
          {t(text)}
        </option>
      ))}
      {!known && <option value={stored}>{stored}</option>}
      {field === 'TUMSTATE' && <option value={NOT_EVALUABLE}>{t('tumour.notEvaluable')}</option>}
    </select>
  )
}

function changeTo(field: 'TUMSTATE' | 'VTUMSTATE', value: string): RowValues {
  if (value === NOT_EVALUABLE) return { TRSTAT: 'NOT DONE', TUMSTATE: '', VTUMSTATE: '' }
  return { [field]: value, TRSTAT: '' }
}
