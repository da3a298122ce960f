import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { EndpointRow } from '../../shared/endpoints/results.ts'
import type { RowPart } from '../../shared/live/row-parts.ts'
import { endpointLabel, resultText } from '../kit/endpoint-text.ts'
import { ResponseMark } from '../kit/response-mark.tsx'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { filtersOf } from './live-address.ts'
import css from './watch-study.module.css'

interface OfRow {
  readonly study: Study
  readonly row: EndpointRow
}

interface NumberLinkProps extends OfRow {
  readonly part: RowPart
  readonly text: string
}

/** A number that leads to the rows behind it, among the subjects that the address asks for. */
export function NumberLink({ study, row, part, text }: NumberLinkProps): ReactNode {
  const texts = useTexts()
  const [address] = useSearchParams()
  const what = [endpointLabel(study.definition.endpoints, row.id, texts), row.cohort ?? '']
  const more = { endpoint: row.id, part, ...(row.cohort === null ? {} : { cohort: row.cohort }) }
  const shown = texts.t('live.showRows', { what: what.filter((one) => one !== '').join(' · ') })
  return (
    <Link
      className={css['numberLink']}
      to={studyPath(study.id, `/live/rows${filtersOf(address, more)}`)}
      title={shown}
      aria-label={`${text}: ${shown}`}
    >
      {text}
    </Link>
  )
}

/** The estimate of a row, which leads to all subjects that it is made of. */
export function Estimate({ study, row }: OfRow): ReactNode {
  const texts = useTexts()
  if (row.kind === 'distribution') return <Responses study={study} row={row} counts={row.counts} />
  const { figure } = resultText(row, study.definition.conventions.monthDays, texts)
  return <NumberLink study={study} row={row} part="counted" text={figure} />
}

/** How many of how many, each a link. */
export function Counts({ study, row }: OfRow): ReactNode {
  const { t } = useTexts()
  const link = (part: RowPart, n: number): ReactNode => (
    <NumberLink study={study} row={row} part={part} text={String(n)} />
  )
  switch (row.kind) {
    case 'proportion':
    case 'incidence':
      return (
        <>
          {link('hit', row.n)}/{link('counted', row.N)}
        </>
      )
    case 'time-to-event':
      return (
        <>
          {link('hit', row.events)}/{link('counted', row.N)} {t('live.withEvent')}
        </>
      )
    case 'landmark':
      return (
        <>
          {t('results.crudeRate')} {link('hit', row.crude.n)}/{link('counted', row.crude.N)}
        </>
      )
    case 'distribution':
    default:
      return <>N = {link('counted', row.N)}</>
  }
}

interface ResponsesProps extends OfRow {
  readonly counts: Readonly<Record<string, number | undefined>>
}

const ORDER = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE', 'MISSING'] as const

function Responses({ study, row, counts }: ResponsesProps): ReactNode {
  return (
    <span className={css['responses']}>
      {ORDER.filter((response) => (counts[response] ?? 0) > 0).map((response) => (
        <span key={response}>
          <ResponseMark response={response} />{' '}
          <NumberLink study={study} row={row} part={response} text={String(counts[response])} />
        </span>
      ))}
    </span>
  )
}
