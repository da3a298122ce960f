import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState, Loading, Notice, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { ArchiveTable } from './archive-table.tsx'
import { MakeBox } from './make-box.tsx'
import { archivesQuery } from './queries.ts'

/** The archives of the sites: made, taken, and received by the site's investigator. */
export function ArchivesPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const may = usePermissions()
  const { data, error } = useQuery(archivesQuery(study.id))
  const mayMake = may('archive.make', { study: study.id })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('nav.archive')}
      state={t('archive.state')}
    >
      <Notice kind="note">{t('archive.intro')}</Notice>
      {mayMake && <MakeBox study={study} />}
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data?.length === 0 && (
        <EmptyState>
          {t('archive.none')} {mayMake && t('archive.noneToMake')}
        </EmptyState>
      )}
      {data !== undefined && data.length > 0 && <ArchiveTable study={study.id} archives={data} />}
    </Page>
  )
}
