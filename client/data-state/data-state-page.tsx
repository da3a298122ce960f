import { useSuspenseQueries } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatDate, formatTime } from '../kit/format.ts'
import { DrawnPlot } from '../kit/drawn-plot.tsx'
import { EmptyState, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { ageingQuery, enrolmentQuery, lagsQuery } from './queries.ts'
import { agesPlot, enrolmentPlot, lagPlot } from './state-plots.ts'

/** Enrolment against the plan, how soon data are entered, and how old open queries are. */
export function DataStatePage(): ReactNode {
  const { t, language } = useTexts()
  const study = useStudy()
  const [{ data: home }, { data: lags }, { data: ages }] = useSuspenseQueries({
    queries: [enrolmentQuery(study.id), lagsQuery(study.id), ageingQuery(study.id)],
  })
  const enrolment = enrolmentPlot(home)
  const lag = lagPlot(lags)
  const age = agesPlot(ages)
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('dataState.title')}
      state={t('dataState.asOf', { at: formatTime(ages.asOf) })}
    >
      <Section
        title={t('home.enrolment')}
        aside={t('home.enrolledOf', { n: home.enrolled, planned: home.planned })}
      >
        {enrolment === null ? (
          <EmptyState>{t('dataState.noEnrolment')}</EmptyState>
        ) : (
          <DrawnPlot study={study.id} plot={enrolment} title={t('home.enrolment')} />
        )}
        {enrolment !== null && (
          <p className={page['soft']}>
            {t('dataState.until', { date: formatDate(enrolment.cutoff, language) })}
          </p>
        )}
        <p className={page['soft']}>{t('dataState.enrolmentNote')}</p>
      </Section>
      <Section
        title={t('dataState.lag')}
        aside={<Link to={studyPath(study.id, '/audit/lags')}>{t('lag.title')}</Link>}
      >
        {lag === null ? (
          <EmptyState>{t('dataState.noLag')}</EmptyState>
        ) : (
          <DrawnPlot study={study.id} plot={lag} title={t('dataState.lag')} />
        )}
        <p className={page['soft']}>{t('dataState.lagNote')}</p>
      </Section>
      <Section
        title={t('dataState.queries')}
        aside={<Link to={studyPath(study.id, '/queries/ageing')}>{t('ageing.title')}</Link>}
      >
        {age === null ? (
          <EmptyState>{t('dataState.noQueries')}</EmptyState>
        ) : (
          <DrawnPlot study={study.id} plot={age} title={t('dataState.queries')} />
        )}
        <p className={page['soft']}>{t('dataState.queriesNote')}</p>
      </Section>
    </Page>
  )
}
