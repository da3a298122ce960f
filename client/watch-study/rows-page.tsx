import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { conditionWords, parseConditions } from '../../shared/subgroups/condition-text.ts'
import { subgroupItems } from '../../shared/subgroups/items.ts'
import { parseRowPart, rowsOfPart } from '../../shared/live/row-parts.ts'
import type { AnalysisView } from '../kit/derivation-query.ts'
import { endpointLabel } from '../kit/endpoint-text.ts'
import { formatDate } from '../kit/format.ts'
import { FutureCutoff } from '../kit/future-cutoff.tsx'
import { EmptyState, Loading, Notice, Page } from '../kit/page.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import { decoded, filtersOf, liveQueryOf } from './live-address.ts'
import { PartChoice } from './part-choice.tsx'
import { liveRowsQuery, type LiveRows, type RowsQuery } from './queries.ts'
import { Refusal } from './refusal.tsx'
import { RowsTable } from './rows-table.tsx'
import { useLive } from './use-live.ts'
import css from './watch-study.module.css'

/** The subjects behind a number of the live page, each with what it adds and its record. */
export function RowsPage(): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  const study = useStudy()
  const [address] = useSearchParams()
  const asked = rowsQueryOf(address)
  const { data, error, isPlaceholderData } = useQuery({
    ...liveRowsQuery(study.id, asked),
    placeholderData: keepPreviousData,
  })
  useLive({
    study: study.id,
    off: asked.snapshot !== undefined,
    shown: isPlaceholderData ? undefined : data?.mark,
    again: [liveRowsQuery(study.id, asked, true)],
  })
  const back = studyPath(study.id, `/live${filtersOf(address)}`)
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('live.title'), to: back },
      ]}
      title={t('live.rowsTitle', { what: titleOf(study, asked.endpoint, texts) })}
      state={data === undefined ? '' : t('live.asOf', { date: formatDate(data.cutoff, language) })}
      actions={<Link to={back}>{t('live.back')}</Link>}
    >
      <p className={css['about']}>
        {chosenWords(study, { address, snapshot: data?.snapshot ?? null }, texts)}
      </p>
      {data !== undefined && (
        <RowsNotes study={study.id} data={data} isChosen={asked.cutoff !== undefined} />
      )}
      <Refusal error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <Rows study={study} data={data} endpoint={asked.endpoint} />}
    </Page>
  )
}

/** What a reader of these rows must know of them. */
function RowsNotes(props: {
  readonly study: string
  readonly data: LiveRows
  /** Somebody chose the cut-off: it does not follow from the data. */
  readonly isChosen: boolean
}): ReactNode {
  const { t } = useTexts()
  const { cutoff, sites, snapshot } = props.data
  const follows = !props.isChosen && snapshot === null
  return (
    <>
      <FutureCutoff study={props.study} cutoff={follows ? cutoff : ''} />
      {sites !== null && (
        <Notice kind="note">{t('live.someSites', { sites: sites.join(', ') })}</Notice>
      )}
      {snapshot !== null && <Notice kind="note">{t('live.rowsOfSnapshot')}</Notice>}
    </>
  )
}

/** What the address asks for: the filters of the page before, and a cohort of its own behind one row. */
function rowsQueryOf(address: URLSearchParams): RowsQuery {
  const cohort = address.get('cohort') ?? ''
  const endpoint = address.get('endpoint') ?? ''
  return {
    ...liveQueryOf(address),
    ...(cohort === '' ? {} : { cohorts: encodeURIComponent(cohort) }),
    ...(endpoint === '' ? {} : { endpoint }),
  }
}

function titleOf(study: Study, endpoint: string | undefined, texts: Texts): string {
  if (endpoint === undefined) return texts.t('live.rowsEnrolled')
  return endpointLabel(study.definition.endpoints, endpoint, texts)
}

/** Which subjects were chosen, in words; all of them where nothing narrows. */
function chosenWords(
  { definition }: Study,
  { address, snapshot }: { readonly address: URLSearchParams; readonly snapshot: string | null },
  texts: Texts,
): string {
  const { t, say } = texts
  const named = (name: string, label: string): string[] => {
    const values = (address.get(name) ?? '').split(',').filter((value) => value !== '')
    const shown = values.map((value) => setWords(value, texts) ?? decoded(value))
    return shown.length === 0 ? [] : [`${label}: ${shown.join(', ')}`]
  }
  const items = subgroupItems(definition)
  const conditions = parseConditions(address.get('subgroup') ?? '') ?? []
  const words = [
    ...(address.has('cohort') ? named('cohort', t('live.cohort')) : []),
    ...(address.has('cohort') ? [] : named('cohorts', t('live.cohort'))),
    ...named('sites', t('live.site')),
    ...named('population', t('live.population')),
    ...named('set', t('live.population')),
    ...named('criteria', t('live.criteria')),
    ...(address.get('source') === 'derived' ? [t('studyReport.byDerivation')] : []),
    ...(snapshot === null ? [] : [t('live.snapshot', { name: snapshot })]),
    ...conditions.map((condition) => say(conditionWords(condition, items))),
  ]
  return words.length === 0 ? t('live.whole') : words.join(' · ')
}

const SETS = ['ENR', 'SAF', 'EVAL', 'RESP', 'DLT'] as const

function setWords(code: string, { t }: Texts): string | null {
  const set = SETS.find((one) => one === code)
  return set === undefined ? null : t(`live.pop.${set}`)
}

/** Proofs lead to the present forms: values of a snapshot have none. */
function viewOf(data: LiveRows, address: URLSearchParams): AnalysisView | null {
  const { snapshot, source } = liveQueryOf(address)
  if (snapshot !== undefined) return null
  // By sites alone the latest date may be another one: the proof is of the values shown.
  return { cutoff: data.cutoff, source }
}

interface RowsProps {
  readonly study: Study
  readonly data: LiveRows
  readonly endpoint: string | undefined
}

function Rows({ study, data, endpoint: id }: RowsProps): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const endpoint = study.definition.endpoints.find((one) => one.id === id)
  if (endpoint === undefined) {
    const set = address.get('set')
    const members = data.rows.filter(({ populations }) => isIn(populations, set))
    if (members.length === 0) return <EmptyState>{t('live.noRows')}</EmptyState>
    return <RowsTable study={study} rows={members} endpoint={null} view={null} />
  }
  const part = parseRowPart(address.get('part')) ?? 'counted'
  const { monthDays } = study.definition.conventions
  const rows = rowsOfPart(data.rows, part, endpoint, monthDays)
  return (
    <>
      <PartChoice study={study} endpoint={endpoint} rows={data.rows} part={part} />
      {rows.length === 0 ? (
        <EmptyState>{t('live.noRows')}</EmptyState>
      ) : (
        <RowsTable
          study={study}
          rows={rows}
          endpoint={endpoint}
          view={viewOf(data, address)}
          mark={data.mark ?? undefined}
        />
      )}
    </>
  )
}

function isIn(populations: Readonly<Record<string, boolean>>, set: string | null): boolean {
  return set === null || populations[set] === true
}
