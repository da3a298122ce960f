import { Button, Select, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { subjectStateSchema } from '../../shared/api/routes/subjects.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { filterOf, turnPage, withFilter } from './filter-address.ts'
import { Matrix } from './matrix.tsx'
import css from './matrix.module.css'
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
      <Filters study={study} />
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
      <Matrix study={props.study} list={props.list} />
      <Paging list={props.list} />
    </>
  )
}

function Filters({ study }: { readonly study: Study }): ReactNode {
  const { t, say } = useTexts()
  const [address, setAddress] = useSearchParams()
  const filter = filterOf(address)
  const set = (name: string, value: string | null): void => {
    setAddress(withFilter(address, name, value), { replace: true })
  }
  return (
    <div className={page['filters']} role="search">
      <TextInput
        label={t('subjects.search')}
        defaultValue={filter.search ?? ''}
        onChange={(event) => {
          set('search', event.currentTarget.value)
        }}
        w={150}
      />
      {study.sites.length > 1 && (
        <Select
          label={t('subjects.site')}
          clearable
          w={200}
          data={study.sites.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          value={filter.site ?? null}
          onChange={(value) => {
            set('site', value)
          }}
        />
      )}
      <Select
        label={t('subjects.state')}
        clearable
        w={150}
        data={subjectStateSchema.options.map((value) => ({ value, label: t(`subject.${value}`) }))}
        value={filter.state ?? null}
        onChange={(value) => {
          set('state', value)
        }}
      />
      {study.definition.cohorts.length > 0 && (
        <Select
          label={t('subjects.cohort')}
          clearable
          w={180}
          data={study.definition.cohorts.map(({ key, label }) => ({
            value: key,
            label: say(label),
          }))}
          value={filter.cohort ?? null}
          onChange={(value) => {
            set('cohort', value)
          }}
        />
      )}
    </div>
  )
}

function Paging({ list }: { readonly list: SubjectList }): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const { next } = list
  return (
    <div className={css['foot']}>
      <span role="status">
        {t('subjects.counts', {
          shown: list.subjects.length,
          filtered: list.filtered,
          total: list.total,
        })}
      </span>
      <span className={page['inline']}>
        {address.has('cursor') && (
          <Button
            variant="default"
            onClick={() => {
              setAddress(turnPage(address, null))
            }}
          >
            {t('paging.first')}
          </Button>
        )}
        {next !== null && (
          <Button
            variant="default"
            onClick={() => {
              setAddress(turnPage(address, next))
            }}
          >
            {t('paging.next')}
          </Button>
        )}
      </span>
    </div>
  )
}
