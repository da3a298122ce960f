import { NativeSelect, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { exportQueries, type QueryView } from '../../shared/api/routes/queries.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { AGE_KEYS, WAITING_FOR } from '../../shared/queries/ageing.ts'
import { QUERY_STATES } from '../../shared/queries/states.ts'
import {
  dataQueriesQuery,
  QUERY_SIGNS,
  type QueryFilter,
} from '../kit/data-queries/data-queries.ts'
import { Thread } from '../kit/data-queries/thread.tsx'
import { formatTime } from '../kit/format.ts'
import { urlOf } from '../kit/http.ts'
import { itemLabel } from '../kit/item-label.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { findForm, useStudy } from '../kit/subject-data.ts'
import { formPath, studyPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { partOf, type PartOfList } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTableView } from '../kit/table/table-view.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './clean-data.module.css'
import { OpeningRow } from './opening-row.tsx'
import { Pages } from './pages.tsx'
import { daysSince, filterOf, PAGE_SIZE, sortableBy, sortOf } from './query-filter.ts'
import { useFilter } from './use-filter.ts'

const TABLE = 'queries'

/** The data queries of a study: who is asked what, since when, and the thread in place. */
export function QueriesPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const filter = filterOf(address)
  const view = useTableView(TABLE, 'skip')
  const { data, error } = useQuery({
    ...dataQueriesQuery(study.id, { ...filter, ...sortOf(filter, view.sorting) }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('nav.queries')}
      state={
        data === undefined
          ? undefined
          : t('query.count', { filtered: data.filtered, total: data.total })
      }
      actions={<Actions study={study} filter={filter} />}
    >
      <Filters study={study} filter={filter} />
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data?.queries.length === 0 && <EmptyState>{t('query.none')}</EmptyState>}
      {data !== undefined && data.queries.length > 0 && (
        <>
          <QueryTable
            study={study}
            queries={data.queries}
            part={partOf(data.queries.length, data.filtered, {
              sorting: view.sorting,
              sortable: sortableBy(filter),
              onSort: view.sort,
            })}
          />
          <Pages filtered={data.filtered} size={PAGE_SIZE} />
        </>
      )}
    </Page>
  )
}

/** Where else to go with queries: their ages, a file of new ones, and files of those that fit. */
function Actions({ study, filter }: FiltersProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const { subject, site, form, kind, state, age, waiting } = filter
  const place = { subject, site, form, kind, state, age, waiting }
  return (
    <>
      <Link to={studyPath(study.id, '/queries/ageing')}>{t('query.toAgeing')}</Link>
      {may('query.open', { study: study.id }) && (
        <Link to={studyPath(study.id, '/queries/import')}>{t('query.toImport')}</Link>
      )}
      {(['csv', 'json'] as const).map((format) => (
        <a
          key={format}
          href={urlOf(exportQueries, { params: { study: study.id }, query: { ...place, format } })}
          download
        >
          {t('query.download', { format: format.toUpperCase() })}
        </a>
      ))}
    </>
  )
}

interface FiltersProps {
  readonly study: Study
  readonly filter: QueryFilter
}

function Filters({ study, filter }: FiltersProps): ReactNode {
  const { t, say } = useTexts()
  const [address] = useSearchParams()
  const set = useFilter()
  const states = QUERY_STATES.map((state) => ({ value: state, label: t(`query.state.${state}`) }))
  const kinds = (['manual', 'system'] as const).map((kind) => ({
    value: kind,
    label: t(`query.kind.${kind}`),
  }))
  const sites = study.sites.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))
  const forms = study.definition.forms.map(({ key, title }) => ({ value: key, label: say(title) }))
  const all = { value: 'all', label: t('query.all') }
  const ages = AGE_KEYS.map((age) => ({ value: age, label: t(`query.age.${age}`) }))
  const waiting = WAITING_FOR.map((who) => ({ value: who, label: t(`query.waiting.${who}`) }))
  const choices: readonly Choice[] = [
    {
      name: 'state',
      value: address.get('state'),
      none: 'query.unsettled',
      options: [all, ...states],
    },
    { name: 'kind', value: filter.kind, none: 'query.anyKind', options: kinds },
    { name: 'site', value: filter.site, none: 'query.anySite', options: sites },
    { name: 'form', value: filter.form, none: 'query.anyForm', options: forms },
    { name: 'ageClass', value: filter.age, none: 'query.anyAge', options: ages },
    { name: 'waiting', value: filter.waiting, none: 'query.anyWaiting', options: waiting },
  ]
  return (
    <div className={page['filters']} role="search">
      {choices.map(({ name, value, none, options }) => (
        <NativeSelect
          key={name}
          label={t(`query.${name}`)}
          value={value ?? ''}
          data={[{ value: '', label: t(none) }, ...options]}
          onChange={(event) => {
            set(name === 'ageClass' ? 'age' : name, event.currentTarget.value)
          }}
        />
      ))}
      <TextInput
        label={t('query.subject')}
        value={filter.subject ?? ''}
        onChange={(event) => {
          set('subject', event.currentTarget.value.trim())
        }}
      />
    </div>
  )
}

