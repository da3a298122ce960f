import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import {
  endAccountSessions,
  resetFactor,
  revokeAccountTokens,
  type Account,
} from '../../shared/api/routes/accounts.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { useAccountCall } from './account-call.ts'

interface AccountAccessProps {
  readonly account: Account
  readonly reason: string
  /** Runs an act once there is a reason, and asks for one before. */
  readonly withReason: (act: () => void) => void
}

/** Ends the sessions of a person, revokes the access tokens, takes a lost second factor away. */
export function AccountAccess({ account, reason, withReason }: AccountAccessProps): ReactNode {
  const { t } = useTexts()
  const params = { account: account.id }
  const body = { reason: reason.trim() }
  const ending = useAccountCall(() => call(endAccountSessions, { params, body }))
  const revoking = useAccountCall(() => call(revokeAccountTokens, { params, body }))
  const resetting = useAccountCall(() => call(resetFactor, { params, body }))
  const button = (label: string, calling: typeof ending | typeof revoking | typeof resetting) => (
    <Button
      variant="default"
      loading={calling.isPending}
      onClick={() => {
        withReason(() => {
          calling.mutate(undefined)
        })
      }}
    >
      {label}
    </Button>
  )
  return (
    <>
      {button(t('sessions.endAll'), ending)}
      {button(t('tokens.revokeAll'), revoking)}
      {account.secondFactor === true && button(t('factor.reset'), resetting)}
      {ending.data !== undefined && (
        <Notice kind="note">{t('sessions.ended', { count: ending.data.ended })}</Notice>
      )}
      {revoking.data !== undefined && (
        <Notice kind="note">{t('tokens.revoked', { count: revoking.data.revoked })}</Notice>
      )}
      <ProblemNotice error={ending.error ?? revoking.error ?? resetting.error} />
    </>
  )
}
