import type { MouseEvent, ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Figure } from '../../shared/figures/figure.tsx'
import { plots } from '../../shared/plots/registry.ts'
import type { NumberedPart, Report, ReportFigure } from '../../shared/report/define.ts'
import { isEmptyPart } from '../../shared/report/empty-part.ts'
import { partWords } from '../../shared/report/part-words.ts'
import { EmptyState } from '../kit/page.tsx'
import { subjectPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { ReportListing } from './report-listing.tsx'
import { ReportTableView } from './report-table.tsx'
import css from './study-report.module.css'

interface ReportPartProps {
  readonly study: string
  readonly report: Report
  readonly part: NumberedPart
  /** Of a listing that is cut here, how many rows it has; null: all are here. */
  readonly rows: number | null
  /** Where the cells of a table lead to. */
  readonly linkOf?: ((row: number, column: string) => string | null) | undefined
}

/** A table, figure or listing with everything that it must say about itself. */
export function ReportPartView({ study, report, part, rows, linkOf }: ReportPartProps): ReactNode {
  const { language } = useTexts()
  const { number, title, about, footnotes, basis } = partWords(part, report, language)
  return (
    <article id={`${part.kind}-${part.number}`} className={css['part']}>
      <h3>
        <span className={css['number']}>{number}</span> {title}
      </h3>
      <p className={css['about']}>{about}</p>
      <Content {...{ study, report, part, rows, linkOf }} />
      {footnotes.map((note) => (
        <p key={note} className={css['note']}>
          {note}
        </p>
      ))}
      <p className={css['note']}>{basis}</p>
    </article>
  )
}

function Content({ study, report, part, rows, linkOf }: ReportPartProps): ReactNode {
  const { say } = useTexts()
  if (isEmptyPart(part)) return <EmptyState>{say(part.empty)}</EmptyState>
  switch (part.kind) {
    case 'figure':
      return <FigureOf study={study} part={part} />
    case 'listing':
      return <ReportListing study={study} report={report} part={part} rows={rows} />
    case 'table':
      return <ReportTableView report={report} part={part} linkOf={linkOf} />
  }
}

/** A mark leads to the record of its subject. */
function FigureOf({
  study,
  part,
}: {
  readonly study: string
  readonly part: ReportFigure
}): ReactNode {
  const { say, language } = useTexts()
  const navigate = useNavigate()
  const follow = (event: MouseEvent): void => {
    const address = event.target instanceof Element ? event.target.closest('a') : null
    const to = address?.getAttribute('href') ?? null
    if (to === null || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    void navigate(to)
  }
  return (
    <div className={css['figure']} onClickCapture={follow}>
      <Figure
        drawing={plots.get(part.plot.kind).draw(part.plot, language)}
        title={say(part.title)}
        linkOf={(subject) => subjectPath(study, subject)}
      />
    </div>
  )
}
