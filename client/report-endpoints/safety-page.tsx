import { SegmentedControl, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { safetyQuery } from './queries.ts'
import { SafetyTable } from './safety-table.tsx'
import { ViewControls, viewOf } from './view-controls.tsx'
import css from './report.module.css'

/** Treatment-emergent adverse events by organ class, term and worst grade. */
export function SafetyPage(): ReactNode {
  const { t, say, language } = useTexts()
  const study = useStudy()
  const [address, setAddress] = useSearchParams()
  const related = address.get('related') === 'related' ? 'related' : 'all'
  const cohort = address.get('cohort')
  const table = useQuery({
    ...safetyQuery(study.id, { ...viewOf(address), related, cohort }),
    placeholderData: keepPreviousData,
  })
  const set = (name: string, value: string | null): void => {
    const next = new URLSearchParams(address)
    if (value === null || value === 'all') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
  const { data } = table
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('safety.title')}
      state={
        data === undefined
          ? ''
          : `${t('home.asOf', { date: formatDate(data.cutoff, language) })} · N = ${data.N}`
      }
    >
      <ViewControls cutoff={data?.cutoff ?? ''} withSource={false}>
        <SegmentedControl
          size="xs"
          aria-label={t('safety.relation')}
          value={related}
          onChange={(value) => {
            set('related', value)
          }}
          data={[
            { value: 'all', label: t('safety.all') },
            { value: 'related', label: t('safety.related') },
          ]}
        />
        {study.definition.cohorts.length > 0 && (
          <Select
            label={t('subjects.cohort')}
            clearable
            w={200}
            data={study.definition.cohorts.map(({ key, label }) => ({
              value: key,
              label: say(label),
            }))}
            value={cohort}
            onChange={(value) => {
              set('cohort', value)
            }}
          />
        )}
      </ViewControls>
      <ProblemNotice error={table.error} />
      {data === undefined && table.error === null && <Loading />}
      {data !== undefined && data.rows.length === 0 && <EmptyState>{t('safety.none')}</EmptyState>}
      {data !== undefined && data.rows.length > 0 && <SafetyTable table={data} />}
      <p className={css['note']}>{t('safety.note')}</p>
    </Page>
  )
}
