import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { unreachable } from '../../shared/kernel/unreachable.ts'
import type { ChangedEndpoint, LiveNews, NewsItem } from '../../shared/live/news.ts'
import { endpointLabel, resultText } from '../kit/endpoint-text.ts'
import { formatDate, formatTime } from '../kit/format.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import type { LiveQuery } from './live-address.ts'
import { liveNewsQuery } from './queries.ts'
import css from './watch-study.module.css'

interface NewsProps {
  readonly study: Study
  readonly query: LiveQuery
  /** Who does the looking narrowed the page: the news are of everybody still. */
  readonly narrowed: boolean
}

/** What changed since the last visit: patients first, then the endpoints that moved with them. */
export function News({ study, query, narrowed }: NewsProps): ReactNode {
  const { t } = useTexts()
  const { data, error } = useQuery(liveNewsQuery(study.id, query))
  if (data === undefined) {
    return error === null ? (
      <p role="status">{t('frame.loading')}</p>
    ) : (
      <ProblemNotice error={error} />
    )
  }
  if (data.since === null) return <p>{t('live.newsFirst')}</p>
  return (
    <>
      {narrowed && <p className={css['about']}>{t('live.newsAll')}</p>}
      {data.amended && <Notice kind="note">{t('live.newsAmended')}</Notice>}
      <p>{whatChanged(data, data.since, t)}</p>
      <Items study={study} items={data.items} />
      <Moved study={study} endpoints={data.endpoints} />
    </>
  )
}

function whatChanged({ subjects, items, endpoints }: LiveNews, at: string, t: Texts['t']): string {
  const time = formatTime(at)
  if (subjects === 0) return t('live.newsNone', { time })
  const since = t('live.newsSince', { time, n: subjects })
  return items.length + endpoints.length > 0 ? since : `${since} ${t('live.newsQuiet')}`
}

function Items({
  study,
  items,
}: {
  readonly study: Study
  readonly items: readonly NewsItem[]
}): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  if (items.length === 0) return null
  const columns: readonly TableColumn<NewsItem>[] = [
    { key: 'subject', head: t('subjects.subject'), value: ({ subject }) => subject },
    {
      key: 'kind',
      head: t('live.newsKind'),
      value: ({ kind }) => t(`live.new.${kind}`),
      code: ({ kind }) => kind,
    },
    { key: 'detail', head: t('live.newsDetail'), value: (item) => detailOf(item, t) },
    dateColumn({ key: 'date', head: t('live.newsDate'), of: dateOf }, language),
  ]
  return (
    <SortableTable name="news" rows={items} columns={columns} first={12} width={900}>
      {(item) => (
        <tr key={JSON.stringify(item)}>
          <th scope="row">
            <Link to={subjectPath(study.id, item.subject)}>{item.subject}</Link>
          </th>
          <td className={page['nowrap']}>{t(`live.new.${item.kind}`)}</td>
          <td>{detailOf(item, t)}</td>
          <td className={page['nowrap']}>{formatDate(dateOf(item), language)}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function dateOf(item: NewsItem): string | null {
  return 'date' in item ? item.date : null
}

function detailOf(item: NewsItem, t: Texts['t']): string {
  switch (item.kind) {
    case 'response': {
      const { before, after, criteria } = item
      if (before === null) return t('live.newsFirstResponse', { after, criteria })
      return t('live.newsResponse', { before, after, criteria })
    }
    case 'serious-event':
      return item.grade === ''
        ? item.term
        : t('live.newsGrade', { term: item.term, grade: item.grade })
    case 'withdrawn':
      return [t(`live.new.${item.what}`), item.criteria, item.term]
        .filter((part) => part !== null)
        .join(' · ')
    case 'enrolled':
    case 'progression':
    case 'death':
      return item.criteria ?? ''
    default:
      return unreachable(item)
  }
}

function Moved({
  study,
  endpoints,
}: {
  readonly study: Study
  readonly endpoints: readonly ChangedEndpoint[]
}): ReactNode {
  const texts = useTexts()
  const { t } = texts
  if (endpoints.length === 0) return null
  const shown = (row: ChangedEndpoint['before']): string => {
    if (row === null) return t('live.newEndpoint')
    const { figure, limits, counts } = resultText(
      row,
      study.definition.conventions.monthDays,
      texts,
    )
    return [figure, limits === '' ? '' : `(${limits})`, counts]
      .filter((part) => part !== '')
      .join(' ')
  }
  const name = ({ after }: ChangedEndpoint): string =>
    [endpointLabel(study.definition.endpoints, after.id, texts), after.cohort, after.criteria]
      .filter((part) => part !== null)
      .join(' · ')
  const columns: readonly TableColumn<ChangedEndpoint>[] = [
    { key: 'endpoint', head: t('live.newsEndpoints'), value: name },
    { key: 'before', head: t('live.newsBefore'), value: ({ before }) => shown(before) },
    { key: 'after', head: t('live.newsAfter'), value: ({ after }) => shown(after) },
  ]
  return (
    <SortableTable name="moved" rows={endpoints} columns={columns} first={8} width={1100}>
      {(changed) => (
        <tr key={`${changed.after.id} ${changed.after.cohort ?? ''}`}>
          <th scope="row">{name(changed)}</th>
          <td>{shown(changed.before)}</td>
          <td>{shown(changed.after)}</td>
        </tr>
      )}
    </SortableTable>
  )
}
