import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../kit/texts.ts'

/** Acts that the trail of an installation holds. */
const ACTS = [
  ...['session.sign-in', 'session.sign-in-failed', 'session.sign-out', 'session.time-out'],
  ...['session.end', 'session.end-all'],
  ...['account.create', 'account.change-password', 'account.reset-password'],
  ...['account.lock', 'account.unlock', 'account.confirm', 'account.confirm-failed'],
  ...['factor.begin', 'factor.enrol', 'factor.renew-codes', 'factor.remove', 'factor.reset'],
  ...['grant.give', 'grant.end', 'grant.refused', 'grant.verify-identity'],
  ...['token.create', 'token.new-address', 'token.revoke', 'token.revoke-all'],
  ...['setting.installation', 'access.review', 'study.create', 'setup.offer'],
  ...['clock.backward', 'clock.jump', 'system.alert', 'verify.done'],
  ...['backup.make', 'backup.failed', 'backup.restore', 'backup.drill', 'setting.backup'],
]

interface ActBoxProps {
  readonly value: string | null
  readonly onChange: (act: string | null) => void
}

/** One act, chosen by its words. */
export function ActBox({ value, onChange }: ActBoxProps): ReactNode {
  const { t, tKnown } = useTexts()
  return (
    <Select
      label={t('audit.act')}
      w={260}
      searchable
      clearable
      data={ACTS.map((act) => ({ value: act, label: tKnown(`act.${act}`) }))}
      value={value}
      onChange={onChange}
    />
  )
}
