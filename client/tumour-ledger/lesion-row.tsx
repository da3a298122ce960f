import { useState, type ReactNode } from 'react'
import type { RowValues } from '../../shared/forms/define.ts'
import { valueText } from '../kit/form/value-text.ts'
import { findForm, useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { cellText, readCell } from './cell-entry.ts'
import { editedRow, scanDateOf, withEdit, type LedgerColumn } from './ledger.ts'
import type { CellProps, LedgerTableProps, LesionRowProps } from './ledger-props.ts'
import css from './ledger.module.css'
import { StateCell } from './state-cell.tsx'

/** One lesion through all assessments: diameters of a target, the state of any other. */
export function LesionRow(props: LesionRowProps): ReactNode {
  const { t } = useTexts()
  const { lesion, ledger, edits, onEdits } = props
  return (
    <tr>
      <th scope="row" className={css['first']}>
        <span className={css['lesion']}>{lesion.id}</span>{' '}
        <span className={css['where']}>
          <Location code={lesion.location} />
          {lesion.nodal && ` · ${t('ledger.node')}`}
        </span>
      </th>
      {ledger.columns.map((column) => {
        const row = editedRow(column.rows.get(lesion.id) ?? {}, edits[column.visit]?.[lesion.id])
        const change = (values: RowValues): void => {
          const date = dateFor(column, edits, row)
          const place = { visit: column.visit, lesion: lesion.id }
          onEdits(withEdit(edits, place, { ...date, ...values }))
        }
        const cell = { ...props, column, row, edit: edits[column.visit]?.[lesion.id] ?? {}, change }
        return (
          <td key={column.visit} className={css['visit']}>
            {lesion.group === 'TARGET' || lesion.group === '' ? (
              <Diameters {...cell} />
            ) : (
              <StateCell {...cell} />
            )}
          </td>
        )
      })}
    </tr>
  )
}

/** Where a lesion lies, in the reader's words. */
function Location({ code }: { readonly code: string }): ReactNode {
  const { language } = useTexts()
  const { study } = useSubjectScreen()
  const item = findForm(study, 'lesions')?.items.find(({ key }) => key === 'TULOC')
  return item === undefined || code === '' ? code : valueText(item, { TULOC: code }, language)
}

/** A new row bears the date of the others of its assessment, else that of the visit. */
function dateFor(
  column: LedgerColumn,
  edits: LedgerTableProps['edits'],
  row: RowValues,
): RowValues {
  if ((row['TRDAT'] ?? '') !== '') return {}
  const others = Object.values(edits[column.visit] ?? {})
  const date = scanDateOf([...column.rows.values(), ...others]) ?? ''
  const known = date === '' ? (column.date ?? '') : date
  return known === '' ? {} : { TRDAT: known }
}

function Diameters(props: CellProps): ReactNode {
  const { lesion, viable } = props
  if (lesion.nodal) return <DiameterBox {...props} field="SAXIS" />
  return (
    <>
      <DiameterBox {...props} field="LDIAM" />
      {viable && <DiameterBox {...props} field="VDIAM" />}
    </>
  )
}

function DiameterBox(
  props: CellProps & { readonly field: 'LDIAM' | 'VDIAM' | 'SAXIS' },
): ReactNode {
  const { t } = useTexts()
  const { field, row, column, lesion, change, readOnly } = props
  const [typed, setTyped] = useState<string | null>(null)
  const stored = cellText(field, row)
  const faulty = typed !== null && readCell(field, typed).kind === 'fault'
  return (
    <input
      className={css['box']}
      inputMode="decimal"
      autoComplete="off"
      readOnly={readOnly}
      aria-label={`${lesion.id} ${t(`ledger.${field}`)}, ${column.visit}`}
      aria-invalid={faulty}
      title={faulty ? t('ledger.notALength') : undefined}
      data-edited={field in props.edit ? '' : undefined}
      value={typed ?? stored}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const entry = readCell(field, text)
        if (entry.kind === 'change') change(entry.change)
      }}
      onBlur={() => {
        if (!faulty) setTyped(null)
      }}
    />
  )
}
