import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { withdrawCoding, type CodingView } from '../../shared/api/routes/coding.ts'
import { call } from '../kit/http.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'

interface WithdrawBoxProps {
  readonly study: string
  readonly coding: CodingView
  readonly onDone: () => void
}

/** Takes a code back, with the reason. */
export function WithdrawBox({ study, coding, onDone }: WithdrawBoxProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const withdrawing = useMutation({
    mutationFn: () =>
      call(withdrawCoding, {
        params: { study, coding: coding.id },
        body: { reason: reason.trim() },
        version: coding.version,
      }),
    onSuccess: onDone,
    onSettled: () => invalidateStudyData(client, study),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        withdrawing.mutate()
      }}
    >
      <TextInput
        size="xs"
        label={`${t('coding.withdrawReason')} *`}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
      />
      <Button
        type="submit"
        variant="default"
        size="compact-xs"
        mt={4}
        disabled={reason.trim() === ''}
        loading={withdrawing.isPending}
      >
        {t('coding.withdraw')}
      </Button>
      <ProblemNotice error={withdrawing.error} />
    </form>
  )
}
