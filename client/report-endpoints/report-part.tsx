import { memo, type ReactNode } from 'react'
import { downloadFigure } from '../../shared/api/routes/report.ts'
import { unbroken } from '../../shared/kernel/unbroken.ts'
import type { NumberedPart, Report } from '../../shared/report/define.ts'
import { isEmptyPart } from '../../shared/report/empty-part.ts'
import { partWords } from '../../shared/report/part-words.ts'
import { canAlignSwimmer } from '../../shared/report/swimmer-order.ts'
import { DrawnPlot } from '../kit/drawn-plot.tsx'
import type { Taking } from '../kit/export-reason.tsx'
import { FileButtons } from '../kit/figure-files.tsx'
import { EmptyState } from '../kit/page.tsx'
import { SwimmerChoice, useSwimmerWish } from '../kit/swimmer-choice.tsx'
import { takeFile } from '../kit/take-file.ts'
import { useTexts } from '../kit/texts.ts'
import { reportQueryOf, type StudyReportView } from './queries.ts'
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
  /** How its figures are taken as files; absent where it has none. */
  readonly files?: { readonly view: StudyReportView; readonly taking: Taking }
}

/** A table, figure or listing with everything that it must say about itself. */
export function ReportPartView({
  study,
  report,
  part,
  rows,
  linkOf,
  files,
}: ReportPartProps): ReactNode {
  const { language } = useTexts()
  const swimmer = useSwimmerWish()
  const { number, title, about, footnotes, basis } = partWords(part, report, language)
  return (
    <article id={`${part.kind}-${part.number}`} className={css['part']}>
      <h3>
        <span className={css['number']}>{number}</span> {title}
      </h3>
      <p className={css['about']}>{unbroken(about)}</p>
      <SwimmerChoice canAlign={canAlignSwimmer(report)} part={part} />
      <Content
        {...{ study, report, part, rows, linkOf }}
        past={files?.view.snapshot !== undefined}
      />
      {footnotes.map((note) => (
        <p key={note} className={css['note']}>
          {unbroken(note)}
        </p>
      ))}
      <p className={css['note']}>{basis}</p>
      {part.kind === 'figure' && files !== undefined && (
        <FileButtons
          study={study}
          title={title}
          take={(kind, said) =>
            takeFile(downloadFigure, {
              params: { study, file: `${part.key}.${kind}` },
              query: { ...reportQueryOf(files.view), swimmer, ...said, language },
            })
          }
          taking={files.taking}
        />
      )}
    </article>
  )
}

interface ContentProps extends Omit<ReportPartProps, 'files'> {
  /** It is of a snapshot. */
  readonly past: boolean
}

/** Drawn again only where it changed: whoever types beside it waits for no table. */
const Content = memo(function Content(props: ContentProps): ReactNode {
  const { study, report, part, rows, linkOf, past } = props
  const { say, language } = useTexts()
  if (isEmptyPart(part)) return <EmptyState>{say(part.empty)}</EmptyState>
  switch (part.kind) {
    case 'figure':
      return (
        <DrawnPlot
          {...{ study, past }}
          cutoff={report.cutoff}
          plot={part.plot}
          title={say(part.title)}
          about={partWords(part, report, language).about}
        />
      )
    case 'listing':
      return <ReportListing study={study} report={report} part={part} rows={rows} />
    case 'table':
      return <ReportTableView report={report} part={part} linkOf={linkOf} />
  }
})
