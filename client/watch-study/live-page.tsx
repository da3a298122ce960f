import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Fragment, lazy, Suspense, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { LiveView } from '../../shared/api/routes/live.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { formatDate, formatTime } from '../kit/format.ts'
import { EmptyState, Loading, Notice, Page, Section } from '../kit/page.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { EndpointTable } from './endpoint-table.tsx'
import { Filters } from './filters.tsx'
import { Headline } from './headline.tsx'
import { filtersOf, liveQueryOf } from './live-address.ts'
import { LiveStatus } from './live-status.tsx'
import { News } from './news.tsx'
import { Refusal } from './refusal.tsx'
import { liveNewsQuery, liveViewQuery } from './queries.ts'
import { useLive, useVisit } from './use-live.ts'
import css from './watch-study.module.css'

// The drawing code comes after the numbers, which are read first.
const LiveFigures = lazy(async () => ({
  default: (await import('./live-figures.tsx')).LiveFigures,
}))

/** A study as it stands this moment: leading endpoints, what changed, every endpoint, every figure. */
export function LivePage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const query = liveQueryOf(address)
  const inSnapshot = query.snapshot !== undefined
  const view = useQuery({ ...liveViewQuery(study.id, query), placeholderData: keepPreviousData })
  const { data, error, isPlaceholderData } = view
  const hearing = useLive({
    study: study.id,
    off: inSnapshot,
    shown: isPlaceholderData ? undefined : data?.asOf.mark,
    again: [liveViewQuery(study.id, query, true), liveNewsQuery(study.id, query, true)],
  })
  useVisit(study.id, data === undefined || inSnapshot ? null : data.asOf.seq)
  // What was narrowed differently is not what was asked for: it goes when the question is refused.
  const shown = error !== null && isPlaceholderData ? undefined : data
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('live.title')}
      state={shown === undefined ? '' : <AsOf view={shown} />}
      actions={<Link to={studyPath(study.id, '/report')}>{t('studyReport.title')}</Link>}
    >
      <Filters study={study} cutoff={shown?.asOf.cutoff ?? ''} />
      <Refusal error={error} />
      {shown === undefined && error === null && <Loading />}
      {shown !== undefined && (
        <>
          <LiveStatus
            hearing={hearing}
            mark={isPlaceholderData ? undefined : shown.asOf.mark}
            at={view.dataUpdatedAt}
            snapshot={shown.asOf.snapshot?.name ?? null}
          >
            <Enrolled study={study.id} view={shown} />
          </LiveStatus>
          <SubsetNote view={shown} />
          <Content study={study} view={shown} narrowed={shown.subset !== null} />
        </>
      )}
    </Page>
  )
}

function AsOf({ view: { asOf } }: { readonly view: LiveView }): ReactNode {
  const { t, language } = useTexts()
  if (asOf.empty) return t('live.nothingSaved')
  const saved =
    asOf.savedAt === null
      ? t('live.nothingSaved')
      : t('live.savedAt', { time: formatTime(asOf.savedAt) })
  return `${t('live.asOf', { date: formatDate(asOf.cutoff, language) })} · ${saved}`
}

function Enrolled({ study, view }: { readonly study: string; readonly view: LiveView }): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const { ENR = 0, ...others } = view.populations
  return (
    <span>
      <Link to={studyPath(study, `/live/rows${filtersOf(address)}`)}>
        {t('live.enrolledN', { n: ENR })}
      </Link>
      {Object.entries(others).map(([set, n]) => (
        <Fragment key={set}>
          {' · '}
          <Link to={studyPath(study, `/live/rows${filtersOf(address, { set })}`)}>
            {set} {n}
          </Link>
        </Fragment>
      ))}
    </span>
  )
}

/** Whoever sees some of the subjects alone reads it before the numbers. */
function SubsetNote({ view }: { readonly view: LiveView }): ReactNode {
  const { t, say } = useTexts()
  const { subset } = view
  if (subset === null) return null
  const { n, of, words, unknown } = subset
  return (
    <Notice kind="warning">
      <strong>{t('live.subset', { n, of })}</strong>
      {' · '}
      {words.map(say).join(' · ')}
      {unknown.map(({ item, n: count }) => (
        <div key={item.en}>{t('live.subsetUnknown', { item: say(item), n: count })}</div>
      ))}
    </Notice>
  )
}

interface ContentProps {
  readonly study: Study
  readonly view: LiveView
  readonly narrowed: boolean
}

function Content({ study, view, narrowed }: ContentProps): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const query = liveQueryOf(address)
  if (view.asOf.empty) return <EmptyState>{t('live.noData')}</EmptyState>
  if (view.populations.ENR === 0) {
    return <EmptyState>{t(narrowed ? 'live.subsetEmpty' : 'live.noSubjects')}</EmptyState>
  }
  return (
    <>
      <Section title={t('live.headline')}>
        <Headline study={study} view={view} />
        {view.imputed > 0 && (
          <p className={css['about']}>
            <Link to={studyPath(study.id, '/results')}>
              {t('live.imputed', { count: view.imputed })}
            </Link>
          </p>
        )}
      </Section>
      {view.asOf.snapshot === null && (
        <Section title={t('live.news')}>
          <News study={study} query={query} narrowed={narrowed} />
        </Section>
      )}
      <Section title={t('live.allEndpoints')}>
        <EndpointTable study={study} endpoints={view.endpoints} />
      </Section>
      <Section title={t('live.figures')}>
        <Suspense fallback={<p role="status">{t('live.loadingFigures')}</p>}>
          <LiveFigures study={study.id} report={view.report} />
        </Suspense>
      </Section>
    </>
  )
}
