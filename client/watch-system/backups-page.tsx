import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { changeBackups } from '../../shared/api/routes/system.ts'
import type { BackupSettings } from '../../shared/backup/settings.ts'
import { call } from '../kit/http.ts'
import { Notice, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { FolderAndKey, Keeping, When } from './backup-fields.tsx'
import { backupsQuery, statusQuery, type Backups } from './queries.ts'
import { StoredBackups } from './stored-backups.tsx'
import { settingsOf, typedOf } from './typed-settings.ts'

/** When and where backups are made, how long they stay, and which there are. */
export function BackupsPage(): ReactNode {
  const { t } = useTexts()
  const { data: backups } = useSuspenseQuery(backupsQuery)
  return (
    <Page crumbs={[{ label: t('nav.work'), to: '/' }]} title={t('nav.backups')}>
      <p>{t('backups.intro')}</p>
      <SettingsForm key={backups.version} backups={backups} />
      <StoredBackups backups={backups} />
    </Page>
  )
}

function SettingsForm({ backups }: { readonly backups: Backups }): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const { version, fingerprint, zone } = backups
  const [typed, setTyped] = useState(() => typedOf(backups.settings))
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const settings = settingsOf(typed)
  const saving = useMutation({
    mutationFn: (next: BackupSettings) =>
      call(changeBackups, { body: { settings: next, version, reason: reason.trim() } }),
    onSuccess: async (saved) => {
      client.setQueryData(backupsQuery.queryKey, saved)
      await client.invalidateQueries({ queryKey: statusQuery.queryKey })
    },
  })
  const complete = settings !== null && reason.trim() !== ''
  const parts = { typed, onChange: setTyped }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (complete) saving.mutate(settings)
      }}
    >
      <Stack gap="sm" maw={640}>
        {version > 0 && !asked && <Notice kind="note">{t('backups.saved')}</Notice>}
        <When {...parts} zone={zone} />
        <FolderAndKey {...parts} fingerprint={fingerprint} />
        <Keeping {...parts} />
        <TextInput
          label={`${t('settings.reason')} *`}
          value={reason}
          maxLength={500}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
        {asked && !complete && <Notice kind="warning">{t('backups.wrong')}</Notice>}
        <ProblemNotice error={saving.error} />
        <Button type="submit" style={{ alignSelf: 'start' }} loading={saving.isPending}>
          {t('settings.save')}
        </Button>
      </Stack>
    </form>
  )
}
