import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { EntryLagView } from '../../shared/api/routes/trail.ts'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { formPath, historyPath, studyPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { Paging } from '../kit/table/paging.tsx'
import { partOf } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { placeText } from './place-text.ts'
import { entryLagsQuery, type EntryLagFilter, type EntryLags } from './queries.ts'

/** The first entries behind the lags of the sites: which form came how many days after its visit. */
export function EntryLagsPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const { data, error } = useQuery({
    ...entryLagsQuery(study.id, filterOf(address)),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.audit'), to: studyPath(study.id, '/audit') },
        { label: t('lag.title'), to: studyPath(study.id, '/audit/lags') },
      ]}
      title={t('lag.entries')}
      state={t('lag.state')}
    >
      <Filters study={study} lateDays={data?.lateDays} />
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data?.entries.length === 0 && <EmptyState>{t('audit.none')}</EmptyState>}
      {data !== undefined && data.entries.length > 0 && (
        <>
          <EntryTable study={study} lags={data} />
          <Paging next={data.next} />
        </>
      )}
    </Page>
  )
}

const PAGE_SIZE = 200

/** What the address narrows the list to. */
function filterOf(address: URLSearchParams): EntryLagFilter {
  const site = address.get('site') ?? ''
  const cursor = /^\d{1,9}$/.exec(address.get('cursor') ?? '')
  return {
    limit: PAGE_SIZE,
    ...(site === '' ? {} : { site }),
    ...(address.get('late') === 'yes' ? { late: 'yes' as const } : {}),
    ...(cursor === null ? {} : { cursor: cursor[0] }),
  }
}

interface FiltersProps {
  readonly study: Study
  /** More days than these are late; undefined: not known yet. */
  readonly lateDays: number | undefined
}

function Filters({ study, lateDays }: FiltersProps): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const set = (name: string, value: string): void => {
    const next = new URLSearchParams(address)
    next.delete('cursor')
    if (value === '') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
  const sites = study.sites.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))
  return (
    <div className={page['filters']} role="search">
      <NativeSelect
        label={t('lag.site')}
        value={address.get('site') ?? ''}
        data={[{ value: '', label: t('query.anySite') }, ...sites]}
        onChange={(event) => {
          set('site', event.currentTarget.value)
        }}
      />
      <NativeSelect
        label={t('lag.days')}
        value={address.get('late') === 'yes' ? 'yes' : ''}
        data={[
          { value: '', label: t('query.all') },
          { value: 'yes', label: t('lag.late', { days: lateDays ?? '' }) },
        ]}
        onChange={(event) => {
          set('late', event.currentTarget.value)
        }}
      />
    </div>
  )
}

function EntryTable({
  study,
  lags: { entries, filtered },
}: {
  readonly study: Study
  readonly lags: EntryLags
}): ReactNode {
  const texts = useTexts()
  return (
    <SortableTable
      name="entry-lags"
      rows={entries}
      columns={columnsOf(study, texts)}
      part={partOf(entries.length, filtered)}
    >
      {(entry) => <EntryRow key={entry.record} study={study} entry={entry} />}
    </SortableTable>
  )
}

function columnsOf(
  study: Study,
  { t, say, language }: Texts,
): readonly TableColumn<EntryLagView>[] {
  return [
    { key: 'subject', head: t('query.subject'), value: ({ subjid }) => subjid },
    { key: 'site', head: t('lag.site'), value: ({ site }) => site },
    { key: 'where', head: t('audit.where'), value: (entry) => placeText(study, entry, say) },
    dateColumn(
      { key: 'visitDate', head: t('lag.visitDate'), of: (one) => one.visitDate },
      language,
    ),
    dateColumn(
      { key: 'enteredOn', head: t('lag.enteredOn'), of: (one) => one.enteredOn },
      language,
    ),
    { key: 'days', head: t('lag.days'), numeric: true, value: ({ days }) => days },
  ]
}

interface EntryRowProps {
  readonly study: Study
  readonly entry: EntryLagView
}

function EntryRow({ study, entry }: EntryRowProps): ReactNode {
  const { t, say, language } = useTexts()
  const { subjid, site, visitDate, enteredOn, days, removed } = entry
  return (
    <tr>
      <td className={page['nowrap']}>
        <Link to={subjectPath(study.id, subjid)}>{subjid}</Link>
      </td>
      <td>{site}</td>
      <td>
        <Link to={formOf(study.id, entry)}>{placeText(study, entry, say)}</Link>
        {removed && <div className={page['soft']}>{t('lag.removed')}</div>}
      </td>
      <td className={page['nowrap']}>{formatDate(visitDate, language)}</td>
      <td className={page['nowrap']}>{formatDate(enteredOn, language)}</td>
      <td className={page['number']}>{days}</td>
    </tr>
  )
}

/** The form; where it was removed, what the trail has of it. */
function formOf(study: string, { subjid, visit, form, record, removed }: EntryLagView): string {
  if (removed) return historyPath(study, subjid, record)
  if (form === null) return subjectPath(study, subjid)
  return visit === null ? formPath(study, subjid, form) : visitPath(study, subjid, visit, form)
}
