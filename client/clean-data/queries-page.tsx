import { Button, NativeSelect, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { QueryView } from '../../shared/api/routes/queries.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { QUERY_STATES } from '../../shared/queries/states.ts'
import {
  dataQueriesQuery,
  QUERY_SIGNS,
  type QueryFilter,
} from '../kit/data-queries/data-queries.ts'
import { Thread } from '../kit/data-queries/thread.tsx'
import { formatTime } from '../kit/format.ts'
import { itemLabel } from '../kit/item-label.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { findForm, useStudy } from '../kit/subject-data.ts'
import { formPath, studyPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { partOf, type PartOfList } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTableView } from '../kit/table/table-view.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './clean-data.module.css'
import { OpeningRow } from './opening-row.tsx'
import { daysSince, filterOf, PAGE_SIZE, skipOf, sortableBy, sortOf } from './query-filter.ts'

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
          <Pages filtered={data.filtered} />
        </>
      )}
    </Page>
  )
}

interface FiltersProps {
  readonly study: Study
  readonly filter: QueryFilter
}

/** Sets one filter in the address, from the first page on. */
function useFilter(): (name: string, value: string) => void {
  const [address, setAddress] = useSearchParams()
  return (name, value) => {
    const next = new URLSearchParams(address)
    next.delete('skip')
    if (value === '') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
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
            set(name, event.currentTarget.value)
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
  readonly name: 'state' | 'kind' | 'site' | 'form'
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

function Pages({ filtered }: { readonly filtered: number }): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const skip = skipOf(address)
  if (filtered <= PAGE_SIZE) return null
  const go = (to: number): void => {
    const next = new URLSearchParams(address)
    next.set('skip', String(to))
    setAddress(next)
  }
  return (
    <div className={css['pages']}>
      <Button
        variant="default"
        size="compact-sm"
        disabled={skip === 0}
        onClick={() => {
          go(Math.max(0, skip - PAGE_SIZE))
        }}
      >
        {t('query.earlierPage')}
      </Button>
      <span>
        {t('query.pageOf', {
          from: skip + 1,
          to: Math.min(filtered, skip + PAGE_SIZE),
          filtered,
        })}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        disabled={skip + PAGE_SIZE >= filtered}
        onClick={() => {
          go(skip + PAGE_SIZE)
        }}
      >
        {t('query.laterPage')}
      </Button>
    </div>
  )
}
