import { Button, Group, PasswordInput, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTexts } from '../kit/texts.ts'

export interface TypedComponents {
  readonly password: string
  readonly code?: string
}

interface ComponentsFormProps {
  /** The account has a second factor, so that its code is asked for too. */
  readonly withCode: boolean
  readonly pending: boolean
  readonly onSubmit: (components: TypedComponents) => void
  readonly onCancel?: () => void
}

/** Asks who is at the keyboard once more: password, and the code of the second factor. */
export function ComponentsForm(props: ComponentsFormProps): ReactNode {
  const { withCode, pending, onSubmit, onCancel } = props
  const { t } = useTexts()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const complete = password !== '' && (!withCode || code.trim() !== '')
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (complete) onSubmit(withCode ? { password, code: code.trim() } : { password })
      }}
    >
      <Group align="end" gap="sm">
        <PasswordInput
          size="xs"
          label={t('password.current')}
          w={220}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value)
          }}
        />
        {withCode && (
          <TextInput
            label={t('factor.currentCode')}
            w={220}
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => {
              setCode(event.currentTarget.value)
            }}
          />
        )}
        <Button type="submit" variant="default" disabled={!complete} loading={pending}>
          {t('factor.goOn')}
        </Button>
        {onCancel !== undefined && (
          <Button variant="subtle" onClick={onCancel}>
            {t('frame.cancel')}
          </Button>
        )}
      </Group>
    </form>
  )
}
