import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { WEEKDAYS } from '../../shared/backup/settings.ts'
import { useTexts } from '../kit/texts.ts'
import type { TypedSettings } from './typed-settings.ts'
import css from './watch-system.module.css'

/** A folder that the service may write to as it is installed. */
const EXAMPLE = '/srv/backups'

interface Fields {
  readonly typed: TypedSettings
  readonly onChange: (typed: TypedSettings) => void
}

const KINDS = ['off', 'daily', 'weekly'] as const

export function When({ typed, onChange, zone }: Fields & { readonly zone: string }): ReactNode {
  const { t } = useTexts()
  return (
    <div className={css['row']}>
      <NativeSelect
        size="xs"
        label={t('backups.schedule')}
        value={typed.kind}
        data={KINDS.map((value) => ({ value, label: t(`backups.${value}`) }))}
        onChange={(event) => {
          const kind = KINDS.find((one) => one === event.currentTarget.value) ?? 'off'
          onChange({ ...typed, kind })
        }}
      />
      {typed.kind === 'weekly' && (
        <NativeSelect
          size="xs"
          label={t('backups.weekday')}
          value={typed.weekday}
          data={WEEKDAYS.map((value) => ({ value, label: t(`backups.day.${value}`) }))}
          onChange={(event) => {
            const weekday = WEEKDAYS.find((one) => one === event.currentTarget.value) ?? 'sunday'
            onChange({ ...typed, weekday })
          }}
        />
      )}
      {typed.kind !== 'off' && (
        <TextInput
          label={t('backups.time', { zone })}
          value={typed.time}
          maxLength={5}
          onChange={(event) => {
            onChange({ ...typed, time: event.currentTarget.value })
          }}
        />
      )}
    </div>
  )
}

interface KeyFields extends Fields {
  readonly fingerprint: string | null
}

export function FolderAndKey({ typed, onChange, fingerprint }: KeyFields): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <TextInput
        label={t('backups.folder')}
        description={t('backups.folderHint')}
        placeholder={EXAMPLE}
        value={typed.folder}
        maxLength={1000}
        onChange={(event) => {
          onChange({ ...typed, folder: event.currentTarget.value })
        }}
      />
      <Textarea
        label={t('backups.publicKey')}
        description={t('backups.keyHint')}
        rows={4}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={typed.publicKey}
        maxLength={2000}
        onChange={(event) => {
          onChange({ ...typed, publicKey: event.currentTarget.value })
        }}
      />
      {fingerprint !== null && <p>{t('backups.fingerprint', { fingerprint })}</p>}
    </>
  )
}

const PERIODS = [
  { key: 'daily', label: 'backups.keepDaily' },
  { key: 'weekly', label: 'backups.keepWeekly' },
  { key: 'monthly', label: 'backups.keepMonthly' },
] as const

export function Keeping({ typed, onChange }: Fields): ReactNode {
  const { t } = useTexts()
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ padding: 0, fontSize: 12, fontWeight: 600 }}>{t('backups.keep')}</legend>
      <p>{t('backups.keepHint')}</p>
      <div className={css['row']}>
        {PERIODS.map(({ key, label }) => (
          <NumberInput
            key={key}
            size="xs"
            label={t(label)}
            w={110}
            min={0}
            max={999}
            allowDecimal={false}
            value={typed[key]}
            onChange={(value) => {
              onChange({ ...typed, [key]: value })
            }}
          />
        ))}
      </div>
    </fieldset>
  )
}
