import { NativeSelect, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { CODING_SORTS, type CodedAnswer } from '../../shared/api/routes/coding.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { EmptyState, Loading, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { partOf } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTableView, type TableView } from '../kit/table/table-view.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import { AnswerRow } from './answer-row.tsx'
import { DictionarySection } from './dictionary-section.tsx'
import { placeText } from './place-text.ts'
import {
  codingQuery,
  dictionariesQuery,
  type CodingFilter,
  type CodingList,
  type Dictionaries,
} from './queries.ts'

const TABLE = 'answers'
const KINDS = ['MEDDRA', 'WHODRUG'] as const
const STATES = ['to-code', 'outdated', 'proposed', 'approved'] as const

/** Free texts of a study with their codes, what is to be coded first, and the dictionaries in use. */
export function CodingPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const { dictionaries } = useSuspenseQuery(dictionariesQuery(study.id)).data
  const filter = useFilter()
  const view = useTableView(TABLE)
  const { data, error } = useQuery({
    ...codingQuery(study.id, { ...filter, ...sortOf(view) }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('coding.title')}
      {...(data === undefined ? {} : { state: <Counts list={data} /> })}
    >
      <DictionarySection study={study.id} dictionaries={dictionaries} />
      <Section title={t('nav.coding')}>
        <Filters filter={filter} />
        <ProblemNotice error={error} />
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <AnswerTable study={study} list={data} dictionaries={dictionaries} view={view} />
        )}
      </Section>
    </Page>
  )
}

function useFilter(): CodingFilter {
  const [address] = useSearchParams()
  const kind = KINDS.find((one) => one === address.get('kind'))
  const state = STATES.find((one) => one === address.get('state'))
  const search = (address.get('search') ?? '').trim()
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
    ...(search === '' ? {} : { search }),
  }
}

/** The order of the table, for the server: it may hold more answers than come at once. */
function sortOf({ sorting }: TableView): Pick<CodingFilter, 'sort' | 'order'> {
  const sort = CODING_SORTS.find((one) => one === sorting?.key)
  if (sort === undefined) return {}
  return { sort, order: sorting?.descending === true ? 'descending' : 'ascending' }
}

function Counts({ list }: { readonly list: CodingList }): ReactNode {
  const { t } = useTexts()
  const of = (...states: readonly string[]): number =>
    list.counts
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { count }) => sum + count, 0)
  return t('coding.counts', {
    toCode: of('to-code', 'outdated'),
    proposed: of('proposed'),
    approved: of('approved'),
  })
}

function Filters({ filter }: { readonly filter: CodingFilter }): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const choose = (name: string, value: string): void => {
    const next = new URLSearchParams(address)
    if (value === '') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
  const all = { value: '', label: t('coding.state.all') }
  return (
    <div className={page['filters']} role="search">
      <NativeSelect
        size="xs"
        label={t('coding.kind')}
        value={filter.kind ?? ''}
        data={[all, ...KINDS.map((kind) => ({ value: kind, label: t(`coding.kind.${kind}`) }))]}
        onChange={(event) => {
          choose('kind', event.currentTarget.value)
        }}
      />
      <NativeSelect
        size="xs"
        label={t('coding.state')}
        value={filter.state ?? ''}
        data={[all, ...STATES.map((one) => ({ value: one, label: t(`coding.state.${one}`) }))]}
        onChange={(event) => {
          choose('state', event.currentTarget.value)
        }}
      />
      <TextInput
        size="xs"
        label={t('coding.find')}
        defaultValue={filter.search ?? ''}
        onChange={(event) => {
          choose('search', event.currentTarget.value)
        }}
      />
    </div>
  )
}

interface AnswerTableProps {
  readonly study: Study
  readonly list: CodingList
  readonly dictionaries: Dictionaries
  readonly view: TableView
}

function AnswerTable({ study, list, dictionaries, view }: AnswerTableProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const may = usePermissions()
  const mayCode = may('coding.write', { study: study.id })
  if (list.answers.length === 0) return <EmptyState>{t('coding.nothing')}</EmptyState>
  const current = (kind: string): string | null =>
    dictionaries.find((one) => one.kind === kind && one.current)?.id ?? null
  return (
    <SortableTable
      name={TABLE}
      rows={list.answers}
      columns={columnsOf(study, texts)}
      actions={t('form.rowActions')}
      part={partOf(list.answers.length, list.total, {
        sorting: view.sorting,
        sortable: CODING_SORTS,
        onSort: view.sort,
      })}
    >
      {(answer) => (
        <AnswerRow
          key={`${answer.record} ${answer.item}`}
          study={study}
          answer={answer}
          dictionary={mayCode ? current(answer.kind) : null}
          mayCode={mayCode}
        />
      )}
    </SortableTable>
  )
}

function columnsOf(study: Study, { t, say }: Texts): readonly TableColumn<CodedAnswer>[] {
  return [
    { key: 'verbatim', head: t('coding.verbatim'), value: ({ verbatim }) => verbatim },
    {
      key: 'where',
      head: t('coding.where'),
      value: (answer) => [answer.subjid, placeText(study, answer, say)].join(' · '),
    },
    {
      key: 'state',
      head: t('coding.state'),
      value: ({ state }) => t(`coding.state.${state}`),
      code: ({ state }) => state,
    },
    { key: 'term', head: t('coding.term'), value: ({ coding }) => termText(coding) },
  ]
}

function termText(coding: CodedAnswer['coding']): string | null {
  return coding === null ? null : `${coding.term} ${coding.code}`
}
