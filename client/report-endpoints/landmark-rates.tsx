import type { ReactNode } from 'react'
import type { EndpointRow, TimeToEventSummary } from '../../shared/endpoints/results.ts'
import { formatNumber, formatShare, formatShareLimits } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import css from './report.module.css'

/** Kaplan-Meier and crude rate side by side, with what stands between them. */
export function LandmarkRates({ rows }: { readonly rows: readonly EndpointRow[] }): ReactNode {
  const { t, language } = useTexts()
  return (
    <div className={page['tableWrap']}>
      <table className={css['report']} style={{ maxWidth: 900, marginTop: 16 }}>
        <thead>
          <tr>
            <th scope="col">{t('subjects.cohort')}</th>
            <th scope="col">{t('results.kaplanMeier')}</th>
            <th scope="col">{t('results.limits')}</th>
            <th scope="col">{t('results.atRisk')}</th>
            <th scope="col">{t('results.crudeRate')}</th>
            <th scope="col">{t('results.eventsBefore')}</th>
            <th scope="col">{t('results.censoredBefore')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            row.kind === 'landmark' ? (
              <tr key={row.cohort ?? ''}>
                <th scope="row">{row.cohort ?? t('results.pooled')}</th>
                <td>{formatShare(row.km.estimate, language)}</td>
                <td>{formatShareLimits(row.km.lower, row.km.upper, language)}</td>
                <td>{row.km.atRisk}</td>
                <td>
                  {row.crude.n}/{row.crude.N} ({formatShare(row.crude.estimate, language)})
                </td>
                <td>{row.crude.events}</td>
                <td>{row.crude.censoredBefore}</td>
              </tr>
            ) : null,
          )}
        </tbody>
      </table>
    </div>
  )
}

/** The comparison of the cohorts, labelled for what it is. */
export function LogRankNote({ summary }: { readonly summary: TimeToEventSummary }): ReactNode {
  const { t } = useTexts()
  const { logrank } = summary
  if (logrank === undefined) return null
  const p = logrank.p !== null && logrank.p < 0.001 ? '< 0.001' : formatNumber(logrank.p, 3)
  return (
    <p className={css['note']}>
      {t('results.logrank', { chisq: formatNumber(logrank.chisq, 2), df: logrank.df, p })}
    </p>
  )
}
