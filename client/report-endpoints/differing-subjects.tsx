import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment, useEffect, useRef, useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { FACTS } from '../../shared/kernel/facts.ts'
import type { CountedValue, DifferingSubject } from '../../shared/sensitivity/compare.ts'
import { wordText } from '../../shared/proof/words.ts'
import page from '../kit/page.module.css'
import { EmptyState, Loading } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { Proof, type ProofProps } from '../kit/proof.tsx'
import { ResponseMark } from '../kit/response-mark.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { WhyButton } from '../kit/why-button.tsx'
import { differingQuery, type DifferingView } from './queries.ts'
import css from './study-report.module.css'

interface DifferingSubjectsProps {
  readonly study: string
  readonly view: DifferingView
}

/** The subjects whose value a changed rule moves, with both values; each leads to its record. */
export function DifferingSubjectsOf({ study, view }: DifferingSubjectsProps): ReactNode {
  const { t, say } = useTexts()
  const { definition } = useStudy()
  const [address, setAddress] = useSearchParams()
  const head = useRef<HTMLHeadingElement>(null)
  const { data, error } = useQuery(differingQuery(study, view))
  const loaded = data !== undefined
  useEffect(() => {
    if (loaded) head.current?.focus()
  }, [loaded])
  const isOfProtocol = definition.endpoints.some(({ id }) => id === view.outcome)
  const unproved = unprovedBecause(isOfProtocol, view)
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
            {t('sensitivity.differingNote', { n: data.subjects.length })}{' '}
            {unproved !== null && t(`sensitivity.unproved.${unproved}`)}
          </p>
          <DifferingTable
            study={study}
            subjects={data.subjects}
            proved={
              unproved === null
                ? { fact: FACTS.endpoint(view.outcome), view: { ...view, cutoff: data.cutoff } }
                : null
            }
          />
        </>
      )}
      <Button variant="default" size="xs" onClick={close}>
        {t('sensitivity.close')}
      </Button>
    </section>
  )
}

/** Why no value of the list has its proof here; null: each has. */
function unprovedBecause(
  isOfProtocol: boolean,
  { snapshot }: DifferingView,
): 'outcome' | 'snapshot' | null {
  if (!isOfProtocol) return 'outcome'
  return snapshot === undefined ? null : 'snapshot'
}

interface DifferingTableProps {
  readonly study: string
  readonly subjects: readonly DifferingSubject[]
  /**
   * What is proved of each: the protocol's own value. Null: nothing, as the list says.
   */
  readonly proved: Pick<ProofProps, 'fact' | 'view'> | null
}

function DifferingTable({ study, subjects, proved }: DifferingTableProps): ReactNode {
  const texts = useTexts()
  const [opened, setOpened] = useState<string | null>(null)
  if (subjects.length === 0) return <EmptyState>{texts.t('sensitivity.nobody')}</EmptyState>
  const columns = columnsOf(texts)
  return (
    <SortableTable
      name="differing"
      rows={subjects}
      columns={columns}
      {...(proved === null ? {} : { actions: texts.t('form.rowActions') })}
      keep={({ subject }) => subject === opened}
    >
      {(row) => (
        <Fragment key={row.subject}>
          <tr>
            <DifferingCells study={study} row={row} />
            {proved !== null && (
              <td className={page['number']}>
                <WhyButton
                  opened={opened === row.subject}
                  onToggle={() => {
                    setOpened(opened === row.subject ? null : row.subject)
                  }}
                />
              </td>
            )}
          </tr>
          {proved !== null && opened === row.subject && (
            <tr>
              <td colSpan={columns.length + 1}>
                <p className={css['about']}>{texts.t('sensitivity.proofOfOwn')}</p>
                <Proof study={study} subject={row.subject} {...proved} />
              </td>
            </tr>
          )}
        </Fragment>
      )}
    </SortableTable>
  )
}

interface DifferingCellsProps {
  readonly study: string
  readonly row: DifferingSubject
}

function DifferingCells({
  study,
  row: { subject, cohort, own, other },
}: DifferingCellsProps): ReactNode {
  const texts = useTexts()
  return (
    <>
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
    </>
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
