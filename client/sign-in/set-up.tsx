import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm, type UseFormReturn } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'
import { setUp } from '../../shared/api/routes/accounts.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { sessionQuery } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'
import { EntrancePage } from './entrance-page.tsx'
import { MINIMUM_PASSWORD, usePasswordRules } from './password-rules.ts'

interface SetUpValues {
  readonly username: string
  readonly displayName: string
  readonly password: string
  readonly repeated: string
}

/** Makes the first administrator, from the one-time link printed at the first start. */
export function SetUp(): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const navigate = useNavigate()
  const token = useSearchParams()[0].get('token')
  const form = useForm<SetUpValues>({
    defaultValues: { username: '', displayName: '', password: '', repeated: '' },
  })
  const { errors } = form.formState
  const making = useMutation({
    mutationFn: ({ username, displayName, password }: SetUpValues) =>
      call(setUp, { body: { token: token ?? '', username, displayName, password } }),
    onSuccess: async (session) => {
      client.setQueryData(sessionQuery.queryKey, session)
      await navigate('/')
    },
  })
  return (
    <EntrancePage title={t('setUp.title')}>
      {token === null && <Notice kind="warning">{t('setUp.noToken')}</Notice>}
      <p>{t('setUp.intro')}</p>
      <form
        onSubmit={(event) => {
          void form.handleSubmit((values) => {
            making.mutate(values)
          })(event)
        }}
        noValidate
      >
        <Stack gap="sm">
          <ProblemNotice error={making.error} />
          <TextInput
            size="sm"
            label={t('setUp.username')}
            description={t('setUp.usernameRule')}
            autoComplete="username"
            autoCapitalize="none"
            error={errors.username && t('setUp.usernameRule')}
            {...form.register('username', {
              required: true,
              pattern: /^[a-z0-9][a-z0-9._-]{1,39}$/,
            })}
          />
          <TextInput
            size="sm"
            label={t('setUp.displayName')}
            autoComplete="name"
            error={errors.displayName && t('setUp.displayNameMissing')}
            {...form.register('displayName', { required: true })}
          />
          <NewPasswordBoxes form={form} />
          <Button type="submit" size="sm" loading={making.isPending} disabled={token === null}>
            {t('setUp.create')}
          </Button>
        </Stack>
      </form>
    </EntrancePage>
  )
}

function NewPasswordBoxes({ form }: { readonly form: UseFormReturn<SetUpValues> }): ReactNode {
  const { t } = useTexts()
  const { errors } = form.formState
  const rules = usePasswordRules(() => form.getValues('password'))
  const toggle = { 'aria-label': t('signIn.showPassword') }
  return (
    <>
      <PasswordInput
        label={t('signIn.password')}
        description={t('password.rule', { length: MINIMUM_PASSWORD })}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        error={errors.password?.message}
        {...form.register('password', rules.next)}
      />
      <PasswordInput
        label={t('password.repeat')}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        error={errors.repeated?.message}
        {...form.register('repeated', rules.repeated)}
      />
    </>
  )
}