interface Choice {
  readonly name: 'state' | 'kind' | 'site' | 'form' | 'ageClass' | 'waiting'
  readonly value: string | null | undefined
  /** The text of no filter. */
  readonly none: TextKey
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

interface QueryTableProps {
  readonly study: Study
  readonly queries: readonly QueryView[]
  readonly part: PartOfList | undefined
}

function QueryTable({ study, queries, part }: QueryTableProps): ReactNode {
  const texts = useTexts()
  return (
    <SortableTable
      name={TABLE}
      rows={queries}
      part={part}
      columns={columnsOf(study, texts)}
      actions={texts.t('query.threadHead')}
    >
      {(query) => <QueryRows key={query.id} study={study} query={query} />}
    </SortableTable>
  )
}

function columnsOf(study: Study, { t, say }: Texts): readonly TableColumn<QueryView>[] {
  return [
    {
      key: 'state',
      head: t('query.state'),
      value: ({ state }) => t(`query.state.${state}`),
      code: ({ state }) => state,
    },
    { key: 'subject', head: t('query.subject'), value: ({ subjid }) => subjid },
    { key: 'where', head: t('query.where'), value: (query) => whereText(study, query, say) },
    { key: 'asked', head: t('query.asked'), value: (query) => say(questionOf(query)) },
    { key: 'openedBy', head: t('query.openedBy'), value: (query) => openerOf(query) },
    { key: 'age', head: t('query.age'), numeric: true, value: (query) => daysSince(query) },
  ]
}

function openerOf({ kind, check, openedBy }: QueryView): string | null {
  return kind === 'system' ? check : openedBy
}

/** Visit, form and item asked about, as one text. */
function whereText(study: Study, { visit, form: key, item }: QueryView, say: Texts['say']): string {
  const form = key === null ? undefined : findForm(study, key)
  const title = form === undefined ? key : say(form.title)
  const label = item === '' ? null : say(itemLabel(form, item))
  return [visit, title, label].filter((part) => part !== null).join(' · ')
}

interface QueryRowsProps {
  readonly study: Study
  readonly query: QueryView
}

const COLUMNS = 7

function QueryRows({ study, query }: QueryRowsProps): ReactNode {
  const { t } = useTexts()
  return (
    <OpeningRow
      cells={<QueryCells study={study} query={query} />}
      columns={COLUMNS}
      show={t('query.showThread')}
      hide={t('query.hideThread')}
      opens={<Thread study={study.id} query={query} label={query.subjid} />}
    />
  )
}

function QueryCells({ study, query }: QueryRowsProps): ReactNode {
  const { t, say } = useTexts()
  return (
    <>
      <td className={page['nowrap']}>
        <span aria-hidden="true">{QUERY_SIGNS[query.state]}</span> {t(`query.state.${query.state}`)}
      </td>
      <td className={page['nowrap']}>
        <Link to={subjectPath(study.id, query.subjid)}>{query.subjid}</Link>
        <div className={page['soft']}>{query.site}</div>
      </td>
      <td>
        <Where study={study} query={query} />
      </td>
      <td className={css['asked']}>{say(questionOf(query))}</td>
      <td>
        {openerOf(query)}
        <div className={page['soft']}>{formatTime(query.openedAt)}</div>
      </td>
      <td className={page['number']}>{daysSince(query)}</td>
    </>
  )
}

/** The words that opened it. */
function questionOf({ entries: [first] }: QueryView): Bilingual {
  const text = first?.text ?? ''
  return first?.said ?? { en: text, zh: text }
}

/** The form asked about as a link, and the item in words. */
function Where({ study, query }: QueryRowsProps): ReactNode {
  const { say } = useTexts()
  const { subjid, visit, form: key, item } = query
  const form = key === null ? undefined : findForm(study, key)
  const title = form === undefined ? (key ?? '') : say(form.title)
  const to =
    key === null
      ? subjectPath(study.id, subjid)
      : visit === null
        ? formPath(study.id, subjid, key)
        : visitPath(study.id, subjid, visit, key)
  return (
    <>
      <Link to={to}>{[visit, title].filter((part) => part !== null).join(' · ')}</Link>
      {item !== '' && <div className={page['soft']}>{say(itemLabel(form, item))}</div>}
    </>
  )
}
