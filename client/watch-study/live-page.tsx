import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Fragment, lazy, Suspense, useEffect, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { LiveView } from '../../shared/api/routes/live.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { formatDate, formatTime } from '../kit/format.ts'
import { FutureCutoff } from '../kit/future-cutoff.tsx'
import { EmptyState, Loading, Notice, Page, Section } from '../kit/page.tsx'
import { SkipLink } from '../kit/skip-link.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { EndpointTable } from './endpoint-table.tsx'
import { Filters } from './filters.tsx'
import { Headline } from './headline.tsx'
import { filtersOf, liveQueryOf, type LiveQuery } from './live-address.ts'
import { LiveStatus } from './live-status.tsx'
import { News } from './news.tsx'
import { Refusal } from './refusal.tsx'
import { liveNewsQuery, liveViewQuery } from './queries.ts'
import { useLive, useVisit } from './use-live.ts'
import css from './watch-study.module.css'

// The drawing code comes after the numbers, which are read first.
const loadFigures = async () => ({ default: (await import('./live-figures.tsx')).LiveFigures })
const LiveFigures = lazy(loadFigures)

/** Id of the part with the figures. */
const FIGURES = 'figures'

/** Whether there is a subject to count and draw. */
function isFilled({ asOf, populations }: LiveView): boolean {
  return !asOf.empty && populations.ENR !== 0
}

/** A study as it stands this moment: leading endpoints, what changed, every endpoint, every figure. */
export function LivePage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const query = liveQueryOf(address)
  const { data, error, isPlaceholderData, dataUpdatedAt } = useQuery({
    ...liveViewQuery(study.id, query),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      {data !== undefined && isFilled(data) && (
        <SkipLink to={FIGURES}>{t('live.skipToFigures')}</SkipLink>
      )}
      <Page
        crumbs={[
          { label: t('nav.work'), to: '/' },
          { label: study.id, to: studyPath(study.id) },
        ]}
        title={t('live.title')}
        state={data === undefined ? '' : <AsOf view={data} />}
        actions={<Link to={studyPath(study.id, '/report')}>{t('studyReport.title')}</Link>}
      >
        <Filters study={study} cutoff={data?.asOf.cutoff ?? ''} />
        <FutureCutoff study={study.id} cutoff={unchosenCutoff(data, query)} />
        <Refusal error={error} />
        {data === undefined && error === null && <Loading />}
        <Shown
          {...{ study, query, view: data, at: dataUpdatedAt }}
          // Of another question, until this one is answered.
          isFormer={isPlaceholderData}
        />
      </Page>
    </>
  )
}

/** The cut-off that follows from the data alone; empty where one was chosen, or a snapshot. */
function unchosenCutoff(view: LiveView | undefined, query: LiveQuery): string {
  if (query.cutoff !== undefined || query.snapshot !== undefined) return ''
  return view?.asOf.cutoff ?? ''
}

interface ShownProps {
  readonly study: Study
  readonly query: LiveQuery
  /** Undefined: not here yet. */
  readonly view: LiveView | undefined
  readonly at: number
  readonly isFormer: boolean
}

/** What is known of the study, kept up to date while it is shown. */
function Shown({ study, query, view, at, isFormer }: ShownProps): ReactNode {
  const { t } = useTexts()
  const inSnapshot = query.snapshot !== undefined
  const mark = isFormer ? undefined : view?.asOf.mark
  const hearing = useLive({
    ...{ study: study.id, off: inSnapshot, shown: mark },
    again: [liveViewQuery(study.id, query, true), liveNewsQuery(study.id, query, true)],
  })
  useEffect(() => {
    // It is fetched beside the numbers; what fails here fails again where it is drawn, and says so.
    loadFigures().catch(() => undefined)
  }, [])
  useVisit(study.id, inSnapshot ? null : (view?.asOf.seq ?? null))
  if (view === undefined) return null
  return (
    <div aria-busy={isFormer}>
      <LiveStatus {...{ hearing, mark, at }} snapshot={view.asOf.snapshot?.name ?? null}>
        <Enrolled study={study.id} view={view} />
      </LiveStatus>
      {view.sites !== null && (
        <Notice kind="note">{t('live.someSites', { sites: view.sites.join(', ') })}</Notice>
      )}
      <SubsetNote view={view} />
      <Content {...{ study, view, query, isFormer }} />
    </div>
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

const SETS = ['SAF', 'EVAL', 'DLT'] as const

function Enrolled({ study, view }: { readonly study: string; readonly view: LiveView }): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const { ENR = 0 } = view.populations
  const others = SETS.flatMap((set) => {
    const n = view.populations[set]
    return n === undefined ? [] : [{ set, text: `${t(`live.pop.${set}`)} ${n}` }]
  })
  return (
    <span>
      <Link to={studyPath(study, `/live/rows${filtersOf(address)}`)}>
        {t('live.enrolledN', { n: ENR })}
      </Link>
      {others.map(({ set, text }) => (
        <Fragment key={set}>
          {' · '}
          <Link to={studyPath(study, `/live/rows${filtersOf(address, { set })}`)}>{text}</Link>
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
  readonly query: LiveQuery
  readonly isFormer: boolean
}

function Content({ study, view, query, isFormer }: ContentProps): ReactNode {
  const { t } = useTexts()
  const narrowed = view.subset !== null
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
      <div id={FIGURES} tabIndex={-1}>
        <Section title={t('live.figures')}>
          <Suspense fallback={<p role="status">{t('live.loadingFigures')}</p>}>
            <LiveFigures study={study.id} report={view.report} {...{ query, isFormer }} />
          </Suspense>
        </Section>
      </div>
    </>
  )
}
