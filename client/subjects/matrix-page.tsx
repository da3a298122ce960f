import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { filterOf } from './filter-address.ts'
import { Matrix } from './matrix.tsx'
import css from './matrix.module.css'
import { MatrixFilters } from './matrix-filters.tsx'
import { MatrixLegend } from './matrix-legend.tsx'
import { subjectsQuery, type SubjectList } from './queries.ts'

/** Subjects against visits: who stands where, filtered by the address so that a view can be sent. */
export function MatrixPage(): ReactNode {
  const { t, say } = useTexts()
  const study = useStudy()
  const may = usePermissions()
  const [address] = useSearchParams()
  const list = useQuery({
    ...subjectsQuery(study.id, filterOf(address)),
    placeholderData: keepPreviousData,
  })
  const mayEnrol = may('subject.enrol', { study: study.id })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('nav.subjects')}
      state={say(study.definition.shortTitle)}
      actions={
        mayEnrol && (
          <Button component={Link} to={studyPath(study.id, '/subjects/new')}>
            {t('subjects.register')}
          </Button>
        )
      }
    >
      <MatrixFilters study={study} />
      <MatrixLegend />
      <ProblemNotice error={list.error} />
      {list.data === undefined && list.error === null && <Loading />}
      {list.data !== undefined && <MatrixOrEmpty study={study} list={list.data} />}
    </Page>
  )
}

function MatrixOrEmpty(props: { readonly study: Study; readonly list: SubjectList }): ReactNode {
  const { t } = useTexts()
  if (props.list.total === 0) return <EmptyState>{t('subjects.none')}</EmptyState>
  if (props.list.subjects.length === 0) return <EmptyState>{t('subjects.noneFound')}</EmptyState>
  return (
    <>
      <p className={css['foot']} role="status">
        {t('subjects.counts', { filtered: props.list.filtered, total: props.list.total })}
      </p>
      <Matrix study={props.study} list={props.list} />
    </>
  )
}
