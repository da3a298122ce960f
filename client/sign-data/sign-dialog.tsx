import { Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm, type UseFormReturn } from 'react-hook-form'
import { signData } from '../../shared/api/routes/signatures.ts'
import type { SignatureMeaning } from '../../shared/signatures/meanings.ts'
import { call, isProblem } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'
import css from './sign.module.css'
import type { SigningPartProps } from './signing-part.ts'

interface SignDialogProps extends SigningPartProps {
  readonly meaning: SignatureMeaning
  /** The sentence that is signed. */
  readonly statement: string
  /** How it ended: signed, refused because the data changed meanwhile, or given up. */
  readonly onClose: (how: 'signed' | 'changed' | null) => void
}

interface Components {
  readonly username: string
  readonly password: string
  readonly code: string
}

/** The one dialog of the product: the statement once more, and the components of the signature. */
export function SignDialog(props: SignDialogProps): ReactNode {
  const { t } = useTexts()
  const { signing, statement, onClose } = props
  const form = useForm<Components>({ defaultValues: { username: '', password: '', code: '' } })
  const giving = useSigning(props, () => {
    form.resetField('password')
    form.resetField('code')
    form.setFocus('password')
  })
  const cancel = (): void => {
    onClose(null)
  }
  return (
    <Modal
      opened
      centered
      title={t('sign.dialog')}
      closeButtonProps={{ 'aria-label': t('sign.cancel') }}
      onClose={cancel}
    >
      <form
        noValidate
        onSubmit={(event) => {
          void form.handleSubmit((values) => {
            giving.mutate(values)
          })(event)
        }}
      >
        <Stack gap="sm">
          <blockquote className={css['statement']}>{statement}</blockquote>
          <p className={css['soft']}>
            {t('sign.binding')} {t(signing.components === 'all' ? 'sign.first' : 'sign.later')}
          </p>
          <SigningFault error={giving.error} />
          <ComponentBoxes form={form} signing={signing} />
          <Group justify="flex-end">
            <Button variant="default" onClick={cancel}>
              {t('sign.cancel')}
            </Button>
            <Button type="submit" loading={giving.isPending}>
              {t('sign.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface ComponentBoxesProps {
  readonly form: UseFormReturn<Components>
  readonly signing: SigningPartProps['signing']
}

/** User name, password and code, as far as this signature asks for them. */
function ComponentBoxes({ form, signing }: ComponentBoxesProps): ReactNode {
  const { t } = useTexts()
  const { errors } = form.formState
  const isFirst = signing.components === 'all'
  return (
    <>
      {isFirst && (
        <TextInput
          size="sm"
          label={t('sign.username')}
          autoComplete="off"
          autoCapitalize="none"
          data-autofocus
          error={errors.username && t('signIn.usernameMissing')}
          {...form.register('username', { required: true })}
        />
      )}
      <PasswordInput
        label={t('sign.password')}
        autoComplete="off"
        {...(isFirst ? {} : { 'data-autofocus': true })}
        error={errors.password && t('signIn.passwordMissing')}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        {...form.register('password', { required: true })}
      />
      {signing.code && (
        <TextInput
          size="sm"
          label={t('sign.code')}
          autoComplete="one-time-code"
          {...form.register('code')}
        />
      )}
    </>
  )
}

function useSigning(
  { screen, place, signing, meaning, onClose }: SignDialogProps,
  onRefused: () => void,
) {
  const client = useQueryClient()
  const { study, subject } = screen
  return useMutation({
    mutationFn: ({ username, password, code }: Components) =>
      call(signData, {
        params: { study: study.id, subjid: subject.subjid },
        body: {
          ...{ ...place, meaning, digest: signing.digest, password },
          ...(username === '' ? {} : { username }),
          ...(code === '' ? {} : { code }),
        },
      }),
    onSuccess: async () => {
      await invalidateStudyData(client, study.id)
      onClose('signed')
    },
    onError: async (error) => {
      if (!isProblem(error, 'urn:problem:version-conflict')) {
        onRefused()
        return
      }
      await invalidateStudyData(client, study.id)
      onClose('changed')
    },
  })
}

/** A wrong component says what a fifth one does; other refusals say what is needed. */
function SigningFault({ error }: { readonly error: Error | null }): ReactNode {
  const { t } = useTexts()
  if (isProblem(error, 'urn:problem:sign-in-failed')) {
    return <Notice kind="fault">{t('sign.wrong')}</Notice>
  }
  return <ProblemNotice error={error} />
}
