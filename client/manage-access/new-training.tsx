import { Button, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { RequiredTraining } from '../../shared/access/settings.ts'
import { recordTraining } from '../../shared/api/routes/access.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { studyAccessQuery } from './queries.ts'

interface NewTrainingProps {
  readonly study: string
  /** Title and version are those that the study asks for, unless changed. */
  readonly required: RequiredTraining | null
}

/** Records that a person was trained. */
export function NewTraining({ study, required }: NewTrainingProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [username, setUsername] = useState('')
  const [title, setTitle] = useState(required?.title ?? '')
  const [version, setVersion] = useState<number | string>(required?.version ?? 1)
  const [on, setOn] = useState('')
  const recording = useMutation({
    mutationFn: () =>
      call(recordTraining, {
        params: { study },
        body: { username: username.trim().toLowerCase(), title, version: Number(version), on },
      }),
    onSuccess: async () => {
      setUsername('')
      await client.invalidateQueries({ queryKey: studyAccessQuery(study).queryKey })
    },
  })
  const complete =
    username.trim() !== '' && title.trim() !== '' && Number(version) >= 1 && on !== ''
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (complete) recording.mutate()
      }}
    >
      <div className={page['filters']} style={{ marginTop: 10 }}>
        <TextInput
          label={`${t('signIn.username')} *`}
          w={160}
          autoCapitalize="none"
          autoComplete="off"
          value={username}
          onChange={(event) => {
            setUsername(event.currentTarget.value)
          }}
        />
        <TextInput
          label={`${t('training.what')} *`}
          w={220}
          value={title}
          onChange={(event) => {
            setTitle(event.currentTarget.value)
          }}
        />
        <NumberInput
          label={`${t('training.version')} *`}
          w={90}
          min={1}
          allowDecimal={false}
          value={version}
          onChange={setVersion}
        />
        <PlainDateBox label={`${t('training.on')} *`} value={on} onChange={setOn} />
        <Button type="submit" variant="default" disabled={!complete} loading={recording.isPending}>
          {t('training.record')}
        </Button>
      </div>
      <ProblemNotice error={recording.error} />
    </form>
  )
}
