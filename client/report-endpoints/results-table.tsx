import { Fragment, type ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { EndpointDefinition } from '../../shared/endpoints/define.ts'
import type { EndpointRow } from '../../shared/endpoints/results.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { resultText } from '../kit/endpoint-text.ts'
import page from '../kit/page.module.css'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { ResponseDistribution } from './response-distribution.tsx'
import css from './report.module.css'

interface ResultsTableProps {
  readonly study: Study
  readonly endpoints: readonly EndpointRow[]
}

interface EndpointGroup {
  readonly text: TextKey
  readonly kinds: readonly string[]
}

const GROUPS: readonly EndpointGroup[] = [
  { text: 'results.efficacy', kinds: ['proportion', 'time-to-event', 'landmark', 'antibody'] },
  { text: 'results.responses', kinds: ['distribution'] },
  { text: 'results.safety', kinds: ['incidence', 'dose-limiting-toxicity'] },
]

/** All endpoints in the protocol's order, grouped; each pooled row is followed by its cohorts. */
export function ResultsTable({ study, endpoints }: ResultsTableProps): ReactNode {
  const { t } = useTexts()
  const definitions = study.definition.endpoints
  const known = GROUPS.flatMap(({ kinds }) => kinds)
  const groups = [
    ...GROUPS.map((group) => ({
      text: group.text,
      members: definitions.filter(({ kind }) => group.kinds.includes(kind)),
    })),
    {
      text: 'results.other' as const,
      members: definitions.filter(({ kind }) => !known.includes(kind)),
    },
  ]
  return (
    <div className={page['tableWrap']}>
      <table className={css['report']}>
        <thead>
          <tr>
            <th scope="col">{t('results.endpoint')}</th>
            <th scope="col">{t('results.population')}</th>
            <th scope="col">{t('results.criteria')}</th>
            <th scope="col">{t('results.counts')}</th>
            <th scope="col" className={css['figure']}>
              {t('results.estimate')}
            </th>
            <th scope="col" className={css['figure']}>
              {t('results.limits')}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups
            .filter(({ members }) => members.length > 0)
            .map(({ text, members }) => (
              <Fragment key={text}>
                <tr className={css['group']}>
                  <th colSpan={6} scope="colgroup">
                    {t(text)}
                  </th>
                </tr>
                {members.map((definition) => (
                  <EndpointRows
                    key={definition.id}
                    study={study}
                    definition={definition}
                    rows={endpoints.filter(({ id }) => id === definition.id)}
                  />
                ))}
              </Fragment>
            ))}
        </tbody>
      </table>
    </div>
  )
}

interface EndpointRowsProps {
  readonly study: Study
  readonly definition: EndpointDefinition
  readonly rows: readonly EndpointRow[]
}

function EndpointRows({ study, definition, rows }: EndpointRowsProps): ReactNode {
  const { t, say } = useTexts()
  const { search } = useLocation()
  return rows.map((row) => {
    const pooled = row.cohort === null
    const cohort = study.definition.cohorts.find(({ key }) => key === row.cohort)
    return (
      <tr key={row.cohort ?? ''} className={pooled ? undefined : css['cohortRow']}>
        <th scope="row" className={pooled ? css['name'] : undefined}>
          {pooled ? (
            <>
              <Link to={studyPath(study.id, `/results/${encodeURIComponent(row.id)}${search}`)}>
                {say(definition.label)}
              </Link>{' '}
              <span className={css['note']}>{row.id}</span>{' '}
              {definition.primary === true && (
                <span className={css['primary']}>{t('results.primary')}</span>
              )}
            </>
          ) : cohort === undefined ? (
            row.cohort
          ) : (
            say(cohort.label)
          )}
        </th>
        <td>{row.population}</td>
        <td>{row.criteria ?? ''}</td>
        <ResultCells row={row} study={study} />
      </tr>
    )
  })
}

function ResultCells({
  row,
  study,
}: {
  readonly row: EndpointRow
  readonly study: Study
}): ReactNode {
  const texts = useTexts()
  const { figure, limits, counts } = resultText(row, study.definition.conventions.monthDays, texts)
  if (row.kind === 'distribution') {
    return (
      <>
        <td>{counts}</td>
        <td colSpan={2}>
          <ResponseDistribution summary={row} />
        </td>
      </>
    )
  }
  return (
    <>
      <td>{counts}</td>
      <td className={css['figure']}>{figure}</td>
      <td className={css['figure']}>{limits}</td>
    </>
  )
}
