import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { LagSummary } from '../../shared/trail/lag-report.ts'
import { NOTHING } from '../kit/format.ts'
import { EmptyState, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { lagQuery } from './queries.ts'

/** How near to the event each site enters and changes its data. */
export function LagPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const { sites, limits } = useSuspenseQuery(lagQuery(study.id)).data
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.audit'), to: studyPath(study.id, '/audit') },
      ]}
      title={t('lag.title')}
      state={t('lag.state')}
    >
      {sites.length === 0 ? (
        <EmptyState>{t('lag.none')}</EmptyState>
      ) : (
        <div className={page['tableWrap']}>
          <table className={page['table']} style={{ maxWidth: 900 }}>
            <caption className="visually-hidden">{t('lag.title')}</caption>
            <thead>
              <tr>
                <th rowSpan={2} scope="col">
                  {t('lag.site')}
                </th>
                <th colSpan={5} scope="colgroup">
                  {t('lag.entry')}
                </th>
                <th colSpan={5} scope="colgroup">
                  {t('lag.change')}
                </th>
              </tr>
              <tr>
                <Heads late={limits.entryDays} />
                <Heads late={limits.changeDays} />
              </tr>
            </thead>
            <tbody>
              {sites.map(({ site, entry, change }) => (
                <tr key={site}>
                  <th scope="row">{site}</th>
                  <Lags of={entry} />
                  <Lags of={change} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  )
}

const FIGURES = ['count', 'median', 'ninetieth', 'longest'] as const

function Heads({ late }: { readonly late: number }): ReactNode {
  const { t } = useTexts()
  return (
    <>
      {FIGURES.map((figure) => (
        <th key={figure} scope="col" className={page['number']}>
          {t(`lag.${figure}`)}
        </th>
      ))}
      <th scope="col" className={page['number']}>
        {t('lag.late', { days: late })}
      </th>
    </>
  )
}

function Lags({ of }: { readonly of: LagSummary }): ReactNode {
  return [...FIGURES, 'late' as const].map((figure) => (
    <td key={figure} className={page['number']}>
      {of[figure] ?? NOTHING}
    </td>
  ))
}
