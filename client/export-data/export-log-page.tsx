import type { ReactNode } from 'react'
import type { ExportLogRow } from '../../shared/api/routes/exports.ts'
import { formatTime, NOTHING } from '../kit/format.ts'
import { Older } from '../kit/older.tsx'
import { EmptyState, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { useExportLog } from './queries.ts'

/** Every file of the study's data that left the product: to whom, what for, with which fields. */
export function ExportLogPage(): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const study = useStudy()
  const log = useExportLog(study.id)
  const rows = log.data
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.export'), to: studyPath(study.id, '/export') },
      ]}
      title={t('export.log')}
      state={t(log.hasNextPage ? 'export.logNewest' : 'export.logCount', { count: rows.length })}
    >
      {rows.length === 0 ? (
        <EmptyState>{t('export.logNone')}</EmptyState>
      ) : (
        <SortableTable name="exports" rows={rows} columns={columnsOf(texts)} width={1400}>
          {(row) => (
            <tr key={`${row.seq} ${row.file}`}>
              <td className={page['nowrap']}>{formatTime(row.at)}</td>
              <td>{byText(row, texts)}</td>
              <td>{row.recipient ?? NOTHING}</td>
              <td>{row.country ?? NOTHING}</td>
              <td>{row.purpose ?? NOTHING}</td>
              <td style={{ overflowWrap: 'anywhere' }}>
                {row.file}
                <div className={page['soft']}>{dataText(row, texts)}</div>
              </td>
              <td className={page['number']}>{row.rows}</td>
              <td style={{ overflowWrap: 'anywhere' }}>{row.fields.join(', ') || NOTHING}</td>
              <td title={row.sha256}>
                <code>{row.sha256.slice(0, 12)}</code>
              </td>
            </tr>
          )}
        </SortableTable>
      )}
      <Older of={log} />
    </Page>
  )
}

function byText({ by, role }: ExportLogRow, { tKnown }: Texts): string {
  const key = `role.${role}`
  const named = tKnown(key)
  return `${by} (${named === key ? role : named})`
}

function dataText({ profile, snapshot }: ExportLogRow, { t }: Texts): string {
  return [snapshot, t(`export.profile.${profile}`)].filter((part) => part !== null).join(' · ')
}

function columnsOf(texts: Texts): readonly TableColumn<ExportLogRow>[] {
  const { t } = texts
  return [
    timeColumn({ key: 'at', head: t('export.at'), of: ({ at }) => at }),
    { key: 'by', head: t('export.by'), value: (row) => byText(row, texts) },
    { key: 'recipient', head: t('export.recipient'), value: ({ recipient }) => recipient },
    { key: 'country', head: t('export.country'), value: ({ country }) => country },
    { key: 'purpose', head: t('export.purpose'), value: ({ purpose }) => purpose },
    {
      key: 'file',
      head: t('export.file'),
      value: (row) => `${row.file} · ${dataText(row, texts)}`,
    },
    { key: 'rows', head: t('export.rows'), numeric: true, value: ({ rows }) => rows },
    { key: 'fields', head: t('export.fields'), value: ({ fields }) => fields.join(', ') },
    { key: 'hash', head: t('snapshot.hash'), value: ({ sha256 }) => sha256 },
  ]
}
