import type { ReactNode } from 'react'
import type { LiveView } from '../../shared/api/routes/live.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { EndpointRow } from '../../shared/endpoints/results.ts'
import { endpointLabel, resultText } from '../kit/endpoint-text.ts'
import { EmptyState } from '../kit/page.tsx'
import { useTexts } from '../kit/texts.ts'
import { Counts, Estimate } from './number-links.tsx'
import css from './watch-study.module.css'

interface HeadlineProps {
  readonly study: Study
  readonly view: LiveView
}

/** The endpoints that lead, large, each with its limits and what it counts. */
export function Headline({ study, view }: HeadlineProps): ReactNode {
  const { t } = useTexts()
  const rows = view.headline.flatMap((id) =>
    view.endpoints.filter((row) => row.id === id && row.cohort === null),
  )
  if (rows.length === 0) return <EmptyState>{t('live.noHeadline')}</EmptyState>
  return (
    <div className={css['headlines']}>
      {rows.map((row) => (
        <Endpoint key={row.id} study={study} row={row} />
      ))}
    </div>
  )
}

function Endpoint({ study, row }: { readonly study: Study; readonly row: EndpointRow }): ReactNode {
  const texts = useTexts()
  const { limits } = resultText(row, study.definition.conventions.monthDays, texts)
  const about = [
    limits === '' ? null : texts.t('results.ci', { limits }),
    row.criteria,
    texts.t(`live.pop.${row.population}`),
  ]
  return (
    <section className={css['headline']}>
      <h3>{endpointLabel(study.definition.endpoints, row.id, texts)}</h3>
      <p className={css['value']}>
        <Estimate study={study} row={row} />
      </p>
      <p className={css['about']}>
        <Counts study={study} row={row} /> · {about.filter((part) => part !== null).join(' · ')}
      </p>
    </section>
  )
}
