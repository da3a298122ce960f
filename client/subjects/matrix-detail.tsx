import type { ReactNode } from 'react'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { MatrixCell } from '../../shared/api/routes/subjects.ts'
import { formsAt } from '../../shared/protocol/schedule.ts'
import { formatDate } from '../kit/format.ts'
import { findForm } from '../kit/subject-data.ts'
import { CellSigns, SignMark } from '../kit/state-sign.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './matrix.module.css'

/** The forms of a cell; those of a visit that was not begun are the schedule's. */
export function formsOfCell(study: Study, cell: MatrixCell): MatrixCell['forms'] {
  if (cell.forms.length > 0) return cell.forms
  return formsAt(study.definition.schedule, cell.visit)
    .filter((form) => findForm(study, form)?.hidden !== true)
    .map((form) => ({ form, state: 'empty', queries: 0 }))
}

interface CellDetailProps {
  readonly id: string
  readonly study: Study
  readonly subjid: string
  readonly cell: MatrixCell
  /** Where on the screen it stands. */
  readonly place: { readonly left: number; readonly top?: number; readonly bottom?: number }
}

/** What a cell holds: its signs in words, its dates, and each form with its state. */
export function CellDetail({ id, study, subjid, cell, place }: CellDetailProps): ReactNode {
  const { t, say, language } = useTexts()
  const date =
    cell.date !== null
      ? formatDate(cell.date, language)
      : cell.targetDate !== null
        ? t('subjects.planned', { date: formatDate(cell.targetDate, language) })
        : null
  return (
    <div id={id} role="tooltip" className={css['detail']} style={place}>
      <strong>
        {subjid} · {cell.visit}
      </strong>
      {date !== null && <span> · {date}</span>}
      <div>
        <CellSigns cell={cell} />
      </div>
      <ul>
        {formsOfCell(study, cell).map(({ form, state, queries }) => {
          const title = findForm(study, form)?.title
          return (
            <li key={form}>
              <SignMark of={state === 'empty' ? 'not-due' : state} />
              <span>{title === undefined ? form : say(title)}</span>
              <span>
                {t(`form.${state}`)}
                {queries > 0 && ` · ? ${queries}`}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
