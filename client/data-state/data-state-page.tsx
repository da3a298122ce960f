import { useSuspenseQueries } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { downloadFigure } from '../../shared/api/routes/report.ts'
import {
  ENROLMENT_NOTE,
  entryLagFigure,
  queryAgesFigure,
} from '../../shared/report/state-figures.ts'
import { DrawnPlot } from '../kit/drawn-plot.tsx'
import { NO_REASON, type Taking } from '../kit/export-reason.tsx'
import { FileButtons } from '../kit/figure-files.tsx'
import { formatDate, formatTime } from '../kit/format.ts'
import { EmptyState, Notice, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { takeFile } from '../kit/take-file.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { ageingQuery, enrolmentQuery, lagsQuery, type Enrolment } from './queries.ts'
import { StateFigureSection } from './state-figure.tsx'
import { enrolmentPlot } from './state-plots.ts'

/** Enrolment against the plan, how soon data are entered, and how old open queries are. */
export function DataStatePage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [{ data: home }, { data: lags }, { data: ages }] = useSuspenseQueries({
    queries: [enrolmentQuery(study.id), lagsQuery(study.id), ageingQuery(study.id)],
  })
  const [reason, onChange] = useState(NO_REASON)
  const shared = { study: study.id, taking: { reason, onChange } }
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('dataState.title')}
      state={t('dataState.asOf', { at: formatTime(ages.asOf) })}
    >
      {lags.only !== null && (
        <Notice kind="note">{t('live.someSites', { sites: lags.only.join(', ') })}</Notice>
      )}
      <EnrolmentSection {...shared} home={home} />
      <StateFigureSection
        {...shared}
        figure={entryLagFigure(lags)}
        aside={<Link to={studyPath(study.id, '/audit/lags')}>{t('lag.title')}</Link>}
      />
      <StateFigureSection
        {...shared}
        figure={queryAgesFigure(ages)}
        aside={<Link to={studyPath(study.id, '/queries/ageing')}>{t('ageing.title')}</Link>}
      />
    </Page>
  )
}

interface EnrolmentProps {
  readonly study: string
  readonly home: Enrolment
  readonly taking: Taking
}

function EnrolmentSection({ study, home, taking }: EnrolmentProps): ReactNode {
  const { t, say, language } = useTexts()
  const plot = enrolmentPlot(home)
  const title = t('home.enrolment')
  return (
    <Section
      title={title}
      aside={t('home.enrolledOf', { n: home.enrolled, planned: home.planned })}
    >
      {plot === null ? (
        <EmptyState>{t('dataState.noEnrolment')}</EmptyState>
      ) : (
        <>
          <DrawnPlot study={study} plot={plot} title={title} />
          <p className={page['soft']}>
            {t('dataState.until', { date: formatDate(plot.cutoff, language) })}
          </p>
        </>
      )}
      <p className={page['soft']}>{say(ENROLMENT_NOTE)}</p>
      <FileButtons
        study={study}
        title={title}
        taking={taking}
        take={(kind, said) =>
          takeFile(downloadFigure, {
            params: { study, file: `enrolment.${kind}` },
            query: { cutoff: plot?.cutoff, ...said, language },
          })
        }
      />
    </Section>
  )
}
