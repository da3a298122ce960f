import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { Analysis, EndpointRow } from '../../shared/endpoints/results.ts'
import { endpointLabel, resultText } from '../kit/endpoint-text.ts'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Loading, Notice, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { IncidenceTerms } from './incidence-terms.tsx'
import { LandmarkRates, LogRankNote } from './landmark-rates.tsx'
import { analysisQuery } from './queries.ts'
import { ResponseDistribution } from './response-distribution.tsx'
import { SubjectsBehind } from './subjects-behind.tsx'
import { ViewControls, viewOf } from './view-controls.tsx'
import css from './report.module.css'

/** One endpoint: its result by cohort, what it is made of, and the subjects behind it. */
export function EndpointPage(): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  const study = useStudy()
  const id = useRouteParam('endpoint')
  const [address] = useSearchParams()
  const analysis = useQuery({
    ...analysisQuery(study.id, viewOf(address)),
    placeholderData: keepPreviousData,
  })
  const { data } = analysis
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.results'), to: studyPath(study.id, '/results') },
      ]}
      title={endpointLabel(study.definition.endpoints, id, texts)}
      state={data === undefined ? id : t('home.asOf', { date: formatDate(data.cutoff, language) })}
    >
      <ViewControls study={study.id} cutoff={data?.cutoff ?? ''} withSource withSnapshot />
      <ProblemNotice error={analysis.error} />
      {data === undefined && analysis.error === null && <Loading />}
      {data !== undefined && <EndpointDetail study={study} analysis={data} id={id} />}
    </Page>
  )
}

interface EndpointDetailProps {
  readonly study: Study
  readonly analysis: Analysis
  readonly id: string
}

function EndpointDetail({ study, analysis, id }: EndpointDetailProps): ReactNode {
  const { t } = useTexts()
  const rows = analysis.endpoints.filter((row) => row.id === id)
  const pooled = rows.find(({ cohort }) => cohort === null)
  const definition = study.definition.endpoints.find((endpoint) => endpoint.id === id)
  if (pooled === undefined) return <EmptyState>{t('results.noSuch')}</EmptyState>
  return (
    <>
      <p className={css['note']}>
        {[id, pooled.population, pooled.criteria, frameText(definition?.timeFrameMonths, t)]
          .filter((part) => part !== null && part !== '')
          .join(' · ')}
      </p>
      <CohortResults study={study} rows={rows} />
      {pooled.kind === 'time-to-event' && <LogRankNote summary={pooled} />}
      {pooled.kind === 'landmark' && <LandmarkRates rows={rows} />}
      {pooled.kind === 'distribution' && <ResponseDistribution summary={pooled} />}
      {pooled.kind === 'incidence' && <IncidenceTerms summary={pooled} />}
      <Section title={t('results.subjects')}>
        <SubjectsBehind study={study} analysis={analysis} endpoint={id} row={pooled} />
      </Section>
      {analysis.queries.some(({ endpoints }) => endpoints.includes(id)) && (
        <Notice kind="warning">
          {t('results.imputed', {
            count: analysis.queries.filter(({ endpoints }) => endpoints.includes(id)).length,
          })}
        </Notice>
      )}
    </>
  )
}

function frameText(months: number | null | undefined, t: ReturnType<typeof useTexts>['t']): string {
  return months === null || months === undefined ? '' : t('results.timeFrame', { months })
}

function CohortResults(props: {
  readonly study: Study
  readonly rows: readonly EndpointRow[]
}): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  const { cohorts, conventions } = props.study.definition
  return (
    <div className={page['tableWrap']}>
      <table className={css['report']} style={{ maxWidth: 760 }}>
        <thead>
          <tr>
            <th scope="col">{t('subjects.cohort')}</th>
            <th scope="col">{t('results.counts')}</th>
            <th scope="col" className={css['figure']}>
              {t('results.estimate')}
            </th>
            <th scope="col" className={css['figure']}>
              {t('results.limits')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => {
            const text = resultText(row, conventions.monthDays, texts)
            const cohort = cohorts.find(({ key }) => key === row.cohort)
            return (
              <tr key={row.cohort ?? ''}>
                <th scope="row">
                  {row.cohort === null
                    ? t('results.pooled')
                    : cohort === undefined
                      ? row.cohort
                      : say(cohort.label)}
                </th>
                <td>{text.counts}</td>
                <td className={css['figure']}>{text.figure}</td>
                <td className={css['figure']}>{text.limits}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
