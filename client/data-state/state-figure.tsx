import type { ReactNode } from 'react'
import { downloadStateFigure } from '../../shared/api/routes/data-state.ts'
import { unbroken } from '../../shared/kernel/unbroken.ts'
import type { StateFigure } from '../../shared/report/state-figures.ts'
import { DrawnPlot } from '../kit/drawn-plot.tsx'
import type { Taking } from '../kit/export-reason.tsx'
import { FileButtons } from '../kit/figure-files.tsx'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { takeFile } from '../kit/take-file.ts'
import { useTexts } from '../kit/texts.ts'

interface StateFigureProps {
  readonly study: string
  readonly figure: StateFigure
  /** The page with the same as numbers. */
  readonly aside: ReactNode
  readonly taking: Taking
}

/** A figure of the state of the data with all that it says about itself, and its files. */
export function StateFigureSection({ study, figure, aside, taking }: StateFigureProps): ReactNode {
  const { language, say } = useTexts()
  const title = say(figure.title)
  const about = say(figure.about)
  return (
    <Section title={title} aside={aside}>
      <p className={page['soft']}>{unbroken(about)}</p>
      {figure.empty === null ? (
        <DrawnPlot study={study} plot={figure.plot} title={title} about={about} />
      ) : (
        <EmptyState>{say(figure.empty)}</EmptyState>
      )}
      {figure.footnotes.map((note) => (
        <p key={note.en} className={page['soft']}>
          {unbroken(say(note))}
        </p>
      ))}
      <FileButtons
        study={study}
        title={title}
        taking={taking}
        take={(kind, said) =>
          takeFile(downloadStateFigure, {
            params: { study, file: `${figure.key}.${kind}` },
            query: { ...said, language },
          })
        }
      />
    </Section>
  )
}
