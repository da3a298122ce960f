import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import { formatDate, formatTime, NOTHING } from '../kit/format.ts'
import { EmptyState, Notice, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { usePermissions } from '../kit/session.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { NewSnapshot } from './new-snapshot.tsx'
import { snapshotsQuery } from './queries.ts'

/** States of the study's data that were kept: what each is, its hash, and the ways on. */
export function SnapshotsPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const may = usePermissions()
  const { snapshots } = useSuspenseQuery(snapshotsQuery(study.id)).data
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.export'), to: studyPath(study.id, '/export') },
      ]}
      title={t('snapshot.title')}
      state={t('snapshot.count', { count: snapshots.length })}
    >
      <Notice kind="note">{t('snapshot.note')}</Notice>
      {may('snapshot.make', { study: study.id }) && <NewSnapshot study={study.id} />}
      <Section title={t('snapshot.kept')}>
        {snapshots.length === 0 ? (
          <EmptyState>{t('snapshot.none')}</EmptyState>
        ) : (
          <SnapshotTable study={study.id} snapshots={snapshots} />
        )}
      </Section>
    </Page>
  )
}

interface SnapshotTableProps {
  readonly study: string
  readonly snapshots: readonly SnapshotView[]
}

function SnapshotTable({ study, snapshots }: SnapshotTableProps): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  const may = usePermissions()
  const mayExport = may('data.export', { study })
  return (
    <SortableTable
      name="snapshots"
      rows={snapshots}
      columns={columnsOf(texts)}
      actions={t('snapshot.ways')}
      width={1200}
    >
      {({ id, name, purpose, asOf, cutoff, definitionVersion, hash, madeBy, madeAt }) => (
        <tr key={id}>
          <th scope="row" style={{ overflowWrap: 'anywhere' }}>
            {name}
            {purpose !== null && <div className={page['soft']}>{purpose}</div>}
          </th>
          <td className={page['nowrap']}>{formatTime(asOf)}</td>
          <td className={page['nowrap']}>
            {cutoff === null ? NOTHING : formatDate(cutoff, language)}
          </td>
          <td className={page['number']}>{definitionVersion}</td>
          <td title={hash}>
            <code>{hash.slice(0, 12)}</code>
          </td>
          <td>
            {madeBy}
            <div className={page['soft']}>{formatTime(madeAt)}</div>
          </td>
          <td>
            {mayExport && (
              <span className={page['inline']}>
                <Link to={`${studyPath(study, '/export')}?snapshot=${id}`}>
                  {t('snapshot.export')}
                </Link>
                <Link to={studyPath(study, `/snapshots/${id}`)}>{t('snapshot.compare')}</Link>
              </span>
            )}
          </td>
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf({ t, language }: Texts): readonly TableColumn<SnapshotView>[] {
  return [
    { key: 'name', head: t('snapshot.name'), value: ({ name }) => name },
    {
      key: 'asOf',
      head: t('snapshot.asOf'),
      value: ({ asOf }) => formatTime(asOf),
      order: ({ asOf }) => asOf,
    },
    {
      key: 'cutoff',
      head: t('snapshot.cutoff'),
      value: ({ cutoff }) => (cutoff === null ? null : formatDate(cutoff, language)),
      order: ({ cutoff }) => cutoff,
    },
    {
      key: 'version',
      head: t('snapshot.version'),
      numeric: true,
      value: ({ definitionVersion }) => definitionVersion,
    },
    { key: 'hash', head: t('snapshot.hash'), value: ({ hash }) => hash },
    { key: 'made', head: t('snapshot.made'), value: ({ madeBy }) => madeBy },
  ]
}
