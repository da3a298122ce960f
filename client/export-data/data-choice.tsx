import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatTime } from '../kit/format.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { usePermissions } from '../kit/session.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import type { Source } from './file-address.ts'
import { KeyDownload } from './key-download.tsx'
import { snapshotsQuery } from './queries.ts'

interface DataChoiceProps {
  readonly source: Source
  readonly onChoose: (source: Source) => void
}

/** Which data are exported: the present ones or a snapshot, as they are or de-identified. */
export function DataChoice({ source, onChoose }: DataChoiceProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const { study } = source
  const { data } = useQuery(snapshotsQuery(study))
  const kept = (data?.snapshots ?? []).map(({ id, name, asOf }) => ({
    value: id,
    label: `${name} · ${formatTime(asOf)}`,
  }))
  return (
    <>
      <div className={page['filters']}>
        <NativeSelect
          label={t('snapshot.data')}
          w={380}
          maw="100%"
          value={source.snapshot ?? ''}
          data={[{ value: '', label: t('snapshot.present') }, ...kept]}
          onChange={(event) => {
            onChoose({ ...source, snapshot: event.currentTarget.value || null })
          }}
        />
        <NativeSelect
          label={t('export.profile')}
          w={240}
          value={source.profile}
          data={(['full', 'deidentified'] as const).map((value) => ({
            value,
            label: t(`export.profile.${value}`),
          }))}
          onChange={(event) => {
            const isTwin = event.currentTarget.value === 'deidentified'
            onChoose({ ...source, profile: isTwin ? 'deidentified' : 'full' })
          }}
        />
        <Link to={studyPath(study, '/snapshots')}>{t('snapshot.manage')}</Link>
        {may('export.log', { study }) && (
          <Link to={studyPath(study, '/export/log')}>{t('export.log')}</Link>
        )}
      </div>
      {source.profile === 'deidentified' && (
        <Notice kind="note">
          {t('export.twinNote')}
          <KeyDownload study={study} snapshot={source.snapshot} />
        </Notice>
      )}
    </>
  )
}
