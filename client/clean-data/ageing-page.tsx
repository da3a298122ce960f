import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ResponseOf } from '../../shared/api/define.ts'
import { exportQueryAgeing, getQueryAgeing } from '../../shared/api/routes/queries.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { AGE_KEYS, type AgeKey } from '../../shared/queries/ageing.ts'
import { formatTime, NOTHING } from '../kit/format.ts'
import { call, urlOf } from '../kit/http.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { Query } from '../kit/query.ts'
import { findForm, useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'

type Ageing = ResponseOf<typeof getQueryAgeing>
type Row = Ageing['rows'][number]

function ageingQuery(study: string): Query<Ageing> {
  return {
    queryKey: ['study', study, 'query-ageing'],
    queryFn: ({ signal }) => call(getQueryAgeing, { params: { study }, signal }),
  }
}

/** How old the unsettled queries are, by site, form, state and who is to act; each number leads to its queries. */
export function AgeingPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const { data, error } = useQuery(ageingQuery(study.id))
  const all = data?.rows.find(({ group }) => group === 'all')
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.queries'), to: studyPath(study.id, '/queries') },
      ]}
      title={t('ageing.title')}
      state={
        data === undefined
          ? undefined
          : t('ageing.asOf', { when: formatTime(data.asOf), count: all?.unsettled ?? 0 })
      }
      actions={
        <a href={urlOf(exportQueryAgeing, { params: { study: study.id } })} download>
          {t('query.download', { format: 'CSV' })}
        </a>
      }
    >
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <AgeingTable study={study} rows={data.rows} />}
    </Page>
  )
}

interface AgeingTableProps {
  readonly study: Study
  readonly rows: readonly Row[]
}

function AgeingTable({ study, rows }: AgeingTableProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  // Without any query there is the row of all of them alone.
  if (rows.length <= 1) return <EmptyState>{t('ageing.none')}</EmptyState>
  return (
    <>
      <p className={page['soft']}>{t('ageing.medianHelp')}</p>
      <SortableTable name="ageing" rows={rows} columns={columnsOf(study, texts)}>
        {(row) => <AgeRow key={`${row.group} ${row.key}`} study={study} row={row} />}
      </SortableTable>
    </>
  )
}

const MEDIANS = ['medianToAnswer', 'medianToClose'] as const
const MEDIAN_HEADS = { medianToAnswer: 'ageing.toAnswer', medianToClose: 'ageing.toClose' } as const

function columnsOf(study: Study, texts: Texts): readonly TableColumn<Row>[] {
  const { t } = texts
  return [
    { key: 'group', head: t('ageing.by'), value: ({ group }) => t(`ageing.group.${group}`) },
    { key: 'of', head: t('ageing.of'), value: (row) => nameOf(study, row, texts) },
    ...AGE_KEYS.map((age) => ({
      key: age,
      head: t(`query.age.${age}`),
      numeric: true,
      value: ({ ages }: Row) => ages[age],
    })),
    {
      key: 'unsettled',
      head: t('ageing.unsettled'),
      numeric: true,
      value: ({ unsettled }) => unsettled,
    },
    ...MEDIANS.map((median) => ({
      key: median,
      head: t(MEDIAN_HEADS[median]),
      numeric: true,
      value: (row: Row) => daysText(row[median]),
    })),
  ]
}

/** Days with one decimal; nothing where none is known. */
function daysText(days: number | null): string | null {
  return days === null ? null : days.toFixed(1)
}

function nameOf(study: Study, { group, key }: Row, { t, tKnown, say }: Texts): string {
  switch (group) {
    case 'all':
      return t('ageing.group.all')
    case 'site':
      return [key, study.sites.find(({ code }) => code === key)?.name ?? ''].join(' ').trim()
    case 'form':
      return say(findForm(study, key)?.title ?? { en: key, zh: key })
    case 'state':
      return tKnown(`query.state.${key}`)
    case 'waiting':
      return tKnown(`query.waiting.${key}`)
  }
}

interface AgeRowProps {
  readonly study: Study
  readonly row: Row
}

function AgeRow({ study, row }: AgeRowProps): ReactNode {
  const texts = useTexts()
  return (
    <tr>
      <td className={page['soft']}>{texts.t(`ageing.group.${row.group}`)}</td>
      <td>{nameOf(study, row, texts)}</td>
      {AGE_KEYS.map((age) => (
        <td key={age} className={page['number']}>
          <CountLink study={study} row={row} age={age} count={row.ages[age]} />
        </td>
      ))}
      <td className={page['number']}>
        <CountLink study={study} row={row} age={null} count={row.unsettled} />
      </td>
      {MEDIANS.map((median) => (
        <td key={median} className={page['number']}>
          {daysText(row[median]) ?? NOTHING}
        </td>
      ))}
    </tr>
  )
}

interface CountLinkProps extends AgeRowProps {
  /** Null: of any age. */
  readonly age: AgeKey | null
  readonly count: number
}

/** A number that leads to the queries it counts. */
function CountLink({ study, row, age, count }: CountLinkProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  if (count === 0) return 0
  const address = new URLSearchParams()
  if (row.group !== 'all') address.set(row.group, row.key)
  if (age !== null) address.set('age', age)
  const label = t('ageing.link', {
    count,
    what: nameOf(study, row, texts),
    age: age === null ? t('query.anyAge') : t(`query.age.${age}`),
  })
  return (
    <Link to={studyPath(study.id, `/queries?${address.toString()}`)} aria-label={label}>
      {count}
    </Link>
  )
}
