import { useId, useMemo, useRef, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { subjectPath, visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { leadColumns, signTexts, type LeadColumn } from './matrix-columns.ts'
import { CellDetail, formsOfCell } from './matrix-detail.tsx'
import { useMatrixFocus, type Pointed } from './matrix-focus.ts'
import type { Place } from './matrix-keys.ts'
import { MatrixRow } from './matrix-row.tsx'
import { drawn, useGridWindow, type Span } from './matrix-window.ts'
import css from './matrix.module.css'
import type { SubjectList } from './queries.ts'

const ROW = 30
const COLUMN = 56
const HEAD = 36

interface MatrixProps {
  readonly study: Study
  readonly list: SubjectList
}

/** The matrix: head and first column stay while the rest scrolls; only what is in sight is drawn. */
export function Matrix({ study, list }: MatrixProps): ReactNode {
  const { t, language } = useTexts()
  const { subjects, visits } = list
  const frame = useRef<HTMLDivElement>(null)
  const detail = useId()
  const lead = useMemo(() => leadColumns(study, subjects, language), [study, subjects, language])
  const leadWidth = lead.reduce((sum, { width }) => sum + width, 0)
  const sizes = { headHeight: HEAD, rowHeight: ROW, columnWidth: COLUMN, rows: subjects.length }
  const window = useGridWindow(frame, { ...sizes, columns: visits.length, lead: leadWidth })
  const open = useOpening(study, list)
  const firstWidth = lead[0]?.width ?? 0
  const { focus, pointed, forget, handlers } = useMatrixFocus(
    frame,
    { ...sizes, columns: visits.length + 1, leadWidth, firstWidth },
    open,
  )
  const at = { ...focus, row: Math.min(focus.row, subjects.length - 1) }
  return (
    <div
      ref={frame}
      className={css['scroll']}
      role="grid"
      aria-label={t('subjects.matrix')}
      aria-rowcount={subjects.length + 1}
      aria-colcount={lead.length + visits.length}
      aria-readonly="true"
      {...handlers}
      onScroll={(event) => {
        forget()
        window.onScroll(event)
      }}
    >
      <Sheet
        study={study}
        list={list}
        lead={lead}
        rows={drawn(window.rows, at.row)}
        columns={window.columns}
        at={at}
      />
      <Detail id={detail} study={study} list={list} pointed={pointed} />
    </div>
  )
}

interface SheetProps extends MatrixProps {
  readonly lead: readonly LeadColumn[]
  readonly rows: readonly number[]
  readonly columns: Span
  /** Place that is in the order of Tab. */
  readonly at: Place
}

/** Head and rows as large as the whole matrix, of which what is in sight is drawn. */
function Sheet({ study, list, lead, rows, columns, at }: SheetProps): ReactNode {
  const { language } = useTexts()
  const { subjects, visits } = list
  const texts = useMemo(() => signTexts(language), [language])
  const leadWidth = lead.reduce((sum, { width }) => sum + width, 0)
  const size = {
    width: leadWidth + visits.length * COLUMN,
    height: HEAD + subjects.length * ROW,
  }
  return (
    <div role="presentation" className={css['sheet']} style={size}>
      <MatrixHead lead={lead} visits={visits} columns={drawn(columns, null)} />
      {rows.map((row) => {
        const subject = subjects[row]
        return subject === undefined ? null : (
          <MatrixRow
            key={subject.subjid}
            study={study.id}
            row={row}
            top={HEAD + row * ROW}
            subject={subject}
            visits={visits}
            columns={columns}
            lead={lead}
            leadWidth={leadWidth}
            columnWidth={COLUMN}
            texts={texts}
            focused={row === at.row ? at.column : null}
          />
        )
      })}
    </div>
  )
}

interface MatrixHeadProps {
  readonly lead: readonly LeadColumn[]
  readonly visits: readonly string[]
  readonly columns: readonly number[]
}

function MatrixHead({ lead, visits, columns }: MatrixHeadProps): ReactNode {
  const leadWidth = lead.reduce((sum, { width }) => sum + width, 0)
  return (
    <div role="row" aria-rowindex={1} className={css['head']}>
      {lead.map(({ key, title, width, number }, at) => (
        <div
          key={key}
          role="columnheader"
          aria-colindex={at + 1}
          className={css[at === 0 ? 'first' : 'fact']}
          data-number={number === true ? '' : undefined}
          style={{ width }}
          title={title}
        >
          {title}
        </div>
      ))}
      {columns.map((column) => (
        <div
          key={visits[column]}
          role="columnheader"
          aria-colindex={lead.length + column + 1}
          className={css['cell']}
          style={{ left: leadWidth + column * COLUMN }}
          title={visits[column]}
        >
          {visits[column]}
        </div>
      ))}
    </div>
  )
}

function useOpening(study: Study, { subjects, visits }: SubjectList) {
  const navigate = useNavigate()
  return ({ row, column }: Place, aside: boolean): void => {
    const subject = subjects[row]
    const cell = subject?.cells.find(({ visit }) => visit === visits[column - 1])
    if (subject === undefined || (column > 0 && cell === undefined)) return
    const to =
      cell === undefined
        ? subjectPath(study.id, subject.subjid)
        : visitPath(study.id, subject.subjid, cell.visit, firstIncomplete(study, cell))
    if (aside) window.open(to, '_blank', 'noopener')
    else void navigate(to)
  }
}

function firstIncomplete(
  study: Study,
  cell: Parameters<typeof formsOfCell>[1],
): string | undefined {
  const forms = formsOfCell(study, cell)
  const open = forms.find(({ state }) => state === 'empty' || state === 'partial')
  return open?.form ?? forms.find(({ queries }) => queries > 0)?.form
}

interface DetailProps extends MatrixProps {
  readonly id: string
  readonly pointed: Pointed | null
}

/** Nearly as high as the detail of a visit with many forms. */
const ROOM = 320

/** What is pointed at, under its cell, or above it near the foot of the screen. */
function Detail({ id, study, list, pointed }: DetailProps): ReactNode {
  if (pointed === null) return null
  const { row, column, left, top, bottom } = pointed
  const subject = list.subjects[row]
  const cell = subject?.cells.find(({ visit }) => visit === list.visits[column - 1])
  if (subject === undefined || cell === undefined) return null
  const { innerWidth, innerHeight } = window
  const across = { left: Math.max(8, Math.min(left, innerWidth - 340)) }
  const place =
    bottom + ROOM > innerHeight && top > ROOM
      ? { ...across, bottom: innerHeight - top + 2 }
      : { ...across, top: bottom + 2 }
  return <CellDetail id={id} study={study} subjid={subject.subjid} cell={cell} place={place} />
}
