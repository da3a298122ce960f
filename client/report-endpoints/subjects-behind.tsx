import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { Analysis, EndpointRow } from '../../shared/endpoints/results.ts'
import { FACTS } from '../../shared/kernel/facts.ts'
import { wordText } from '../../shared/proof/words.ts'
import { derivationQuery } from '../kit/derivation-query.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import { EmptyState } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { Proof } from '../kit/proof.tsx'
import { ResponseMark } from '../kit/response-mark.tsx'
import { subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { WhyButton } from '../kit/why-button.tsx'
import { subjectFacts, type SubjectFact } from './subject-facts.ts'
import { viewOf } from './view-controls.tsx'

interface SubjectsBehindProps {
  readonly study: Study
  readonly analysis: Analysis
  readonly endpoint: string
  readonly row: EndpointRow
}

/** The subjects an endpoint is made of; each opens the proof of what it adds. */
export function SubjectsBehind({ study, analysis, endpoint, row }: SubjectsBehindProps): ReactNode {
  const texts = useTexts()
  const [opened, setOpened] = useState<string | null>(null)
  const facts = subjectFacts(analysis, row)
  const [address] = useSearchParams()
  // A proof leads to the present forms: it is not that of a snapshot's value.
  const proves = viewOf(address).snapshot === undefined
  if (facts.length === 0) return <EmptyState>{texts.t('results.noSubjects')}</EmptyState>
  return (
    <SortableTable
      name="subjects"
      rows={facts}
      columns={columnsOf(texts)}
      {...(proves ? { actions: texts.t('form.rowActions') } : {})}
      keep={({ subject }) => subject === opened}
    >
      {(fact) => (
        <FactRow
          key={fact.subject}
          study={study}
          endpoint={endpoint}
          fact={fact}
          opened={proves && opened === fact.subject}
          onToggle={
            proves
              ? () => {
                  setOpened(opened === fact.subject ? null : fact.subject)
                }
              : null
          }
        />
      )}
    </SortableTable>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<SubjectFact>[] {
  const { t, language } = texts
  return [
    { key: 'subject', head: t('subjects.subject'), value: ({ subject }) => subject },
    {
      key: 'what',
      head: t('results.what'),
      value: (fact) => `${eventText(fact, t)} ${wordText(texts, fact.reason)}`.trim(),
      code: ({ event, reason }) => `${String(event)} ${reason}`,
    },
    { key: 'days', head: t('results.days'), numeric: true, value: ({ days }) => days },
    dateColumn({ key: 'date', head: t('visit.date'), of: ({ date }) => date }, language),
    { key: 'best', head: t('results.bor'), value: ({ bor }) => bor },
    { key: 'confirmed', head: t('results.confirmedBor'), value: (fact) => fact.confirmedBor },
  ]
}

function eventText({ event }: SubjectFact, t: Texts['t']): string {
  if (event === null) return ''
  return t(event ? 'results.event' : 'results.censored')
}

interface FactRowProps {
  readonly study: Study
  readonly endpoint: string
  readonly fact: SubjectFact
  readonly opened: boolean
  /** Null: there is no proof to open. */
  readonly onToggle: (() => void) | null
}

function FactRow({ study, endpoint, fact, opened, onToggle }: FactRowProps): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  return (
    <>
      <tr>
        <th scope="row">
          <Link to={subjectPath(study.id, fact.subject)}>{fact.subject}</Link>
        </th>
        <td>
          {fact.event !== null && <strong>{eventText(fact, t)} </strong>}
          {wordText(texts, fact.reason)}
        </td>
        <td className={page['number']}>{fact.days ?? NOTHING}</td>
        <td className={page['nowrap']}>{formatDate(fact.date, language)}</td>
        <td>
          <ResponseMark response={fact.bor} />
        </td>
        <td>
          <ResponseMark response={fact.confirmedBor} />
        </td>
        {onToggle !== null && (
          <td className={page['number']}>
            <WhyButton opened={opened} onToggle={onToggle} />
          </td>
        )}
      </tr>
      {opened && (
        <tr>
          <td colSpan={7}>
            <EndpointProof study={study.id} endpoint={endpoint} subject={fact.subject} />
          </td>
        </tr>
      )}
    </>
  )
}

interface ProofProps {
  readonly study: string
  readonly endpoint: string
  readonly subject: string
}

function EndpointProof({ study, endpoint, subject }: ProofProps): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const view = viewOf(address)
  const { data } = useQuery(derivationQuery(study, subject, view))
  const own = data?.endpoints.find(({ id }) => id === endpoint)
  return (
    <>
      {own !== undefined && (
        <p className={page['soft']}>
          {t(own.inPopulation ? 'results.inPopulation' : 'results.notInPopulation')}
        </p>
      )}
      <Proof study={study} subject={subject} fact={FACTS.endpoint(endpoint)} view={view} />
    </>
  )
}
