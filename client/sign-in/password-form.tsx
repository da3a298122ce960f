import { Button, PasswordInput, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { changePassword } from '../../shared/api/routes/accounts.ts'
import { call } from '../kit/http.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { sessionQuery } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'
import { MINIMUM_PASSWORD, usePasswordRules } from './password-rules.ts'

interface PasswordValues {
  readonly current: string
  readonly next: string
  readonly repeated: string
}

interface PasswordFormProps {
  readonly autoFocus?: boolean
  readonly onChanged?: () => void
}

/** The present password and a new one, twice. The other sessions end. */
export function PasswordForm({ autoFocus = false, onChanged }: PasswordFormProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const form = useForm<PasswordValues>({ defaultValues: { current: '', next: '', repeated: '' } })
  const { errors } = form.formState
  const rules = usePasswordRules(() => form.getValues('next'))
  const changing = useMutation({
    mutationFn: ({ current, next }: PasswordValues) =>
      call(changePassword, { body: { current, next } }),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session)
      onChanged?.()
    },
  })
  const toggle = { 'aria-label': t('signIn.showPassword') }
  return (
    <form
      onSubmit={(event) => {
        void form.handleSubmit((values) => {
          changing.mutate(values)
        })(event)
      }}
      noValidate
    >
      <Stack gap="sm">
        <ProblemNotice error={changing.error} />
        <PasswordInput
          label={t('password.current')}
          autoComplete="current-password"
          autoFocus={autoFocus}
          visibilityToggleButtonProps={toggle}
          error={errors.current && t('signIn.passwordMissing')}
          {...form.register('current', { required: true })}
        />
        <PasswordInput
          label={t('password.next')}
          description={t('password.rule', { length: MINIMUM_PASSWORD })}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          error={errors.next?.message}
          {...form.register('next', rules.next)}
        />
        <PasswordInput
          label={t('password.repeat')}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          error={errors.repeated?.message}
          {...form.register('repeated', rules.repeated)}
        />
        <Button type="submit" size="sm" loading={changing.isPending}>
          {t('password.change')}
        </Button>
      </Stack>
    </form>
  )
}
