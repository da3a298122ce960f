import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { Report } from '../../shared/report/define.ts'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { ViewControls } from './view-controls.tsx'

interface ReportFrameProps<View> {
  readonly study: Study
  readonly title: string
  readonly asked: Pick<UseQueryResult<View>, 'data' | 'error' | 'isPlaceholderData'>
  /** What a reader must know before the numbers, and what may be chosen besides. */
  readonly note: ReactNode
  readonly children: (view: View) => ReactNode
}

/** A page of parts of the study report: where it is, as of when, from which data, and its states. */
export function ReportFrame<View extends { readonly report: Report }>({
  study,
  title,
  asked: { data, error, isPlaceholderData },
  note,
  children,
}: ReportFrameProps<View>): ReactNode {
  const { t, language } = useTexts()
  const cutoff = data?.report.cutoff
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.results'), to: studyPath(study.id, '/results') },
      ]}
      title={title}
      state={
        cutoff === undefined ? study.id : t('home.asOf', { date: formatDate(cutoff, language) })
      }
    >
      <ViewControls study={study.id} cutoff={cutoff ?? ''} withSource withSnapshot />
      {note}
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <div aria-busy={isPlaceholderData}>
          {isEmpty(data.report) && <EmptyState>{t('studyReport.noSubjects')}</EmptyState>}
          {children(data)}
        </div>
      )}
    </Page>
  )
}

/** Nobody is in any part. */
export function isEmpty({ sections }: Report): boolean {
  return sections.every(({ parts }) => parts.every(({ population }) => population.n === 0))
}
