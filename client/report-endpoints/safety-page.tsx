import { SegmentedControl, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { TERMS_FOOTNOTE } from '../../shared/safety/adverse-event-footnote.ts'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { safetyQuery, type AdverseEventTable, type SafetyView } from './queries.ts'
import { SafetyTable } from './safety-table.tsx'
import { ViewControls, viewOf } from './view-controls.tsx'
import css from './report.module.css'

/** Treatment-emergent adverse events by organ class, term and worst grade. */
export function SafetyPage(): ReactNode {
  const { t, say } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const table = useQuery({
    ...safetyQuery(study.id, safetyViewOf(address)),
    placeholderData: keepPreviousData,
  })
  const { data, error } = table
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('safety.title')}
      state={data === undefined ? '' : <AsOf table={data} />}
    >
      <SafetyControls study={study} cutoff={data?.cutoff ?? ''} />
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <TableOrEmpty table={data} />}
      <p className={css['note']}>{say(TERMS_FOOTNOTE)}</p>
    </Page>
  )
}

function safetyViewOf(address: URLSearchParams): SafetyView {
  const related = address.get('related') === 'related' ? 'related' : 'all'
  return { ...viewOf(address), related, cohort: address.get('cohort') }
}

function AsOf({ table }: { readonly table: AdverseEventTable }): ReactNode {
  const { t, language } = useTexts()
  return `${t('home.asOf', { date: formatDate(table.cutoff, language) })} · N = ${table.N}`
}

function TableOrEmpty({ table }: { readonly table: AdverseEventTable }): ReactNode {
  const { t } = useTexts()
  if (table.rows.length === 0) return <EmptyState>{t('safety.none')}</EmptyState>
  return <SafetyTable table={table} />
}

interface SafetyControlsProps {
  readonly study: Study
  readonly cutoff: string
}

function SafetyControls({ study, cutoff }: SafetyControlsProps): ReactNode {
  const { t, say } = useTexts()
  const [address, setAddress] = useSearchParams()
  const { related, cohort } = safetyViewOf(address)
  const { cohorts } = study.definition
  const set = (name: string, value: string | null): void => {
    const next = new URLSearchParams(address)
    if (value === null || value === 'all') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
  return (
    <ViewControls study={study.id} cutoff={cutoff} withSource={false}>
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
      {cohorts.length > 0 && (
        <Select
          label={t('subjects.cohort')}
          clearable
          w={200}
          data={cohorts.map(({ key, label }) => ({ value: key, label: say(label) }))}
          value={cohort}
          onChange={(value) => {
            set('cohort', value)
          }}
        />
      )}
    </ViewControls>
  )
}
