import { Button, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { verifyIdentity, type Grant } from '../../shared/api/routes/accounts.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { formatDate } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { useAccountCall } from './account-call.ts'

interface IdentityProps {
  readonly account: string
  readonly grant: Grant
}

/** Whether an investigator's grant signs: who verified the person and how, or the form to record it. */
export function Identity({ account, grant }: IdentityProps): ReactNode {
  const { t, language } = useTexts()
  const [open, setOpen] = useState(false)
  if (grant.role !== 'investigator') return null
  if (grant.identity !== undefined) {
    const { by, method, on } = grant.identity
    return t('accounts.maySign', { by, method, on: formatDate(on, language) })
  }
  if (open) return <IdentityForm account={account} grant={grant} />
  return (
    <div className={page['inline']}>
      <span>{t('accounts.mayNotSign')}</span>
      {grant.to === null && (
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            setOpen(true)
          }}
        >
          {t('accounts.verify')}
        </Button>
      )}
    </div>
  )
}

function IdentityForm({ account, grant }: IdentityProps): ReactNode {
  const { t } = useTexts()
  const [method, setMethod] = useState('')
  const [on, setOn] = useState('')
  const verifying = useAccountCall(() =>
    call(verifyIdentity, {
      params: { account, grant: grant.id },
      body: { method: method.trim(), on },
    }),
  )
  const complete = method.trim() !== '' && on !== ''
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (complete) verifying.mutate(undefined)
      }}
    >
      <TextInput
        label={`${t('accounts.identity')} *`}
        description={t('accounts.identityHint')}
        maxLength={200}
        value={method}
        onChange={(event) => {
          setMethod(event.currentTarget.value)
        }}
      />
      <PlainDateBox label={`${t('accounts.identityOn')} *`} value={on} onChange={setOn} />
      <Button
        mt={6}
        type="submit"
        size="compact-sm"
        disabled={!complete}
        loading={verifying.isPending}
      >
        {t('accounts.verify')}
      </Button>
      <ProblemNotice error={verifying.error} />
    </form>
  )
}
