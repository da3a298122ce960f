import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { setMailAddress } from '../../shared/api/routes/notices.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { noticesQuery, type Notices } from '../kit/safety-queries.ts'
import { useTexts } from '../kit/texts.ts'

interface MailAddressProps {
  readonly address: Notices['address']
  readonly sendsMail: boolean
}

/** Where, and in which language, this person gets notices by mail. */
export function MailAddress({ address, sendsMail }: MailAddressProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [email, setEmail] = useState(address.email ?? '')
  const [language, setLanguage] = useState(address.language)
  const saving = useMutation({
    mutationFn: () => {
      const typed = email.trim()
      return call(setMailAddress, { body: { email: typed === '' ? null : typed, language } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  })
  return (
    <>
      <p className={page['soft']}>{t('notices.mailIntro')}</p>
      {!sendsMail && <Notice kind="note">{t('notices.mailOff')}</Notice>}
      <form
        className={page['filters']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <TextInput
          size="xs"
          label={t('notices.address')}
          type="email"
          autoComplete="email"
          value={email}
          onChange={(event) => {
            setEmail(event.currentTarget.value)
          }}
        />
        <NativeSelect
          size="xs"
          label={t('notices.language')}
          value={language}
          data={[
            { value: 'en', label: 'English' },
            { value: 'zh', label: '中文' },
          ]}
          onChange={(event) => {
            setLanguage(event.currentTarget.value === 'zh' ? 'zh' : 'en')
          }}
        />
        <Button type="submit" variant="default" loading={saving.isPending}>
          {t('form.save')}
        </Button>
        <span role="status">{saving.isSuccess ? t('notices.addressSaved') : ''}</span>
      </form>
      <ProblemNotice error={saving.error} />
    </>
  )
}
