import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { redactEntry } from '../../shared/api/routes/trail.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { forgetStudyData } from '../kit/queries.ts'
import { usePermissions } from '../kit/session.ts'
import { useTexts } from '../kit/texts.ts'

interface RedactBoxProps {
  readonly study: string
  readonly entry: AuditEntryView
  /** The field whose text is to be hidden. */
  readonly pointer: string
}

/** Hides a text of an entry from view, with the reason; only for those who may, and closed at first. */
export function RedactBox(props: RedactBoxProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const [opened, setOpened] = useState(false)
  if (!may('audit.redact', { study: props.study })) return null
  if (props.entry.act === 'audit.redact') return null
  return (
    <details
      open={opened}
      onToggle={(event) => {
        setOpened(event.currentTarget.open)
      }}
    >
      <summary className={page['soft']}>{t('redact.open')}</summary>
      {opened && <RedactForm {...props} />}
    </details>
  )
}

function RedactForm({ study, entry, pointer }: RedactBoxProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const redacting = useMutation({
    mutationFn: () =>
      call(redactEntry, {
        params: { study, seq: String(entry.seq) },
        body: { pointer, reason: reason.trim() },
      }),
    onSuccess: () => forgetStudyData(client, study),
  })
  return (
    <div>
      <p className={page['soft']}>{t('redact.intro')}</p>
      <TextInput
        size="xs"
        label={`${t('redact.reason')} *`}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
      />
      <Button
        variant="default"
        size="compact-sm"
        mt={6}
        disabled={reason.trim() === ''}
        loading={redacting.isPending}
        onClick={() => {
          redacting.mutate()
        }}
      >
        {t('redact.now')}
      </Button>
      <ProblemNotice error={redacting.error} />
    </div>
  )
}
