import type { ReactNode } from 'react'
import { useTexts } from '../kit/texts.ts'
import { EntrancePage } from './entrance-page.tsx'
import { PasswordForm } from './password-form.tsx'

/** Forced change of the own password: it was given by an administrator, or it is too old. */
export function ChangePassword({ expired }: { readonly expired: boolean }): ReactNode {
  const { t } = useTexts()
  return (
    <EntrancePage title={t('password.title')}>
      <p>{t(expired ? 'password.expired' : 'password.forced')}</p>
      <PasswordForm autoFocus />
    </EntrancePage>
  )
}
