import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { EXPORT_POPULATIONS } from '../../shared/api/routes/export-runs.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { formatTime } from '../kit/format.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { usePermissions } from '../kit/session.ts'
import { useTexts } from '../kit/texts.ts'
import { KeyDownload } from './key-download.tsx'
import { NewSnapshot } from './new-snapshot.tsx'
import { formatsQuery, snapshotsQuery } from './queries.ts'
import { withPart, type Wish } from './wish.ts'

interface WishBoxesProps {
  readonly study: string
  readonly wish: Wish
  readonly onChoose: (wish: Wish) => void
}

const LANGUAGE_NAMES = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: '中文' },
]

/** Which data, of whom, up to when, in which language and profile. */
export function WishBoxes({ study, wish, onChoose }: WishBoxesProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <div className={page['filters']}>
        <SnapshotBox study={study} wish={wish} onChoose={onChoose} />
        <CutoffBox wish={wish} onChoose={onChoose} />
        <NativeSelect
          size="xs"
          label={t('exportRun.population')}
          w={220}
          value={wish.population}
          data={EXPORT_POPULATIONS.map((value) => ({
            value,
            label: t(`exportRun.population.${value}`),
          }))}
          onChange={(event) => {
            const asked = event.currentTarget.value
            const population = EXPORT_POPULATIONS.find((one) => one === asked) ?? 'ALL'
            onChoose({ ...wish, population })
          }}
        />
        <ProfileBox study={study} wish={wish} onChoose={onChoose} />
        <NativeSelect
          size="xs"
          label={t('exportRun.responses')}
          w={250}
          value={wish.responses}
          data={(['investigator', 'derived'] as const).map((value) => ({
            value,
            label: t(`exportRun.responses.${value}`),
          }))}
          onChange={(event) => {
            const isDerived = event.currentTarget.value === 'derived'
            onChoose({ ...wish, responses: isDerived ? 'derived' : 'investigator' })
          }}
        />
        <NativeSelect
          size="xs"
          label={t('exportRun.language')}
          w={120}
          value={wish.language}
          data={LANGUAGE_NAMES}
          onChange={(event) => {
            onChoose({ ...wish, language: event.currentTarget.value === 'zh' ? 'zh' : 'en' })
          }}
        />
      </div>
      {wish.profile === 'deidentified' && <TwinNote study={study} wish={wish} />}
    </>
  )
}

function SnapshotBox({ study, wish, onChoose }: WishBoxesProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const [opened, setOpened] = useState(false)
  const { data } = useQuery(snapshotsQuery(study))
  const kept = (data?.snapshots ?? []).map(({ id, name, asOf }) => ({
    value: id,
    label: `${name} · ${formatTime(asOf)}`,
  }))
  const choose = (id: string): void => {
    onChoose(withPart(wish, 'snapshot', id))
  }
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('snapshot.data')}
        w={340}
        maw="100%"
        value={wish.snapshot ?? ''}
        data={[{ value: '', label: t('snapshot.present') }, ...kept]}
        onChange={(event) => {
          choose(event.currentTarget.value)
        }}
      />
      {may('snapshot.make', { study }) && (
        <Button
          variant="default"
          size="xs"
          aria-expanded={opened}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {t('exportRun.newSnapshot')}
        </Button>
      )}
      {opened && (
        <div style={{ flexBasis: '100%' }}>
          <NewSnapshot
            study={study}
            onMade={({ id }) => {
              choose(id)
              setOpened(false)
            }}
          />
        </div>
      )}
    </>
  )
}

function CutoffBox({ wish, onChoose }: Omit<WishBoxesProps, 'study'>): ReactNode {
  const { t } = useTexts()
  return (
    <div title={t('exportRun.cutoffHint')}>
      <PlainDateBox
        label={t('exportRun.cutoff')}
        value={wish.cutoff ?? ''}
        onChange={(cutoff) => {
          onChoose(withPart(wish, 'cutoff', cutoff))
        }}
      />
    </div>
  )
}

/** A de-identified copy leaves out the formats that cannot be one. */
function ProfileBox({ study, wish, onChoose }: WishBoxesProps): ReactNode {
  const { t } = useTexts()
  const { data: formats = [] } = useQuery(formatsQuery(study))
  return (
    <NativeSelect
      size="xs"
      label={t('export.profile')}
      w={180}
      value={wish.profile}
      data={(['full', 'deidentified'] as const).map((value) => ({
        value,
        label: t(`export.profile.${value}`),
      }))}
      onChange={(event) => {
        if (event.currentTarget.value !== 'deidentified') {
          onChoose({ ...wish, profile: 'full' })
          return
        }
        const able = formats.filter(({ deidentifies }) => deidentifies).map(({ key }) => key)
        const kept = wish.formats.filter((key) => able.includes(key))
        onChoose({ ...wish, profile: 'deidentified', formats: kept })
      }}
    />
  )
}

function TwinNote({ study, wish }: Pick<WishBoxesProps, 'study' | 'wish'>): ReactNode {
  const { t } = useTexts()
  return (
    <Notice kind="note">
      {t('export.twinNote')}
      <KeyDownload study={study} snapshot={wish.snapshot ?? null} />
    </Notice>
  )
}
