import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatTime } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { snapshotsQuery } from './queries.ts'

interface SnapshotChoiceProps {
  readonly study: string
  /** Null: the present data. */
  readonly chosen: string | null
  readonly onChoose: (snapshot: string | null) => void
}

/** Which state of the data is exported: the present one, or one that was kept. */
export function SnapshotChoice({ study, chosen, onChoose }: SnapshotChoiceProps): ReactNode {
  const { t } = useTexts()
  const { data } = useQuery(snapshotsQuery(study))
  const kept = (data?.snapshots ?? []).map(({ id, name, asOf }) => ({
    value: id,
    label: `${name} · ${formatTime(asOf)}`,
  }))
  return (
    <div className={page['filters']}>
      <NativeSelect
        label={t('snapshot.data')}
        w={420}
        maw="100%"
        value={chosen ?? ''}
        data={[{ value: '', label: t('snapshot.present') }, ...kept]}
        onChange={(event) => {
          const { value } = event.currentTarget
          onChoose(value === '' ? null : value)
        }}
      />
      <Link to={studyPath(study, '/snapshots')}>{t('snapshot.manage')}</Link>
    </div>
  )
}
