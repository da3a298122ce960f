import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { ReportView } from '../../shared/api/routes/report.ts'
import type { DescribedPopulation } from '../../shared/report/define.ts'
import { partWords } from '../../shared/report/part-words.ts'
import { NO_REASON, type Taking } from '../kit/export-reason.tsx'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useSwimmerOrder } from '../kit/swimmer-choice.tsx'
import { useTexts } from '../kit/texts.ts'
import { studyReportQuery, type StudyReportView } from './queries.ts'
import { ReportDownloads } from './report-downloads.tsx'
import { isEmpty } from './report-frame.tsx'
import { ReportPartView } from './report-part.tsx'
import { ViewControls, viewOf } from './view-controls.tsx'
import css from './study-report.module.css'

const POPULATIONS: readonly DescribedPopulation[] = ['ENR', 'SAF', 'EVAL']

/** The study report on screen: every table, figure and listing, and its files. */
export function StudyReportPage(): ReactNode {
  const { t, language } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const view = reportViewOf(address)
  const [reason, onChange] = useState(NO_REASON)
  const taking = { reason, onChange }
  const { data, error } = useQuery({
    ...studyReportQuery(study.id, view),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('studyReport.title')}
      state={
        data === undefined
          ? t('studyReport.subtitle')
          : t('home.asOf', { date: formatDate(data.report.cutoff, language) })
      }
    >
      <ViewControls study={study.id} cutoff={data?.report.cutoff ?? ''} withSource withSnapshot>
        <DescribedChoice described={view.described} />
      </ViewControls>
      <ReportDownloads study={study.id} view={view} taking={taking} />
      <p className={css['note']}>
        {t('studyReport.note')} {t('studyReport.describedNote')}
      </p>
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <ReportParts study={study.id} view={data} asked={view} taking={taking} />
      )}
    </Page>
  )
}

function reportViewOf(address: URLSearchParams): StudyReportView {
  const described = POPULATIONS.find((one) => one === address.get('described')) ?? 'ENR'
  return { ...viewOf(address), described }
}

function DescribedChoice({ described }: { readonly described: DescribedPopulation }): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('studyReport.described')}
      value={described}
      onChange={(value) => {
        const next = new URLSearchParams(address)
        if (value === 'ENR') next.delete('described')
        else next.set('described', value)
        setAddress(next, { replace: true })
      }}
      data={POPULATIONS.map((value) => ({ value, label: t(`studyReport.${value}`) }))}
    />
  )
}

interface ReportPartsProps {
  readonly study: string
  readonly view: ReportView
  readonly asked: StudyReportView
  readonly taking: Taking
}

function ReportParts({ study, view, asked, taking }: ReportPartsProps): ReactNode {
  const { t, say, language } = useTexts()
  const { cut } = view
  const { report } = useSwimmerOrder(view.report)
  return (
    <div className={css['columns']}>
      <nav className={css['contents']} aria-label={t('studyReport.contents')}>
        <h2>{t('studyReport.contents')}</h2>
        {report.sections.map(({ key, title, parts }) => (
          <section key={key}>
            <h3>{`${key} ${say(title)}`}</h3>
            <ol>
              {parts.map((part) => {
                const { number, title: name } = partWords(part, report, language)
                return (
                  <li key={part.number + part.kind}>
                    <a href={`#${part.kind}-${part.number}`}>
                      {number} {name}
                    </a>
                  </li>
                )
              })}
            </ol>
          </section>
        ))}
      </nav>
      <div className={css['parts']}>
        {isEmpty(report) && <EmptyState>{t('studyReport.noSubjects')}</EmptyState>}
        {report.sections.map(({ key, title, parts }) => (
          <section key={key}>
            <h2>{`${key} ${say(title)}`}</h2>
            {parts.map((part) => (
              <ReportPartView
                key={part.number + part.kind}
                study={study}
                report={report}
                part={part}
                rows={cut[part.number] ?? null}
                files={{ view: asked, taking }}
              />
            ))}
          </section>
        ))}
      </div>
    </div>
  )
}
