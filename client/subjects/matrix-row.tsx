import { memo, useMemo, type ReactNode } from 'react'
import { Link } from 'react-router'
import { cellSign } from '../../shared/protocol/cell-signs.ts'
import type { MatrixCell } from '../../shared/api/routes/subjects.ts'
import { SignMark, signKeysOf } from '../kit/state-sign.tsx'
import { subjectPath } from '../kit/subject-paths.ts'
import css from './matrix.module.css'
import type { LeadColumn, SignTexts } from './matrix-columns.ts'
import { drawn, type Span } from './matrix-window.ts'
import type { MatrixSubject } from './queries.ts'

interface MatrixRowProps {
  readonly study: string
  readonly row: number
  readonly top: number
  readonly subject: MatrixSubject
  readonly visits: readonly string[]
  readonly columns: Span
  readonly lead: readonly LeadColumn[]
  readonly texts: SignTexts
  readonly columnWidth: number
  readonly leadWidth: number
  /** Column that is in the order of Tab; null: none of this row. */
  readonly focused: number | null
}

/** One subject: what is known of them, and a cell for each visit in sight. */
export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps): ReactNode {
  const { study, row, subject, visits, columns, lead, focused } = props
  const cells = useMemo(
    () => new Map(subject.cells.map((cell) => [cell.visit, cell])),
    [subject.cells],
  )
  const [first, ...others] = lead
  return (
    <div role="row" aria-rowindex={row + 2} className={css['row']} style={{ top: props.top }}>
      <div
        role="rowheader"
        aria-colindex={1}
        data-at={`${row}:0`}
        tabIndex={focused === 0 ? 0 : -1}
        className={css['first']}
        style={{ width: first?.width }}
      >
        <Link tabIndex={-1} to={subjectPath(study, subject.subjid)}>
          {subject.subjid}
        </Link>
        {subject.queries > 0 && (
          <span title={`${props.texts['query']}: ${subject.queries}`}>
            <span aria-hidden="true">{cellSign('query').sign}</span>
            {subject.queries}
            <span className="visually-hidden">{props.texts['query']}</span>
          </span>
        )}
      </div>
      {others.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={at + 2}
          className={css['fact']}
          data-number={column.number === true ? '' : undefined}
          style={{ width: column.width }}
          title={column.text(subject)}
        >
          {column.text(subject)}
        </div>
      ))}
      {drawn(columns, focused === null ? null : focused - 1).map((column) => {
        const visit = visits[column] ?? ''
        return (
          <Cell
            key={visit}
            cell={cells.get(visit)}
            at={`${row}:${column + 1}`}
            columnIndex={lead.length + column + 1}
            left={props.leadWidth + column * props.columnWidth}
            name={`${subject.subjid} ${visit}`}
            texts={props.texts}
            inTabOrder={focused === column + 1}
          />
        )
      })}
    </div>
  )
})

interface CellProps {
  readonly cell: MatrixCell | undefined
  readonly at: string
  readonly columnIndex: number
  readonly left: number
  readonly name: string
  readonly texts: SignTexts
  readonly inTabOrder: boolean
}

function Cell(props: CellProps): ReactNode {
  const { cell, texts } = props
  const keys = cell === undefined ? [] : signKeysOf(cell)
  return (
    <div
      role="gridcell"
      aria-colindex={props.columnIndex}
      aria-label={[props.name, ...keys.map((key) => texts[key])].join(', ')}
      data-at={props.at}
      data-state={cell?.state}
      data-alert={cell?.overlays[0]}
      tabIndex={props.inTabOrder ? 0 : -1}
      className={css['cell']}
      style={{ left: props.left }}
    >
      {keys.map((key) => (
        <SignMark key={key} of={key} />
      ))}
    </div>
  )
}
