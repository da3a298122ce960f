import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { downloadRights, type RightOnDay } from '../../shared/api/routes/access.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { urlOf } from '../kit/http.ts'
import { EmptyState, Loading, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { todayAt } from '../kit/today.ts'
import { rightsQuery, studyAccessQuery } from './queries.ts'
import { RightChanges } from './right-changes.tsx'
import { RightTable } from './right-table.tsx'
import { StudyAccessForm } from './study-access-form.tsx'
import { TrainingSection } from './training-section.tsx'

/** Who held which right on a day, what the study asks of people, and who is trained. */
export function RightsPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const may = usePermissions()
  const [address, setAddress] = useSearchParams()
  const day = address.get('day') ?? todayAt(undefined)
  const rights = useQuery({ ...rightsQuery(study.id, day), placeholderData: keepPreviousData })
  const access = useQuery(studyAccessQuery(study.id))
  const manages = may('study.manage', { study: study.id })
  const file = urlOf(downloadRights, { params: { study: study.id }, query: { day } })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('nav.rights')}
      state={t('rights.state')}
      actions={<a href={file}>{t('accessReview.csv')}</a>}
    >
      <div className={page['filters']}>
        <PlainDateBox
          label={t('rights.day')}
          value={day}
          onChange={(chosen) => {
            setAddress(chosen === '' ? {} : { day: chosen }, { replace: true })
          }}
        />
      </div>
      <ProblemNotice error={rights.error} />
      {rights.isLoading && <Loading />}
      {rights.data !== undefined && <Rights rights={rights.data.rights} />}
      <ProblemNotice error={access.error} />
      {access.data !== undefined && (
        <>
          <TrainingSection study={study.id} access={access.data} manages={manages} />
          {manages && (
            <Section title={t('studyAccess.title')}>
              <StudyAccessForm key={access.data.version} study={study.id} stored={access.data} />
            </Section>
          )}
        </>
      )}
      {rights.data !== undefined && <RightChanges changes={rights.data.changes} />}
    </Page>
  )
}

function Rights({ rights }: { readonly rights: readonly RightOnDay[] }): ReactNode {
  const { t } = useTexts()
  if (rights.length === 0) return <EmptyState>{t('rights.none')}</EmptyState>
  return <RightTable rights={rights} />
}
