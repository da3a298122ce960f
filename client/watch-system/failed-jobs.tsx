import type { ReactNode } from 'react'
import { formatTime } from '../kit/format.ts'
import { ProblemFailure } from '../kit/http.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { problemText } from '../kit/problem-notice.tsx'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts } from '../kit/texts.ts'
import type { SystemStatus } from './queries.ts'

type FailedJob = SystemStatus['failedJobs'][number]

/** Long work that failed lately, and why. */
export function FailedJobs({ jobs }: { readonly jobs: readonly FailedJob[] }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const kindOf = ({ kind }: FailedJob): string =>
    kind === 'backup' || kind === 'verify' ? t(`system.kind.${kind}`) : t('system.kind.export')
  const whyOf = ({ problem }: FailedJob): string =>
    problem === null ? '' : problemText(texts, new ProblemFailure(problem))
  const columns: readonly TableColumn<FailedJob>[] = [
    timeColumn({ key: 'when', head: t('system.when'), of: ({ at }) => at }),
    { key: 'kind', head: t('system.kind'), value: kindOf, code: ({ kind }) => kind },
    { key: 'why', head: t('system.why'), value: whyOf },
  ]
  return (
    <Section title={t('system.work')}>
      {jobs.length === 0 ? (
        <p>{t('system.none')}</p>
      ) : (
        <SortableTable name="failed" rows={jobs} columns={columns}>
          {(job) => (
            <tr key={job.at + job.kind}>
              <td className={page['nowrap']}>{formatTime(job.at)}</td>
              <td>{kindOf(job)}</td>
              <td>{whyOf(job)}</td>
            </tr>
          )}
        </SortableTable>
      )}
    </Section>
  )
}
