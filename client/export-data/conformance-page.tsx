import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { ProblemCount } from '../../shared/api/routes/export-runs.ts'
import { EmptyState, Loading, Notice, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { Paging } from '../kit/table/paging.tsx'
import { useTexts } from '../kit/texts.ts'
import { ProblemTable, RuleTable } from './problem-tables.tsx'
import { problemsQuery, type ProblemPage, type ProblemQuery } from './run-queries.ts'

const FILTERS = ['severity', 'rule', 'dataset', 'subject'] as const
type Filter = (typeof FILTERS)[number]
const SEVERITIES = ['error', 'warning', 'note'] as const

/** The problems that a check found, by rule and one by one, each with the form to repair. */
export function ConformancePage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const run = useRouteParam('run')
  const [address] = useSearchParams()
  const { data, error } = useQuery(problemsQuery(study.id, run, queryOf(address)))
  const all = data?.counts.reduce((sum, { count }) => sum + count, 0) ?? 0
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.export'), to: studyPath(study.id, '/export') },
      ]}
      title={t('conformance.title')}
      state={data === undefined ? '' : t('conformance.state', { count: data.total, all })}
    >
      <Notice kind="note">{t('conformance.intro')}</Notice>
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && all === 0 && <EmptyState>{t('conformance.sound')}</EmptyState>}
      {data !== undefined && all > 0 && <Found found={data} />}
    </Page>
  )
}

function queryOf(address: URLSearchParams): ProblemQuery {
  const severity = SEVERITIES.find((one) => one === address.get('severity'))
  const texts = (['rule', 'dataset', 'subject'] as const).flatMap((name) => {
    const value = address.get(name) ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  const from = Number(address.get('cursor') ?? 0)
  return {
    ...Object.fromEntries(texts),
    ...(severity === undefined ? {} : { severity }),
    ...(Number.isSafeInteger(from) && from > 0 ? { from } : {}),
  }
}

function Found({ found }: { readonly found: ProblemPage }): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address, setAddress] = useSearchParams()
  const { counts, problems, total } = found
  const from = Number(address.get('cursor') ?? 0)
  const next = from + problems.length < total ? String(from + problems.length) : null
  const choose = (filter: Filter, value: string): void => {
    const chosen = new URLSearchParams(address)
    chosen.delete('cursor')
    if (value === '') chosen.delete(filter)
    else chosen.set(filter, value)
    setAddress(chosen, { replace: true })
  }
  return (
    <>
      <Section title={t('conformance.byRule')}>
        <RuleTable
          counts={counts}
          onChoose={(rule) => {
            choose('rule', rule)
          }}
        />
      </Section>
      <Section title={t('conformance.found')}>
        <Filters found={found} onChoose={choose} />
        {problems.length === 0 ? (
          <EmptyState>{t('conformance.none')}</EmptyState>
        ) : (
          <ProblemTable study={study} problems={problems} total={total} />
        )}
        <Paging next={next} />
      </Section>
    </>
  )
}

interface FiltersProps {
  readonly found: ProblemPage
  readonly onChoose: (filter: Filter, value: string) => void
}

function Filters({ found: { counts, subjects }, onChoose }: FiltersProps): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const choices: Readonly<Record<Filter, readonly { value: string; label: string }[]>> = {
    severity: SEVERITIES.map((value) => ({ value, label: t(`conformance.severity.${value}`) })),
    rule: valuesOf(counts, 'rule'),
    dataset: valuesOf(counts, 'dataset'),
    subject: subjects.map((value) => ({ value, label: value })),
  }
  return (
    <div className={page['filters']}>
      {FILTERS.map((filter) => (
        <NativeSelect
          key={filter}
          size="xs"
          w={180}
          label={t(`conformance.${filter}`)}
          value={address.get(filter) ?? ''}
          data={[{ value: '', label: t('conformance.any') }, ...choices[filter]]}
          onChange={(event) => {
            onChoose(filter, event.currentTarget.value)
          }}
        />
      ))}
      {FILTERS.some((filter) => address.has(filter)) && (
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            setAddress({}, { replace: true })
          }}
        >
          {t('conformance.clear')}
        </Button>
      )}
    </div>
  )
}

function valuesOf(counts: readonly ProblemCount[], of: 'rule' | 'dataset') {
  const values = [...new Set(counts.map((one) => one[of]))].sort()
  return values.map((value) => ({ value, label: value }))
}
