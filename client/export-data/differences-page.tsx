import { NativeSelect } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { SnapshotDifference } from '../../shared/api/routes/snapshots.ts'
import { NOTHING } from '../kit/format.ts'
import { itemLabel } from '../kit/item-label.ts'
import { EmptyState, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { useRouteParam } from '../kit/route-params.ts'
import { findForm, useStudy } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { differencesQuery, snapshotsQuery } from './queries.ts'

/** What differs between a snapshot and another, or the present, value by value. */
export function DifferencesPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const snapshot = useRouteParam('snapshot')
  const [address, setAddress] = useSearchParams()
  const to = address.get('to') ?? undefined
  const { snapshots } = useSuspenseQuery(snapshotsQuery(study.id)).data
  const { from, differences } = useSuspenseQuery(differencesQuery(study.id, snapshot, to)).data
  const others = snapshots.filter(({ id }) => id !== snapshot)
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('snapshot.title'), to: studyPath(study.id, '/snapshots') },
      ]}
      title={t('snapshot.differences', { name: from.name })}
      state={t('snapshot.differenceCount', {
        count: differences.length,
        subjects: new Set(differences.map(({ subjid }) => subjid)).size,
      })}
    >
      <NativeSelect
        label={t('snapshot.comparedWith')}
        maw={420}
        mb={12}
        value={to ?? ''}
        data={[
          { value: '', label: t('snapshot.present') },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          setAddress(chosen === '' ? {} : { to: chosen }, { replace: true })
        }}
      />
      {differences.length === 0 ? (
        <EmptyState>{t('snapshot.same')}</EmptyState>
      ) : (
        <DifferenceTable study={study} differences={differences} />
      )}
    </Page>
  )
}

interface DifferenceTableProps {
  readonly study: Study
  readonly differences: readonly SnapshotDifference[]
}

function DifferenceTable({ study, differences }: DifferenceTableProps): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  return (
    <SortableTable
      name="differences"
      rows={differences}
      columns={columnsOf(study, texts)}
      width={1200}
    >
      {({ subjid, visit, form, rowKey, groupRow, item, kind, before, after }) => (
        <tr key={[subjid, visit, form, rowKey, groupRow, item].join(' ')}>
          <th scope="row" className={page['nowrap']}>
            <Link to={subjectPath(study.id, subjid)}>{subjid}</Link>
          </th>
          <td>{visit ?? NOTHING}</td>
          <td>
            {formTitle(study, form, say)}
            {rowOf({ rowKey, groupRow }) !== '' && (
              <div className={page['soft']}>{rowOf({ rowKey, groupRow })}</div>
            )}
          </td>
          <td>{say(itemLabel(findForm(study, form), item))}</td>
          <td>{t(`snapshot.kind.${kind}`)}</td>
          <td style={{ overflowWrap: 'anywhere' }}>{before ?? NOTHING}</td>
          <td style={{ overflowWrap: 'anywhere' }}>{after ?? NOTHING}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function formTitle(study: Study, key: string, say: Texts['say']): string {
  const form = findForm(study, key)
  return form === undefined ? key : say(form.title)
}

function rowOf({ rowKey, groupRow }: Pick<SnapshotDifference, 'rowKey' | 'groupRow'>): string {
  return [rowKey, groupRow].filter((part) => part !== '').join(' · ')
}

function columnsOf(study: Study, { t, say }: Texts): readonly TableColumn<SnapshotDifference>[] {
  return [
    { key: 'subject', head: t('snapshot.subject'), value: ({ subjid }) => subjid },
    { key: 'visit', head: t('snapshot.visit'), value: ({ visit }) => visit },
    {
      key: 'form',
      head: t('snapshot.form'),
      value: (row) => [formTitle(study, row.form, say), rowOf(row)].filter(Boolean).join(' · '),
    },
    {
      key: 'item',
      head: t('snapshot.item'),
      value: ({ form, item }) => say(itemLabel(findForm(study, form), item)),
    },
    { key: 'kind', head: t('snapshot.kind'), value: ({ kind }) => t(`snapshot.kind.${kind}`) },
    { key: 'before', head: t('snapshot.before'), value: ({ before }) => before },
    { key: 'after', head: t('snapshot.after'), value: ({ after }) => after },
  ]
}
