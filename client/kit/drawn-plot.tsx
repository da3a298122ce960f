import type { MouseEvent, ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Figure } from '../../shared/figures/figure.tsx'
import type { PlotData } from '../../shared/plots/define.ts'
import { plots } from '../../shared/plots/registry.ts'
import { aimPath } from './aim-path.ts'
import { subjectPath } from './subject-paths.ts'
import { useTexts } from './texts.ts'
import css from './drawn-plot.module.css'

interface DrawnPlotProps {
  readonly study: string
  readonly plot: PlotData
  /** What the figure shows, for who does not see it. */
  readonly title: string
  /** More of it: whom it is about, as of when. */
  readonly about?: string
  /** As of when its data are (ISO 8601): a figure that a mark leads to is of that state too. */
  readonly cutoff?: string
  /** It is of a snapshot: other figures, which are of the present data, are no part of it. */
  readonly past?: boolean
}

/** A plot as the report draws it; a mark leads to its subject, or to the records that it counts. */
export function DrawnPlot({
  study,
  plot,
  title,
  about,
  cutoff,
  past = false,
}: DrawnPlotProps): ReactNode {
  const { language } = useTexts()
  const navigate = useNavigate()
  const follow = (event: MouseEvent): void => {
    const address = event.target instanceof Element ? event.target.closest('a') : null
    const to = address?.getAttribute('href') ?? null
    if (to === null || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    void navigate(to)
  }
  return (
    // Where the window is narrow it scrolls by itself: the keys must reach it.
    <div className={css['figure']} tabIndex={0} onClickCapture={follow}>
      <Figure
        drawing={plots.get(plot.kind).draw(plot, language)}
        title={title}
        {...(about === undefined ? {} : { about })}
        linkOf={(subject) => subjectPath(study, subject)}
        {...(past ? {} : { aimOf: (aim) => aimPath(study, aim, cutoff) })}
      />
    </div>
  )
}
