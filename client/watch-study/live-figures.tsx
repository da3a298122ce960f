import { memo, startTransition, useDeferredValue, useEffect, useState, type ReactNode } from 'react'
import { downloadLiveFigure } from '../../shared/api/routes/live.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { unbroken } from '../../shared/kernel/unbroken.ts'
import type { NumberedPart, Report, ReportFigure } from '../../shared/report/define.ts'
import { isEmptyPart } from '../../shared/report/empty-part.ts'
import { partWords } from '../../shared/report/part-words.ts'
import { DrawnPlot } from '../kit/drawn-plot.tsx'
import { NO_REASON } from '../kit/export-reason.tsx'
import { FileButtons } from '../kit/figure-files.tsx'
import { EmptyState } from '../kit/page.tsx'
import { SwimmerChoice, useSwimmerOrder } from '../kit/swimmer-choice.tsx'
import { takeFile } from '../kit/take-file.ts'
import { useTexts } from '../kit/texts.ts'
import type { LiveQuery } from './live-address.ts'
import css from './watch-study.module.css'

interface LiveFiguresProps {
  readonly study: string
  readonly report: Report
  /** What the figures were asked for with. */
  readonly query: LiveQuery
  /** The report is of another question, until this one is answered. */
  readonly isFormer: boolean
}

/**
 * The figures of the study report, of the subjects asked for: the same data and the same marks. The
 * numbers above do not wait for them.
 */
export function LiveFigures(props: LiveFiguresProps): ReactNode {
  const { study, report: newest, query } = props
  const { t, say, language } = useTexts()
  const shown = useDeferredValue(newest)
  // A file is made of what the address asks for: none is handed out beside a figure of something else.
  const isFormer = props.isFormer || shown !== newest
  const { report, swimmer, canAlign } = useSwimmerOrder(shown)
  const { cutoff, source, subset = null } = report
  const [reason, onChange] = useState(NO_REASON)
  const figures = report.sections.flatMap(({ parts }) => parts.filter(isFigure))
  const drawn = useInTurns(figures.length)
  const past = query.snapshot !== undefined
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
        {figures.slice(0, drawn).map((part) => (
          <article key={part.key} className={css['figure']} id={`figure-${part.key}`}>
            <LiveFigure {...{ study, part, cutoff, source, subset, canAlign, past }} />
            <FileButtons
              study={study}
              title={say(part.title)}
              take={(kind, said) =>
                takeFile(downloadLiveFigure, {
                  params: { study, file: `${part.key}.${kind}` },
                  query: { cutoff, ...query, swimmer, ...said, language },
                })
              }
              taking={{ reason, onChange }}
              isFormer={isFormer}
            />
          </article>
        ))}
      </div>
    </div>
  )
}

const IN_ONE_TURN = 2

/** How many are drawn so far: the first ones at once, so that the page is there and answers. */
function useInTurns(total: number): number {
  const [drawn, setDrawn] = useState(IN_ONE_TURN)
  useEffect(() => {
    if (drawn >= total) return undefined
    const turn = setTimeout(() => {
      startTransition(() => {
        setDrawn(drawn + IN_ONE_TURN)
      })
    })
    return () => {
      clearTimeout(turn)
    }
  }, [drawn, total])
  return drawn
}

function isFigure(part: NumberedPart): part is ReportFigure & NumberedPart {
  return part.kind === 'figure'
}

interface LiveFigureProps {
  readonly study: string
  readonly part: ReportFigure & NumberedPart
  readonly cutoff: Report['cutoff']
  readonly source: Report['source']
  readonly subset: Bilingual | null
  readonly canAlign: boolean
  /** It is of a snapshot. */
  readonly past: boolean
}

/** Drawn again only where its own data changed. */
const LiveFigure = memo(function LiveFigure(props: LiveFigureProps): ReactNode {
  const { study, part, cutoff, source, subset, canAlign, past } = props
  const { say, language } = useTexts()
  const of = { cutoff, source, ...(subset === null ? {} : { subset }) }
  const { title, about, footnotes, basis } = partWords(part, of, language)
  return (
    <>
      <h3>{title}</h3>
      <p className={css['about']}>{unbroken(about)}</p>
      <SwimmerChoice canAlign={canAlign} part={part} />
      {isEmptyPart(part) ? (
        <EmptyState>{say(part.empty)}</EmptyState>
      ) : (
        <DrawnPlot {...{ study, about, cutoff, past }} plot={part.plot} title={say(part.title)} />
      )}
      {[...footnotes, basis].map((note) => (
        <p key={note} className={css['about']}>
          {unbroken(note)}
        </p>
      ))}
    </>
  )
})
