import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { NO_REASON } from '../kit/export-reason.tsx'
import { formatDate } from '../kit/format.ts'
import { Loading, Notice, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { cohortsQuery } from './queries.ts'
import { ReportPartView } from './report-part.tsx'
import { ViewControls, viewOf } from './view-controls.tsx'

/** Cohorts and subgroups side by side: baseline, responses, curves, hazard ratios. */
export function CohortsPage(): ReactNode {
  const { t, language } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const view = viewOf(address)
  const [reason, onChange] = useState(NO_REASON)
  const files = { view: { ...view, described: 'ENR' }, taking: { reason, onChange } } as const
  const { data, error } = useQuery({
    ...cohortsQuery(study.id, view),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.results'), to: studyPath(study.id, '/results') },
      ]}
      title={t('cohorts.title')}
      state={
        data === undefined
          ? study.id
          : t('home.asOf', { date: formatDate(data.report.cutoff, language) })
      }
    >
      <ViewControls cutoff={data?.report.cutoff ?? ''} withSource />
      <Notice kind="note">{t(noteOf(study.definition))}</Notice>
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data?.report.sections
        .flatMap(({ parts }) => parts)
        .map((part) => (
          <ReportPartView
            key={part.kind + part.key}
            study={study.id}
            report={data.report}
            part={part}
            rows={null}
            files={files}
          />
        ))}
    </Page>
  )
}

/** What may be concluded from a comparison of this protocol's cohorts. */
function noteOf({ cohorts, conventions }: ProtocolDefinition): TextKey {
  if (cohorts.length < 2) return 'cohorts.one'
  return conventions.compareCohorts ? 'cohorts.notRandomised' : 'cohorts.notCompared'
}
