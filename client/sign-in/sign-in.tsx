import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { signIn } from '../../shared/api/routes/accounts.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { sessionQuery, setupQuery } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'
import { EntrancePage } from './entrance-page.tsx'

/** Sign-in. `expired`: somebody was signed in a moment ago, and the page behind is kept. */
export function SignIn({ expired }: { readonly expired: boolean }): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const setup = useSuspenseQuery(setupQuery).data
  const form = useForm({ defaultValues: { username: '', password: '', code: '' } })
  const entering = useMutation({
    mutationFn: ({ code, ...body }: { username: string; password: string; code: string }) =>
      call(signIn, { body: code.trim() === '' ? body : { ...body, code: code.trim() } }),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session)
    },
  })
  const { errors } = form.formState
  return (
    <EntrancePage title={t('signIn.title')}>
      {expired && <Notice kind="note">{t('signIn.expired')}</Notice>}
      {setup.administratorNeeded && <Notice kind="warning">{t('signIn.setupNeeded')}</Notice>}
      <form
        onSubmit={(event) => {
          void form.handleSubmit((values) => {
            entering.mutate(values)
          })(event)
        }}
        noValidate
      >
        <Stack gap="sm">
          <ProblemNotice error={entering.error} />
          <TextInput
            size="sm"
            label={t('signIn.username')}
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            error={errors.username && t('signIn.usernameMissing')}
            {...form.register('username', { required: true })}
          />
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            error={errors.password && t('signIn.passwordMissing')}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...form.register('password', { required: true })}
          />
          <TextInput
            label={t('signIn.code')}
            description={t('signIn.codeHint')}
            autoComplete="one-time-code"
            {...form.register('code')}
          />
          <Button type="submit" size="sm" loading={entering.isPending}>
            {t('signIn.enter')}
          </Button>
        </Stack>
      </form>
    </EntrancePage>
  )
}
