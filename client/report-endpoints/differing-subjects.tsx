import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { CountedValue, DifferingSubject } from '../../shared/sensitivity/compare.ts'
import { wordText } from '../../shared/proof/words.ts'
import { EmptyState, Loading } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { ResponseMark } from '../kit/response-mark.tsx'
import { subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { differingQuery, type DifferingView } from './queries.ts'
import css from './study-report.module.css'

interface DifferingSubjectsProps {
  readonly study: string
  readonly view: DifferingView
}

/** The subjects whose value a changed rule moves, with both values; each leads to its record. */
export function DifferingSubjectsOf({ study, view }: DifferingSubjectsProps): ReactNode {
  const { t, say } = useTexts()
  const [address, setAddress] = useSearchParams()
  const head = useRef<HTMLHeadingElement>(null)
  const { data, error } = useQuery(differingQuery(study, view))
  const loaded = data !== undefined
  useEffect(() => {
    if (loaded) head.current?.focus()
  }, [loaded])
  const close = (): void => {
    const next = new URLSearchParams(address)
    next.delete('outcome')
    next.delete('variant')
    setAddress(next, { replace: true })
  }
  return (
    <section className={css['part']}>
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <>
          <h3 ref={head} tabIndex={-1}>
            {t('sensitivity.differing', { outcome: say(data.outcome) })}
          </h3>
          <p className={css['about']}>
            {t('sensitivity.changed', { variant: say(data.variant) })}{' '}
            {t('sensitivity.differingNote', { n: data.subjects.length })}
          </p>
          <DifferingTable study={study} subjects={data.subjects} />
        </>
      )}
      <Button variant="default" size="xs" onClick={close}>
        {t('sensitivity.close')}
      </Button>
    </section>
  )
}

interface DifferingTableProps {
  readonly study: string
  readonly subjects: readonly DifferingSubject[]
}

function DifferingTable({ study, subjects }: DifferingTableProps): ReactNode {
  const texts = useTexts()
  if (subjects.length === 0) return <EmptyState>{texts.t('sensitivity.nobody')}</EmptyState>
  return (
    <SortableTable name="differing" rows={subjects} columns={columnsOf(texts)}>
      {({ subject, cohort, own, other }) => (
        <tr key={subject}>
          <th scope="row">
            <Link to={subjectPath(study, subject)}>{subject}</Link>
          </th>
          <td>{cohort}</td>
          <td>
            <ResponseMark response={own.best} />
          </td>
          <td>{valueText(own, texts)}</td>
          <td>
            <ResponseMark response={other.best} />
          </td>
          <td>{valueText(other, texts)}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<DifferingSubject>[] {
  const { t, language } = texts
  const colon = language === 'zh' ? '：' : ': '
  const best = (of: string): string => `${t('results.bor')}${colon}${of}`
  return [
    { key: 'subject', head: t('subjects.subject'), value: ({ subject }) => subject },
    { key: 'cohort', head: t('subjects.cohort'), value: ({ cohort }) => cohort },
    { key: 'ownBest', head: best(t('sensitivity.own')), value: ({ own }) => own.best },
    { key: 'own', head: t('sensitivity.own'), value: ({ own }) => valueText(own, texts) },
    { key: 'otherBest', head: best(t('sensitivity.other')), value: ({ other }) => other.best },
    { key: 'other', head: t('sensitivity.other'), value: ({ other }) => valueText(other, texts) },
  ]
}

/** What a subject adds, in words. */
function valueText({ value }: CountedValue, texts: Texts): string {
  const { t, language } = texts
  if (value?.kind === 'counted') return t(value.hit ? 'sensitivity.yes' : 'sensitivity.no')
  if (value?.kind !== 'time') return t('sensitivity.notCounted')
  const key = value.event ? 'sensitivity.event' : 'sensitivity.censored'
  const colon = language === 'zh' ? '：' : ': '
  return `${t(key, { days: value.days })}${colon}${wordText(texts, value.reason)}`
}
