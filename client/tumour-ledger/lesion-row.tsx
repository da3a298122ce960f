import type { ReactNode } from 'react'
import { ChangedMark } from '../kit/changed-mark.tsx'
import { useChanges } from '../kit/changes-query.ts'
import { useSubjectScreen } from '../kit/subject-data.ts'
import { DiameterCell } from './diameter-cell.tsx'
import { rowOf } from './ledger.ts'
import type { LesionRowProps } from './ledger-props.ts'
import css from './ledger.module.css'
import { LesionHead } from './lesion-head.tsx'
import { SeveralRows } from './several-rows.tsx'
import { StateCell } from './state-cell.tsx'

/** One lesion through all assessments: diameters of a target, the state of any other. */
export function LesionRow(props: LesionRowProps): ReactNode {
  const { lesion, ledger } = props
  const { study, subject } = useSubjectScreen()
  const changes = useChanges(study.id, subject.subjid)
  const isChanged = (record: string | undefined, row: string): boolean =>
    changes.some(
      (one) =>
        one.record === record &&
        one.fields.some(({ pointer }) => pointer.startsWith(`/rows/${row}/`)),
    )
  const isMeasured = lesion.group === 'TARGET' || lesion.group === ''
  return (
    <tr>
      <th scope="row" className={css['first']}>
        <LesionHead lesion={lesion} form={props.form} />
      </th>
      {ledger.columns.map((column) => {
        const row = rowOf(column, lesion.id)
        const read = column.record?.values.rows.find(({ TRLNKID }) => TRLNKID === lesion.id)
        const isOdd = props.isOdd(column.visit, lesion.id)
        const readOnly = props.readOnly || props.isHeld(column.visit)
        const cell = { ...props, readOnly, column, row, stored: read ?? {}, isOdd }
        const several = (column.rows.get(lesion.id)?.length ?? 0) > 1
        const Cell = several ? SeveralRows : isMeasured ? DiameterCell : StateCell
        return (
          <td key={column.visit} className={css['visit']}>
            <Cell {...cell} />
            <ChangedMark changed={isChanged(column.record?.id, lesion.id)} />
          </td>
        )
      })}
    </tr>
  )
}
