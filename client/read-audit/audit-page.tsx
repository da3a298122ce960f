import { Button, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { TextKey } from '../../shared/texts/keys.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { PartOfList } from '../kit/table/part-of-list.ts'
import { useTexts } from '../kit/texts.ts'
import { EntryTable } from './entry-table.tsx'
import { trailQuery, type TrailFilter } from './queries.ts'

const TEXT_FILTERS = ['subjid', 'visit', 'form', 'item', 'username', 'act'] as const
const LABELS: Readonly<Record<(typeof TEXT_FILTERS)[number], TextKey>> = {
  subjid: 'audit.subject',
  visit: 'audit.visit',
  form: 'audit.form',
  item: 'audit.item',
  username: 'audit.who',
  act: 'audit.act',
}

/** The study's trail: who did what, when and why, with the values before and after. */
export function AuditPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const trail = useQuery({
    ...trailQuery(study.id, filterOf(address)),
    placeholderData: keepPreviousData,
  })
  const { data } = trail
  const part = useOrderOfTrail()
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('nav.audit')}
      state={t(isOldestFirst(address) ? 'audit.stateOldest' : 'audit.state')}
      actions={
        <>
          <Link to={studyPath(study.id, '/audit/lags')}>{t('lag.title')}</Link>
          <Link to={studyPath(study.id, '/audit/patterns')}>{t('risk.title')}</Link>
        </>
      }
    >
      <TrailFilters />
      <ProblemNotice error={trail.error} />
      {data === undefined && trail.error === null && <Loading />}
      {data?.entries.length === 0 && <EmptyState>{t('audit.none')}</EmptyState>}
      {data !== undefined && data.entries.length > 0 && (
        <>
          <EntryTable study={study} entries={data.entries} part={part} />
          <TrailPaging next={data.next} />
        </>
      )}
    </Page>
  )
}

function filterOf(address: URLSearchParams): TrailFilter {
  const names = [...TEXT_FILTERS, 'from', 'to', 'cursor'] as const
  const filled = names.flatMap((name) => {
    const value = (address.get(name) ?? '').trim()
    return value === '' ? [] : [[name, value] as const]
  })
  const order = isOldestFirst(address) ? { order: 'oldest-first' as const } : {}
  return { ...Object.fromEntries(filled), ...order }
}

function isOldestFirst(address: URLSearchParams): boolean {
  return address.get('order') === 'oldest-first'
}

/** The trail is ordered by its numbers alone, by the server: a page cannot stand for the whole of it. */
function useOrderOfTrail(): PartOfList {
  const [address, setAddress] = useSearchParams()
  const descending = !isOldestFirst(address)
  return {
    total: null,
    sorting: { key: 'seq', descending },
    sortable: ['seq'],
    onSort: () => {
      const next = new URLSearchParams(address)
      next.delete('cursor')
      if (descending) next.set('order', 'oldest-first')
      else next.delete('order')
      setAddress(next, { replace: true })
    },
  }
}

function TrailFilters(): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const set = (name: string, value: string): void => {
    const next = new URLSearchParams(address)
    next.delete('cursor')
    if (value === '') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
  return (
    <div className={page['filters']} role="search">
      {TEXT_FILTERS.map((name) => (
        <TextInput
          key={name}
          label={t(LABELS[name])}
          w={120}
          defaultValue={address.get(name) ?? ''}
          onChange={(event) => {
            set(name, event.currentTarget.value)
          }}
        />
      ))}
      {(['from', 'to'] as const).map((name) => (
        <PlainDateBox
          key={name}
          label={t(`audit.${name}`)}
          width={120}
          value={address.get(name) ?? ''}
          onChange={(value) => {
            set(name, value)
          }}
        />
      ))}
    </div>
  )
}

function TrailPaging({ next }: { readonly next: string | null }): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const turn = (cursor: string | null): void => {
    const turned = new URLSearchParams(address)
    if (cursor === null) turned.delete('cursor')
    else turned.set('cursor', cursor)
    setAddress(turned)
  }
  return (
    <p className={page['inline']}>
      {address.has('cursor') && (
        <Button
          variant="default"
          onClick={() => {
            turn(null)
          }}
        >
          {t('paging.first')}
        </Button>
      )}
      {next !== null && (
        <Button
          variant="default"
          onClick={() => {
            turn(next)
          }}
        >
          {t('paging.next')}
        </Button>
      )}
    </p>
  )
}
