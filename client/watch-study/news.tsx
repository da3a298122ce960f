import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { termWords } from '../../shared/safety/term-words.ts'
import { isoDayAt } from '../../shared/kernel/time-zone.ts'
import { unreachable } from '../../shared/kernel/unreachable.ts'
import type { ChangedEndpoint, ChangedSubject, LiveNews, NewsItem } from '../../shared/live/news.ts'
import { endpointLabel, resultText } from '../kit/endpoint-text.ts'
import { formatDate, formatTime } from '../kit/format.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
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
      <WhatChanged study={study.id} news={data} since={data.since} />
      <Items study={study} items={data.items} />
      <Moved study={study} endpoints={data.endpoints} />
    </>
  )
}

interface WhatChangedProps {
  readonly study: string
  readonly news: LiveNews
  readonly since: string
}

/** How many subjects changed; it opens who they are, with the entries of the trail behind them. */
function WhatChanged({ study, news, since }: WhatChangedProps): ReactNode {
  const { t } = useTexts()
  const [opened, setOpened] = useState(false)
  const { subjects, changed, items, endpoints } = news
  const time = formatTime(since)
  if (subjects === 0) return <p>{t('live.newsNone', { time })}</p>
  return (
    <>
      <p>
        {t('live.newsSince', { time, n: subjects })}{' '}
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={opened}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {t(opened ? 'live.newsHide' : 'live.newsShow', { n: subjects })}
        </Button>
      </p>
      {opened && (
        <SortableTable name="changed" rows={changed} columns={changedColumns(t)} width={560}>
          {({ subject, changes, last }) => (
            <tr key={subject}>
              <th scope="row">
                <Link to={subjectPath(study, subject)}>{subject}</Link>
              </th>
              <td className={page['number']}>
                <Link to={trailOf(study, subject, since)}>
                  {t('live.newsChanges', { n: changes })}
                </Link>
              </td>
              <td className={page['nowrap']}>{formatTime(last)}</td>
            </tr>
          )}
        </SortableTable>
      )}
      {items.length + endpoints.length === 0 && <p>{t('live.newsQuiet')}</p>}
    </>
  )
}

function changedColumns(t: Texts['t']): readonly TableColumn<ChangedSubject>[] {
  return [
    { key: 'subject', head: t('subjects.subject'), value: ({ subject }) => subject },
    {
      ...{ key: 'changes', head: t('live.newsEntries'), numeric: true },
      value: ({ changes }) => t('live.newsChanges', { n: changes }),
      order: ({ changes }) => changes,
    },
    {
      ...{ key: 'last', head: t('live.newsLast') },
      value: ({ last }) => formatTime(last),
      order: ({ last }) => last,
    },
  ]
}

/** The entries of a subject in the trail, from the day of the last visit on. */
function trailOf(study: string, subject: string, since: string): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const from = isoDayAt(since, timeZone)
  const search = new URLSearchParams({ subjid: subject, act: 'record.', from })
  return `${studyPath(study, '/audit')}?${search.toString()}`
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
    { key: 'detail', head: t('live.newsDetail'), value: (item) => detailOf(item, texts) },
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
          <td>{detailOf(item, texts)}</td>
          <td className={page['nowrap']}>{formatDate(dateOf(item), language)}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function dateOf(item: NewsItem): string | null {
  return 'date' in item ? item.date : null
}

function detailOf(item: NewsItem, { t, say }: Texts): string {
  switch (item.kind) {
    case 'response': {
      const { before, after, criteria } = item
      if (before === null) return t('live.newsFirstResponse', { after, criteria })
      return t('live.newsResponse', { before, after, criteria })
    }
    case 'serious-event':
      return item.grade === ''
        ? say(termWords(item.term))
        : t('live.newsGrade', { term: say(termWords(item.term)), grade: item.grade })
    case 'withdrawn':
      return withdrawnText(item, { t, say })
    case 'enrolled':
    case 'progression':
    case 'death':
      return item.criteria ?? ''
    default:
      return unreachable(item)
  }
}

function withdrawnText(
  { what, criteria, term }: Extract<NewsItem, { kind: 'withdrawn' }>,
  { t, say }: Pick<Texts, 't' | 'say'>,
): string {
  const named = term === null ? null : say(termWords(term))
  return [t(`live.new.${what}`), criteria, named].filter((part) => part !== null).join(' · ')
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
