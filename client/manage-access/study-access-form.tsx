import { Button, Checkbox, NumberInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Role } from '../../shared/access/permissions.ts'
import { studyAccessSchema, type StudyAccess } from '../../shared/access/settings.ts'
import { changeStudyAccess } from '../../shared/api/routes/access.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { studyAccessQuery, type StudyAccessView } from './queries.ts'
import { RoleBoxes } from './role-boxes.tsx'

interface StudyAccessFormProps {
  readonly study: string
  readonly stored: StudyAccessView
}

interface Typed {
  readonly secondFactor: boolean
  readonly title: string
  readonly version: number | string
  readonly roles: readonly Role[]
}

function typedOf({ settings }: StudyAccessView): Typed {
  const { secondFactor, training } = settings
  return {
    secondFactor,
    title: training?.title ?? '',
    version: training?.version ?? 1,
    roles: training?.roles ?? [],
  }
}

/** What is typed as settings; null where a training lacks its version or its roles. */
function settingsOf({ secondFactor, title, version, roles }: Typed): StudyAccess | null {
  const training = title.trim() === '' ? null : { title, version, roles }
  const parsed = studyAccessSchema.safeParse({ secondFactor, training })
  return parsed.success ? parsed.data : null
}

/** What the study asks of those who hold a role in it. */
export function StudyAccessForm({ study, stored }: StudyAccessFormProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [typed, setTyped] = useState(() => typedOf(stored))
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const settings = settingsOf(typed)
  const complete = settings !== null && reason.trim() !== ''
  const saving = useMutation({
    mutationFn: (next: StudyAccess) =>
      call(changeStudyAccess, {
        params: { study },
        body: { settings: next, version: stored.version, reason: reason.trim() },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: studyAccessQuery(study).queryKey }),
  })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (complete) saving.mutate(settings)
      }}
    >
      <Stack gap="sm">
        <Checkbox
          label={t('studyAccess.factor')}
          checked={typed.secondFactor}
          onChange={(event) => {
            setTyped({ ...typed, secondFactor: event.currentTarget.checked })
          }}
        />
        <TrainingBoxes typed={typed} onChange={setTyped} />
        <TextInput
          label={`${t('settings.reason')} *`}
          maw={420}
          maxLength={500}
          value={reason}
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

interface TrainingBoxesProps {
  readonly typed: Typed
  readonly onChange: (typed: Typed) => void
}

function TrainingBoxes({ typed, onChange }: TrainingBoxesProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <div className={page['filters']}>
        <TextInput
          label={t('studyAccess.training')}
          w={320}
          maxLength={200}
          value={typed.title}
          onChange={(event) => {
            onChange({ ...typed, title: event.currentTarget.value })
          }}
        />
        <NumberInput
          size="xs"
          label={t('studyAccess.version')}
          w={100}
          min={1}
          allowDecimal={false}
          disabled={typed.title.trim() === ''}
          value={typed.version}
          onChange={(version) => {
            onChange({ ...typed, version })
          }}
        />
      </div>
      {typed.title.trim() !== '' && (
        <RoleBoxes
          label={`${t('studyAccess.roles')} *`}
          value={typed.roles}
          onChange={(roles) => {
            onChange({ ...typed, roles })
          }}
        />
      )}
    </>
  )
}
