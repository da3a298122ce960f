import { Button, NumberInput, Stack, Textarea, TextInput } from '@mantine/core'
import {
  useMutation,
  useQueryClient,
  useSuspenseQuery,
  type QueryClient,
} from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  installationSettingsSchema,
  type InstallationSettings,
} from '../../shared/access/settings.ts'
import { changeSettings } from '../../shared/api/routes/access.ts'
import { call } from '../kit/http.ts'
import { Notice, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { sessionQuery, setupQuery } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'
import { settingsQuery, type Settings } from './queries.ts'
import { RoleBoxes } from './role-boxes.tsx'

/** What holds in the whole installation: idle limit, age of passwords, second factor by role. */
export function SettingsPage(): ReactNode {
  const { t } = useTexts()
  const stored = useSuspenseQuery(settingsQuery).data
  return (
    <Page crumbs={[{ label: t('nav.work'), to: '/' }]} title={t('nav.settings')}>
      <p>{t('settings.intro')}</p>
      <SettingsForm key={stored.version} stored={stored} />
    </Page>
  )
}

interface Typed {
  readonly idle: number | string
  readonly age: number | string
  readonly inactive: number | string
  readonly roles: InstallationSettings['secondFactorRoles']
  readonly contact: string
}

function typedOf({ settings }: Settings): Typed {
  return {
    idle: settings.idleMinutes,
    age: settings.passwordMaxAgeDays ?? '',
    inactive: settings.inactiveDays,
    roles: settings.secondFactorRoles,
    contact: settings.contact,
  }
}

/** The settings as typed; null where a number is missing or out of its bounds. */
function settingsOf({ idle, age, inactive, roles, contact }: Typed): InstallationSettings | null {
  const parsed = installationSettingsSchema.safeParse({
    idleMinutes: idle,
    passwordMaxAgeDays: age === '' ? null : age,
    inactiveDays: inactive,
    secondFactorRoles: roles,
    contact,
  })
  return parsed.success ? parsed.data : null
}

function SettingsForm({ stored }: { readonly stored: Settings }): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [typed, setTyped] = useState(() => typedOf(stored))
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const settings = settingsOf(typed)
  const saving = useMutation({
    mutationFn: (next: InstallationSettings) =>
      call(changeSettings, {
        body: { settings: next, version: stored.version, reason: reason.trim() },
      }),
    onSuccess: async (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved)
      await refreshAfter(client)
    },
  })
  const complete = settings !== null && reason.trim() !== ''
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (complete) saving.mutate(settings)
      }}
    >
      <Stack gap="sm" maw={560}>
        {stored.version > 0 && !asked && <LastSaved />}
        <Numbers typed={typed} onChange={setTyped} />
        <RoleBoxes
          label={t('settings.factorRoles')}
          value={typed.roles}
          onChange={(roles) => {
            setTyped({ ...typed, roles })
          }}
        />
        <ContactBox
          value={typed.contact}
          onChange={(contact) => {
            setTyped({ ...typed, contact })
          }}
        />
        <TextInput
          label={`${t('settings.reason')} *`}
          value={reason}
          maxLength={500}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
        {asked && !complete && <Notice kind="warning">{t('settings.wrong')}</Notice>}
        <ProblemNotice error={saving.error} />
        <Button type="submit" style={{ alignSelf: 'start' }} loading={saving.isPending}>
          {t('settings.save')}
        </Button>
      </Stack>
    </form>
  )
}

/** What else of the page was read from the settings. */
async function refreshAfter(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  await client.invalidateQueries({ queryKey: setupQuery.queryKey })
}

/** Whom the help names to everybody, signed in or not. */
function ContactBox(props: {
  readonly value: string
  readonly onChange: (contact: string) => void
}): ReactNode {
  const { t } = useTexts()
  return (
    <Textarea
      size="xs"
      label={t('settings.contact')}
      description={t('settings.contactRule')}
      value={props.value}
      maxLength={400}
      autosize
      onChange={(event) => {
        props.onChange(event.currentTarget.value)
      }}
    />
  )
}

function LastSaved(): ReactNode {
  const { t } = useTexts()
  return <Notice kind="note">{t('settings.saved')}</Notice>
}

interface NumbersProps {
  readonly typed: Typed
  readonly onChange: (typed: Typed) => void
}

function Numbers({ typed, onChange }: NumbersProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <NumberInput
        size="xs"
        label={t('settings.idle')}
        w={420}
        allowDecimal={false}
        value={typed.idle}
        onChange={(idle) => {
          onChange({ ...typed, idle })
        }}
      />
      <NumberInput
        size="xs"
        label={t('settings.passwordAge')}
        w={420}
        allowDecimal={false}
        value={typed.age}
        onChange={(age) => {
          onChange({ ...typed, age })
        }}
      />
      <NumberInput
        size="xs"
        label={t('settings.inactive')}
        w={420}
        allowDecimal={false}
        value={typed.inactive}
        onChange={(inactive) => {
          onChange({ ...typed, inactive })
        }}
      />
    </>
  )
}
