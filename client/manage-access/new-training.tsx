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
  const [what, setWhat] = useState<What>({
    title: required?.title ?? '',
    version: required?.version ?? 1,
  })
  const { title, version } = what
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
  const filled = [username, title, on].every((text) => text.trim() !== '')
  const complete = filled && Number(version) >= 1
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
        <WhatBoxes what={what} onChange={setWhat} />
        <PlainDateBox label={`${t('training.on')} *`} value={on} onChange={setOn} />
        <Button type="submit" variant="default" disabled={!complete} loading={recording.isPending}>
          {t('training.record')}
        </Button>
      </div>
      <ProblemNotice error={recording.error} />
    </form>
  )
}

interface What {
  readonly title: string
  readonly version: number | string
}

interface WhatBoxesProps {
  readonly what: What
  readonly onChange: (what: What) => void
}

function WhatBoxes({ what, onChange }: WhatBoxesProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <TextInput
        label={`${t('training.what')} *`}
        w={220}
        value={what.title}
        onChange={(event) => {
          onChange({ ...what, title: event.currentTarget.value })
        }}
      />
      <NumberInput
        size="xs"
        label={`${t('training.version')} *`}
        w={90}
        min={1}
        allowDecimal={false}
        value={what.version}
        onChange={(version) => {
          onChange({ ...what, version })
        }}
      />
    </>
  )
}
