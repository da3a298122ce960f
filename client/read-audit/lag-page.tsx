import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { getLagReport } from '../../shared/api/routes/trail.ts'
import type { LagSummary } from '../../shared/trail/lag-report.ts'
import { aimPath } from '../kit/aim-path.ts'
import { NOTHING } from '../kit/format.ts'
import { EmptyState, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { lagQuery } from './queries.ts'

type LagReport = ResponseOf<typeof getLagReport>
type SiteLags = LagReport['sites'][number]

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
        <SortableTable name="lags" rows={sites} columns={columnsOf(limits, t)} width={900}>
          {({ site, entry, change }) => (
            <tr key={site}>
              <th scope="row">{site}</th>
              <Lags
                of={entry}
                pathOf={(late) => aimPath(study.id, { to: 'entries', site, late })}
              />
              <Lags of={change} />
            </tr>
          )}
        </SortableTable>
      )}
    </Page>
  )
}

const FIGURES = ['count', 'median', 'ninetieth', 'longest'] as const

function columnsOf(limits: LagReport['limits'], t: Texts['t']): readonly TableColumn<SiteLags>[] {
  return [
    { key: 'site', head: t('lag.site'), value: ({ site }) => site },
    ...lagColumns('entry', limits.entryDays, t),
    ...lagColumns('change', limits.changeDays, t),
  ]
}

function lagColumns(
  of: 'entry' | 'change',
  lateDays: number,
  t: Texts['t'],
): readonly TableColumn<SiteLags>[] {
  return [...FIGURES, 'late' as const].map((figure) => ({
    key: `${of}-${figure}`,
    group: t(`lag.${of}`),
    head: figure === 'late' ? t('lag.late', { days: lateDays }) : t(`lag.${figure}`),
    numeric: true,
    value: (row) => row[of][figure],
  }))
}

interface LagsProps {
  readonly of: LagSummary
  /** Where the cases are listed, all or the late ones alone; absent: nowhere. */
  readonly pathOf?: (late: boolean) => string
}

function Lags({ of, pathOf }: LagsProps): ReactNode {
  return [...FIGURES, 'late' as const].map((figure) => {
    const isCount = figure === 'count' || figure === 'late'
    return (
      <td key={figure} className={page['number']}>
        {pathOf !== undefined && isCount && of[figure] > 0 ? (
          <Link to={pathOf(figure === 'late')}>{of[figure]}</Link>
        ) : (
          (of[figure] ?? NOTHING)
        )}
      </td>
    )
  })
}
