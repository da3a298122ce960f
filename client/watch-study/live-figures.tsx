import { useState, type ReactNode } from 'react'
import type { ResponseSource } from '../../shared/endpoints/results.ts'
import type { NumberedPart, Report, ReportFigure } from '../../shared/report/define.ts'
import { isEmptyPart } from '../../shared/report/empty-part.ts'
import { partWords } from '../../shared/report/part-words.ts'
import { DrawnPlot } from '../kit/drawn-plot.tsx'
import { NO_REASON, type Taking } from '../kit/export-reason.tsx'
import { FigureFiles } from '../kit/figure-files.tsx'
import { EmptyState } from '../kit/page.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './watch-study.module.css'

interface LiveFiguresProps {
  readonly study: string
  readonly report: Report
  /** What the files of a figure are asked with; null: they are of the whole study, and this is not. */
  readonly files: { readonly cutoff: string; readonly source: ResponseSource } | null
}

/** The figures of the study report, of the subjects asked for: the same data and the same marks. */
export function LiveFigures({ study, report, files }: LiveFiguresProps): ReactNode {
  const { t, say } = useTexts()
  const [reason, onChange] = useState(NO_REASON)
  const figures = report.sections.flatMap(({ parts }) => parts.filter(isFigure))
  if (figures.length === 0) return <EmptyState>{t('live.noFigures')}</EmptyState>
  return (
    <div className={css['figures']}>
      <ul className={css['index']} aria-label={t('live.figures')} tabIndex={0}>
        {figures.map(({ key, title }) => (
          <li key={key}>
            <a href={`#figure-${key}`}>{say(title)}</a>
          </li>
        ))}
      </ul>
      <div className={css['drawn']}>
        {figures.map((part) => (
          <LiveFigure
            key={part.key}
            {...{ study, report, files, part }}
            taking={{ reason, onChange }}
          />
        ))}
      </div>
    </div>
  )
}

function isFigure(part: NumberedPart): part is ReportFigure & NumberedPart {
  return part.kind === 'figure'
}

interface LiveFigureProps extends LiveFiguresProps {
  readonly part: ReportFigure & NumberedPart
  readonly taking: Taking
}

function LiveFigure({ study, report, files, part, taking }: LiveFigureProps): ReactNode {
  const { say, language } = useTexts()
  const { title, about, footnotes, basis } = partWords(part, report, language)
  return (
    <article className={css['figure']} id={`figure-${part.key}`}>
      <h3>{title}</h3>
      <p className={css['about']}>{about}</p>
      {isEmptyPart(part) ? (
        <EmptyState>{say(part.empty)}</EmptyState>
      ) : (
        <DrawnPlot study={study} plot={part.plot} title={say(part.title)} about={about} />
      )}
      {[...footnotes, basis].map((note) => (
        <p key={note} className={css['about']}>
          {note}
        </p>
      ))}
      {files !== null && (
        <FigureFiles
          study={study}
          figure={part.key}
          title={title}
          query={{ ...files, described: 'ENR' }}
          taking={taking}
        />
      )}
    </article>
  )
}
