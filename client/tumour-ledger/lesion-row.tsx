import type { ReactNode } from 'react'
import type { RowValues } from '../../shared/forms/define.ts'
import { DiameterCell } from './diameter-cell.tsx'
import { editedRow, scanDateOf, withEdit, type LedgerColumn } from './ledger.ts'
import type { LedgerTableProps, LesionRowProps } from './ledger-props.ts'
import css from './ledger.module.css'
import { LesionHead } from './lesion-head.tsx'
import { StateCell } from './state-cell.tsx'

/** One lesion through all assessments: diameters of a target, the state of any other. */
export function LesionRow(props: LesionRowProps): ReactNode {
  const { lesion, ledger, edits, onEdits } = props
  return (
    <tr>
      <th scope="row" className={css['first']}>
        <LesionHead lesion={lesion} form={props.form} />
      </th>
      {ledger.columns.map((column) => {
        const row = editedRow(column.rows.get(lesion.id) ?? {}, edits[column.visit]?.[lesion.id])
        const change = (values: RowValues): void => {
          const date = dateFor(column, edits, row)
          const place = { visit: column.visit, lesion: lesion.id }
          onEdits(withEdit(edits, place, { ...date, ...values }))
        }
        const edit = edits[column.visit]?.[lesion.id] ?? {}
        const isOdd = props.isOdd(column.visit, lesion.id)
        const cell = { ...props, column, row, edit, change, isOdd }
        return (
          <td key={column.visit} className={css['visit']}>
            {lesion.group === 'TARGET' || lesion.group === '' ? (
              <DiameterCell {...cell} />
            ) : (
              <StateCell {...cell} />
            )}
          </td>
        )
      })}
    </tr>
  )
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
