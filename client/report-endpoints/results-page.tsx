import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { analysisQuery } from './queries.ts'
import { ResultsTable } from './results-table.tsx'
import { ViewControls, viewOf } from './view-controls.tsx'
import css from './report.module.css'

/** Every endpoint of the protocol with counts, estimate and limits, pooled and by cohort. */
export function ResultsPage(): ReactNode {
  const { t, say, language } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const analysis = useQuery({
    ...analysisQuery(study.id, viewOf(address)),
    placeholderData: keepPreviousData,
  })
  const { data } = analysis
  const populations = Object.entries(data?.populations ?? {}).map(([key, N]) => `${key} ${N}`)
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('nav.results')}
      state={
        data === undefined
          ? say(study.definition.shortTitle)
          : t('home.asOf', { date: formatDate(data.cutoff, language) })
      }
    >
      <ViewControls study={study.id} cutoff={data?.cutoff ?? ''} withSource withSnapshot />
      <ProblemNotice error={analysis.error} />
      {data === undefined && analysis.error === null && <Loading />}
      {data !== undefined && (
        <>
          <p className={css['note']}>
            {t('results.populations')}: {populations.join(' · ')}.{' '}
            {t('results.limitsNote', {
              level: study.definition.conventions.confidenceLevel * 100,
              monthDays: study.definition.conventions.monthDays,
            })}
          </p>
          {data.endpoints.length === 0 ? (
            <EmptyState>{t('home.noHeadline')}</EmptyState>
          ) : (
            <ResultsTable study={study} endpoints={data.endpoints} />
          )}
        </>
      )}
    </Page>
  )
}
