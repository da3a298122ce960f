import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { PartOfList } from '../kit/table/part-of-list.ts'
import { Paging } from '../kit/table/paging.tsx'
import { useTexts } from '../kit/texts.ts'
import { EntryTable } from './entry-table.tsx'
import { ExportBox } from './export-box.tsx'
import { trailQuery } from './queries.ts'
import { isOldestFirst, pageOf } from './trail-address.ts'
import { TrailFilters } from './trail-filters.tsx'

/** The study's trail: who did what, when and why, with the values before and after. */
export function AuditPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const [exporting, setExporting] = useState(false)
  const trail = useQuery({
    ...trailQuery(study.id, pageOf(address)),
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
          <Button
            variant="default"
            aria-expanded={exporting}
            onClick={() => {
              setExporting(!exporting)
            }}
          >
            {t('trail.export')}
          </Button>
        </>
      }
    >
      <TrailFilters study={study} />
      {exporting && <ExportBox study={study.id} />}
      <ProblemNotice error={trail.error} />
      {data === undefined && trail.error === null && <Loading />}
      {data?.entries.length === 0 && <EmptyState>{t('audit.none')}</EmptyState>}
      {data !== undefined && data.entries.length > 0 && (
        <>
          <EntryTable study={study} entries={data.entries} part={part} />
          <Paging next={data.next} />
        </>
      )}
    </Page>
  )
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
